//! What MySQL prints: `SHOW CREATE TABLE` of temporary tables, which end no transaction and are dropped again.
//!
//! Needs the right to make temporary tables.

use orm_schema::model::{GeneratedKind, TableOptions};
use orm_schema::{Dialect, Pair, ident, types};

use super::question::{Probe, ProbeKind};
use super::round::{self, Asked, Prints};
use super::{Inquiry, PROBE, rights};
use crate::dialect;
use crate::introspect::READING;
use crate::runner::MigrateError;
use crate::runner::session::{self, Session, Value};

pub(super) async fn printed(
    session: &mut dyn Session,
    inquiries: &[Inquiry<'_>],
) -> Result<Vec<Vec<Option<String>>>, MigrateError> {
    let probes: Vec<Vec<Option<Probe>>> =
        inquiries.iter().map(|inquiry| inquiry.probes.iter().cloned().map(Some).collect()).collect();
    round::texts(session, inquiries, &probes).await
}

/// What the server makes of the tables; `None` when it refuses one of the texts.
pub(super) async fn prints(
    session: &mut dyn Session,
    asked: &[Asked<'_>],
) -> Result<Option<Prints>, MigrateError> {
    let tables: Vec<String> = asked.iter().map(table).collect();
    let names: Vec<String> = asked.iter().map(table_name).collect();
    let made = session.run(&tables.join("; ")).await;
    if let Err(error) = made {
        if rights::is_denied(session, &error) {
            return Err(rights::of_temporary_table(session, error).await);
        }
        return refused(session, &names, error).await;
    }
    let shown: Vec<String> = names.iter().map(|name| format!("SHOW CREATE TABLE {name}")).collect();
    let shown = session.query_all(&shown.join("; ")).await;
    drop_tables(session, &names).await?;
    let shown = shown.map_err(|error| session.failure(READING, error))?;
    let mut prints = Prints::new();
    for (one, row) in asked.iter().zip(shown) {
        // The name of the table, then the statement.
        let statement = row.into_iter().nth(1).and_then(Value::into_text).unwrap_or_default();
        let lines = one
            .probes
            .iter()
            .map(|(number, _)| ((one.at, *number), line(&statement, &name(one.at, *number))));
        prints.extend(lines.filter_map(|(key, line)| Some((key, line?))));
    }
    Ok(Some(prints))
}

/// Of several tables, those in front of the one that is refused are there.
async fn refused(
    session: &mut dyn Session,
    names: &[String],
    error: sqlx::Error,
) -> Result<Option<Prints>, MigrateError> {
    drop_tables(session, names).await?;
    if error.as_database_error().is_some() { Ok(None) } else { Err(session.failure(READING, error)) }
}

async fn drop_tables(session: &mut dyn Session, names: &[String]) -> Result<(), MigrateError> {
    let drop = format!("DROP TEMPORARY TABLE IF EXISTS {}", names.join(", "));
    session::run(session, READING, &drop).await
}

fn table_name(asked: &Asked<'_>) -> String {
    format!("`{PROBE}_{}`", asked.at)
}

/// What follows the name of a text, on its line.
fn line(statement: &str, name: &str) -> Option<String> {
    let line = statement.lines().find_map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("CONSTRAINT ").unwrap_or(line);
        line.strip_prefix(name)
    });
    line.map(|line| line.trim().trim_end_matches(',').to_owned())
}

/// Names of checks are names of the database: no two tables have the same.
fn name(at: usize, number: usize) -> String {
    format!("`__orm_{at}_{number}`")
}

/// The table with the columns that texts may speak of, and with the texts.
pub(super) fn table(asked: &Asked<'_>) -> String {
    let Asked { at, inquiry, probes, .. } = asked;
    let mut lines: Vec<String> = inquiry
        .table
        .columns
        .iter()
        .map(|column| {
            let name = ident::quoted(Dialect::Mysql, &column.name);
            let ty = types::column_type(Dialect::Mysql, inquiry.schema, &column.ty);
            let collation = column.collation.as_ref().map(|name| format!(" COLLATE {name}"));
            format!("{name} {ty}{} NULL", collation.unwrap_or_default())
        })
        .collect();
    lines.extend(probes.iter().map(|(number, probe)| {
        let (name, sql) = (name(*at, *number), &probe.sql);
        match &probe.kind {
            ProbeKind::Type => format!("{name} {sql} NULL"),
            ProbeKind::Default(ty) => format!("{name} {ty} DEFAULT {sql}"),
            ProbeKind::Generated(ty, kind) => {
                let kind = match kind {
                    GeneratedKind::Stored => "STORED",
                    GeneratedKind::Virtual => "VIRTUAL",
                };
                format!("{name} {ty} GENERATED ALWAYS AS ({sql}) {kind}")
            }
            ProbeKind::Condition | ProbeKind::Policy => format!("CONSTRAINT {name} CHECK ({sql})"),
        }
    }));
    // Where columns differ in it, an expression is printed with what converts one into the other.
    let options = TableOptions { raw: inquiry.table.options.raw.clone(), ..TableOptions::default() };
    let texts = dialect::new_texts(&Pair { previous: TableOptions::default(), next: options });
    let (charset, collation) = texts.unwrap_or_else(|| ("utf8mb4".to_owned(), None));
    let collation = collation.map(|name| format!(" COLLATE = {name}")).unwrap_or_default();
    let (name, lines) = (table_name(asked), lines.join(", "));
    format!("CREATE TEMPORARY TABLE {name} ({lines}) DEFAULT CHARSET = {charset}{collation}")
}
