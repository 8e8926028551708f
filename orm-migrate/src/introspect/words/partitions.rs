//! How a table is partitioned, in the words of the authored schema.
//!
//! PostgreSQL prints a partitioned temporary table like any other. MySQL makes none, so that there the texts are compared
//! without what means nothing, and a bound that is computed is computed.

use orm_schema::model::{PartitioningDef, TableDef};
use orm_schema::{Dialect, SchemaDef, ident, types};

use crate::introspect::READING;
use crate::runner::MigrateError;
use crate::runner::session::{self, Session};

const TABLE: &str = "pg_temp.\"__orm_words\"";
const PARTITION: &str = "pg_temp.\"__orm_part\"";

/// Replaces texts of the live table by those of `authored` that mean the same.
pub(super) async fn tell(
    session: &mut dyn Session,
    dialect: Dialect,
    schema: &SchemaDef,
    live: &mut TableDef,
    authored: &PartitioningDef,
) -> Result<(), MigrateError> {
    let Some(mut own) = live.partitioning.take() else { return Ok(()) };
    let told = match dialect {
        Dialect::Postgres => {
            session::run(session, READING, "BEGIN").await?;
            let told = of_postgres(session, schema, live, &mut own, authored).await;
            session::run(session, READING, "ROLLBACK").await?;
            told
        }
        Dialect::Mysql => of_mysql(session, &mut own, authored).await,
        Dialect::Sqlite => Ok(()),
    };
    live.partitioning = Some(own);
    told
}

async fn of_postgres(
    session: &mut dyn Session,
    schema: &SchemaDef,
    table: &TableDef,
    live: &mut PartitioningDef,
    authored: &PartitioningDef,
) -> Result<(), MigrateError> {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let ty = types::column_type(Dialect::Postgres, schema, &column.ty);
            format!("{} {ty}", ident::quoted(Dialect::Postgres, &column.name))
        })
        .collect();
    let create =
        format!("CREATE TEMPORARY TABLE {TABLE} ({}) PARTITION BY {}", columns.join(", "), authored.by);
    if !is_accepted(session, &create).await? {
        return Ok(());
    }
    let print = printed(session, "SELECT pg_catalog.pg_get_partkeydef(?::text::regclass)", TABLE).await?;
    if print.as_ref() != Some(&live.by) {
        return Ok(());
    }
    live.by.clone_from(&authored.by);
    for partition in &mut live.partitions {
        let Some(next) = authored.partitions.iter().find(|next| next.name == partition.name) else {
            continue;
        };
        let create = format!("CREATE TEMPORARY TABLE {PARTITION} PARTITION OF {TABLE} {}", next.bounds);
        if !is_accepted(session, &create).await? {
            continue;
        }
        let query = "SELECT pg_catalog.pg_get_expr(c.relpartbound, c.oid) FROM pg_catalog.pg_class c \
                     WHERE c.oid = ?::text::regclass";
        if printed(session, query, PARTITION).await?.as_ref() == Some(&partition.bounds) {
            partition.bounds.clone_from(&next.bounds);
        }
        session::run(session, READING, &format!("DROP TABLE {PARTITION}")).await?;
    }
    Ok(())
}

/// Runs `sql`; false when the server refuses it, which leaves the transaction as it was.
async fn is_accepted(session: &mut dyn Session, sql: &str) -> Result<bool, MigrateError> {
    session::run(session, READING, "SAVEPOINT partitions").await?;
    match session.run(sql).await {
        Ok(()) => Ok(true),
        Err(error) if error.as_database_error().is_some() => {
            session::run(session, READING, "ROLLBACK TO SAVEPOINT partitions").await?;
            Ok(false)
        }
        Err(error) => Err(session.failure(READING, error)),
    }
}

async fn printed(session: &mut dyn Session, query: &str, name: &str) -> Result<Option<String>, MigrateError> {
    let value = session::scalar(session, READING, query, &[session::Value::text(name)]).await?;
    Ok(value.and_then(session::Value::into_text))
}

async fn of_mysql(
    session: &mut dyn Session,
    live: &mut PartitioningDef,
    authored: &PartitioningDef,
) -> Result<(), MigrateError> {
    if plain(&live.by) != plain(&authored.by) {
        return Ok(());
    }
    live.by.clone_from(&authored.by);
    for partition in &mut live.partitions {
        let Some(next) = authored.partitions.iter().find(|next| next.name == partition.name) else {
            continue;
        };
        let (own, wanted) = (plain(&partition.bounds), plain(&next.bounds));
        let is_same = own == wanted || {
            let values = |text: &str| text.strip_prefix("valueslessthan").map(str::to_owned);
            match values(&own).zip(values(&wanted)) {
                Some((own, _)) => computed(session, &next.bounds).await?.is_some_and(|value| value == own),
                None => false,
            }
        };
        if is_same {
            partition.bounds.clone_from(&next.bounds);
        }
    }
    Ok(())
}

/// The value behind `less than`, if the server can tell it.
async fn computed(session: &mut dyn Session, bounds: &str) -> Result<Option<String>, MigrateError> {
    let Some(start) = bounds.find('(') else { return Ok(None) };
    let query = format!("SELECT CAST({} AS CHAR)", &bounds[start..]);
    match session.query(&query, &[]).await {
        Ok(rows) => Ok(rows.into_iter().flatten().next().and_then(session::Value::into_text)),
        Err(error) if error.as_database_error().is_some() => Ok(None),
        Err(error) => Err(session.failure(READING, error)),
    }
}

/// Without space, parentheses, the quotes of names and the case of words.
fn plain(text: &str) -> String {
    let bare = |text: &str| text.replace([' ', '\n', '`', '(', ')'], "").to_lowercase();
    let pieces = text.split('\'').enumerate();
    let pieces = pieces.map(|(i, piece)| if i % 2 == 0 { bare(piece) } else { piece.to_owned() });
    pieces.collect::<Vec<_>>().join("'")
}
