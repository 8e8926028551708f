//! How a table is partitioned, in the words of the authored schema.
//!
//! PostgreSQL prints a partitioned temporary table like any other. MySQL makes none, so that there the texts are compared
//! without what means nothing, and a bound that is computed is computed.

use orm_schema::model::{PartitioningDef, TableDef};
use orm_schema::tokens::{Token, tokens};
use orm_schema::{Dialect, SchemaDef, ident, types};

use super::{PROBE, halves};
use crate::introspect::READING;
use crate::introspect::row::rows;
use crate::runner::MigrateError;
use crate::runner::session::{self, Session, Value};

/// Keys of tables and bounds of partitions, in the temporary tables of the session.
const PRINTS: &str = "\
SELECT c.relname::text, coalesce(pg_catalog.pg_get_partkeydef(c.oid), pg_catalog.pg_get_expr(c.relpartbound, c.oid))
FROM pg_catalog.pg_class c WHERE c.relnamespace = pg_catalog.pg_my_temp_schema()";

/// A live table that is partitioned, and how it is declared.
pub(super) struct Partitioned<'a> {
    pub(super) table: &'a mut TableDef,
    pub(super) authored: &'a PartitioningDef,
}

/// Replaces texts of live tables by those of `authored` that mean the same.
pub(super) async fn tell(
    session: &mut dyn Session,
    dialect: Dialect,
    schema: &SchemaDef,
    mut tables: Vec<Partitioned<'_>>,
) -> Result<(), MigrateError> {
    if tables.is_empty() {
        return Ok(());
    }
    match dialect {
        Dialect::Postgres => {
            session::run(session, READING, "BEGIN").await?;
            let told = of_postgres(session, schema, &mut tables).await;
            session::run(session, READING, "ROLLBACK").await?;
            told
        }
        Dialect::Mysql => of_mysql(session, &mut tables).await,
        Dialect::Sqlite => Ok(()),
    }
}

