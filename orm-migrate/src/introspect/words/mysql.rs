//! What MySQL prints: `SHOW CREATE TABLE` of a temporary table, which ends no transaction and is dropped again.
//!
//! Needs the right to make temporary tables.

use orm_schema::model::GeneratedKind;
use orm_schema::{Dialect, ident, types};

use super::Inquiry;
use super::question::{Probe, ProbeKind};
use crate::introspect::READING;
use crate::introspect::row::rows;
use crate::runner::MigrateError;
use crate::runner::session::{self, Session};

const TABLE: &str = "`__orm_words`";

pub(super) async fn printed(
    session: &mut dyn Session,
    inquiries: &[Inquiry<'_>],
) -> Result<Vec<Vec<Option<String>>>, MigrateError> {
    let mut printed = Vec::with_capacity(inquiries.len());
    for inquiry in inquiries {
        printed.push(texts(session, inquiry).await?);
    }
    Ok(printed)
}

/// All at once, and if the server refuses something, each on its own.
async fn texts(
    session: &mut dyn Session,
    inquiry: &Inquiry<'_>,
) -> Result<Vec<Option<String>>, MigrateError> {
    let numbered: Vec<(usize, &Probe)> = inquiry.probes.iter().enumerate().collect();
    let mut texts = vec![None; numbered.len()];
    if let Some(statement) = statement(session, inquiry, &numbered).await? {
        for (number, text) in texts.iter_mut().enumerate() {
            *text = line(&statement, number);
        }
        return Ok(texts);
    }
    if statement(session, inquiry, &[]).await?.is_none() {
        // Not the texts are at fault: say what is.
        session::run(session, "making a temporary table", &table(inquiry, &[])).await?;
    }
    for (number, probe) in numbered {
        let statement = statement(session, inquiry, &[(number, probe)]).await?;
        texts[number] = statement.and_then(|statement| line(&statement, number));
    }
    Ok(texts)
}

/// What the server makes of the table; `None` when it refuses one of the texts.
async fn statement(
    session: &mut dyn Session,
    inquiry: &Inquiry<'_>,
    probes: &[(usize, &Probe)],
) -> Result<Option<String>, MigrateError> {
    match session.run(&table(inquiry, probes)).await {
        Ok(()) => {}
        Err(error) if error.as_database_error().is_some() => return Ok(None),
        Err(error) => return Err(session.failure(READING, error)),
    }
    let statement = rows(session, &format!("SHOW CREATE TABLE {TABLE}"), &[]).await;
    session::run(session, READING, &format!("DROP TEMPORARY TABLE {TABLE}")).await?;
    Ok(statement?.into_iter().next().map(|mut row| {
        let _name = row.text();
        row.text()
    }))
}

/// What follows the name of a text, on its line.
fn line(statement: &str, number: usize) -> Option<String> {
    let name = name(number);
    let line = statement.lines().find_map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("CONSTRAINT ").unwrap_or(line);
        line.strip_prefix(name.as_str())
    });
    line.map(|line| line.trim().trim_end_matches(',').to_owned())
}

fn name(number: usize) -> String {
    format!("`__orm_{number}`")
}

/// The table with the columns that texts may speak of, and with the texts.
fn table(inquiry: &Inquiry<'_>, probes: &[(usize, &Probe)]) -> String {
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
        let (name, sql) = (name(*number), &probe.sql);
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
    format!("CREATE TEMPORARY TABLE {TABLE} ({}) DEFAULT CHARSET = utf8mb4", lines.join(", "))
}