/// The partitions of all tables that are declared under their name with other bounds: by the number of the table, and by those
/// of the partition in the live and in the authored table.
fn open(tables: &[Partitioned<'_>]) -> Vec<(usize, usize, usize)> {
    let mut open = Vec::new();
    for (number, Partitioned { table, authored }) in tables.iter().enumerate() {
        let Some(own) = table.partitioning.as_ref().filter(|own| own.by == authored.by) else { continue };
        for (at, partition) in own.partitions.iter().enumerate() {
            let next = authored.partitions.iter().position(|next| next.name == partition.name);
            let next = next.filter(|next| authored.partitions[*next].bounds != partition.bounds);
            open.extend(next.map(|next| (number, at, next)));
        }
    }
    open
}

/// The partition takes over the authored bounds.
fn take_over(tables: &mut [Partitioned<'_>], (number, at, next): (usize, usize, usize)) {
    let Partitioned { table, authored } = &mut tables[number];
    if let Some(own) = &mut table.partitioning {
        own.partitions[at].bounds.clone_from(&authored.partitions[next].bounds);
    }
}

async fn of_postgres(
    session: &mut dyn Session,
    schema: &SchemaDef,
    tables: &mut [Partitioned<'_>],
) -> Result<(), MigrateError> {
    let creates: Vec<String> =
        tables.iter().enumerate().map(|(number, table)| create_table(schema, number, table)).collect();
    let keys = halves::prints(session, tables.len(), async |session: &mut dyn Session, numbers: &[usize]| {
        let made = numbers.iter().map(|number| (table_name(*number), creates[*number].clone()));
        printed(session, numbers, made.unzip()).await
    });
    for (Partitioned { table, authored }, print) in tables.iter_mut().zip(keys.await?) {
        if let Some(own) = table.partitioning.as_mut().filter(|own| print.as_ref() == Some(&own.by)) {
            own.by.clone_from(&authored.by);
        }
    }
    let open = open(tables);
    let bounds = halves::prints(session, open.len(), async |session: &mut dyn Session, numbers: &[usize]| {
        let mut wholes: Vec<usize> = numbers.iter().map(|number| open[*number].0).collect();
        wholes.dedup();
        let wholes: Vec<String> = wholes.into_iter().map(|whole| creates[whole].clone()).collect();
        let made = numbers.iter().map(|number| {
            let (whole, _, next) = open[*number];
            let (whole, bounds) = (table_name(whole), &tables[whole].authored.partitions[next].bounds);
            let name = format!("{PROBE}_part_{number}");
            let create = format!("CREATE TEMPORARY TABLE {name} PARTITION OF pg_temp.{whole} {bounds}");
            (name, create)
        });
        let (names, parts): (Vec<String>, Vec<String>) = made.unzip();
        printed(session, numbers, (names, [wholes, parts].concat())).await
    });
    for (place, print) in open.iter().zip(bounds.await?) {
        let own = tables[place.0].table.partitioning.as_ref().map(|own| &own.partitions[place.1].bounds);
        if print.is_some() && print.as_ref() == own {
            take_over(tables, *place);
        }
    }
    Ok(())
}

fn table_name(number: usize) -> String {
    format!("{PROBE}_{number}")
}

fn create_table(schema: &SchemaDef, number: usize, table: &Partitioned<'_>) -> String {
    let columns = table.table.columns.iter().map(|column| {
        let ty = types::column_type(Dialect::Postgres, schema, &column.ty);
        format!("{} {ty}", ident::quoted(Dialect::Postgres, &column.name))
    });
    let (name, columns) = (table_name(number), columns.collect::<Vec<_>>().join(", "));
    format!("CREATE TEMPORARY TABLE {name} ({columns}) PARTITION BY {}", table.authored.by)
}

/// What the server prints of what has these names, one for each number, and is made by these statements; `None` when it refuses one.
async fn printed(
    session: &mut dyn Session,
    numbers: &[usize],
    (names, statements): (Vec<String>, Vec<String>),
) -> Result<Option<Vec<(usize, String)>>, MigrateError> {
    session::run(session, READING, "SAVEPOINT partitions").await?;
    let prints = match session.run(&statements.join(";\n")).await {
        Ok(()) => {
            let found = rows(session, PRINTS, &[]).await?;
            let number = |name: &str| numbers.get(names.iter().position(|own| own == name)?).copied();
            let prints =
                found.into_iter().filter_map(|mut row| Some((number(&row.text())?, row.optional()?)));
            Some(prints.collect())
        }
        Err(error) if error.as_database_error().is_some() => None,
        Err(error) => return Err(session.failure(READING, error)),
    };
    session::run(session, READING, "ROLLBACK TO SAVEPOINT partitions").await?;
    Ok(prints)
}

async fn of_mysql(session: &mut dyn Session, tables: &mut [Partitioned<'_>]) -> Result<(), MigrateError> {
    for Partitioned { table, authored } in &mut *tables {
        if let Some(own) = table.partitioning.as_mut().filter(|own| plain(&own.by) == plain(&authored.by)) {
            own.by.clone_from(&authored.by);
        }
    }
    let mut computed = Vec::new();
    for place @ (number, at, next) in open(tables) {
        let Partitioned { table, authored } = &tables[number];
        let Some(own) = &table.partitioning else { continue };
        let (own, next) = (plain(&own.partitions[at].bounds), &authored.partitions[next].bounds);
        if own == plain(next) {
            take_over(tables, place);
        } else if let (Some(value), true) = (less_than(&own), less_than(&plain(next)).is_some()) {
            computed.extend(next.find('(').map(|start| (place, value, next[start..].to_owned())));
        }
    }
    let values =
        halves::prints(session, computed.len(), async |session: &mut dyn Session, numbers: &[usize]| {
            let casts: Vec<String> =
                numbers.iter().map(|number| format!("CAST({} AS CHAR)", computed[*number].2)).collect();
            match session.query(&format!("SELECT {}", casts.join(", ")), &[]).await {
                Ok(rows) => {
                    let values = rows.into_iter().flatten().map(Value::into_text);
                    let known =
                        numbers.iter().zip(values).filter_map(|(number, value)| Some((*number, value?)));
                    Ok(Some(known.collect()))
                }
                Err(error) if error.as_database_error().is_some() => Ok(None),
                Err(error) => Err(session.failure(READING, error)),
            }
        });
    for ((place, own, _), value) in computed.iter().zip(values.await?) {
        if value.as_ref() == Some(own) {
            take_over(tables, *place);
        }
    }
    Ok(())
}

/// The bound that a partition stays below, of what [`plain`] has made of it.
fn less_than(bounds: &[String]) -> Option<String> {
    let bound = bounds.strip_prefix(&["values", "less", "than"].map(str::to_owned))?;
    Some(bound.concat())
}

/// The words and symbols of a text: the names without quotes, the words in one case, and without parentheses around what is whole
/// without them.
fn plain(text: &str) -> Vec<String> {
    let piece =
        |token: &Token<'_>| token.name().map_or_else(|| token.text.to_owned(), |name| name.to_lowercase());
    let mut pieces: Vec<String> = tokens(text).iter().map(piece).collect();
    while let Some((open, close)) = (0..pieces.len()).find_map(|open| idle(&pieces, open)) {
        pieces.remove(close);
        pieces.remove(open);
    }
    pieces
}

/// The parentheses that open at `open`, if they mean nothing: those around one word, around all that stands between two others or
/// commas, and around a bound.
fn idle(pieces: &[String], open: usize) -> Option<(usize, usize)> {
    if pieces[open] != "(" {
        return None;
    }
    let mut depth = 0_usize;
    let mut commas = 0_usize;
    let close = open
        + pieces[open..].iter().position(|piece| {
            match piece.as_str() {
                "(" => depth += 1,
                ")" => depth -= 1,
                "," if depth == 1 => commas += 1,
                _ => {}
            }
            depth == 0
        })?;
    let before = open.checked_sub(1).map(|at| pieces[at].as_str());
    let after = pieces.get(close + 1).map(String::as_str);
    if before == Some("than") && after.is_none() {
        return Some((open, close));
    }
    let is_symbol = |piece: &str| !piece.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '\'');
    let is_operand = before.is_some_and(is_symbol);
    let is_whole = matches!(before, Some("(" | ",")) && matches!(after, Some(")" | ","));
    (is_operand && commas == 0 && (is_whole || close == open + 2)).then_some((open, close))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_around_a_whole_mean_nothing() {
        for (one, other) in [
            ("RANGE (to_days(`day`))", "range(to_days( day ))"),
            ("range ((a + 1))", "range (a + 1)"),
            ("list ((a) + 1)", "list (a + 1)"),
            ("values in ((1), (2))", "VALUES IN (1, 2)"),
            ("values less than (maxvalue)", "VALUES LESS THAN MAXVALUE"),
            ("values less than ((736330))", "values less than (736330)"),
        ] {
            assert_eq!(plain(one), plain(other), "{one}");
        }
        assert_eq!(less_than(&plain("VALUES LESS THAN (736330)")).as_deref(), Some("736330"));
    }

    #[test]
    fn parentheses_that_bind_stay() {
        for (one, other) in [
            ("range (a * (b + 1))", "range (a * b + 1)"),
            ("range (abs(a))", "range (abs a)"),
            ("values in ((1, 2), (3, 4))", "values in (1, 2, 3, 4)"),
            ("range (a - (b - c))", "range (a - b - c)"),
            ("values in ('a')", "values in ('A')"),
        ] {
            assert_ne!(plain(one), plain(other), "{one}");
        }
    }
}
