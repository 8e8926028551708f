//! What PostgreSQL prints: in a temporary table, in a transaction that is rolled back.
//!
//! Needs the right to make temporary tables, which everybody has unless it was taken away.

use std::collections::HashMap;

use orm_schema::model::GeneratedKind;
use orm_schema::{Dialect, ident, types};

use super::Inquiry;
use super::question::{Probe, ProbeKind};
use crate::introspect::READING;
use crate::introspect::literal::bare;
use crate::introspect::row::rows;
use crate::runner::MigrateError;
use crate::runner::session::{self, Session, Value};

/// The print of a text may print differently once more: a list of a varchar column takes two rounds to come to rest.
const ROUNDS: usize = 3;

const PRINTS: &str = "\
SELECT a.attname::text, CASE WHEN d.adbin IS NULL THEN pg_catalog.format_type(a.atttypid, a.atttypmod)
       ELSE pg_catalog.pg_get_expr(d.adbin, d.adrelid) END
FROM pg_catalog.pg_attribute a
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = ?::text::regclass AND a.attnum > 0
UNION ALL
SELECT k.conname::text, pg_catalog.pg_get_expr(k.conbin, k.conrelid)
FROM pg_catalog.pg_constraint k WHERE k.conrelid = ?::text::regclass AND k.contype = 'c'
UNION ALL
SELECT p.polname::text, pg_catalog.pg_get_expr(p.polqual, p.polrelid)
FROM pg_catalog.pg_policy p WHERE p.polrelid = ?::text::regclass";

pub(super) async fn printed(
    session: &mut dyn Session,
    inquiries: &[Inquiry<'_>],
) -> Result<Vec<Vec<Option<String>>>, MigrateError> {
    session::run(session, READING, "BEGIN").await?;
    let mut printed = Vec::with_capacity(inquiries.len());
    for inquiry in inquiries {
        match settled(session, inquiry).await {
            Ok(texts) => printed.push(texts),
            Err(error) => {
                session::run(session, READING, "ROLLBACK").await?;
                return Err(error);
            }
        }
    }
    session::run(session, READING, "ROLLBACK").await?;
    Ok(printed)
}

/// Prints, and prints the prints, until nothing changes any more.
async fn settled(
    session: &mut dyn Session,
    inquiry: &Inquiry<'_>,
) -> Result<Vec<Option<String>>, MigrateError> {
    let mut probes: Vec<Option<Probe>> = inquiry.probes.iter().cloned().map(Some).collect();
    for _ in 0..ROUNDS {
        let texts = round(session, inquiry, &probes).await?;
        let mut is_settled = true;
        for (probe, text) in probes.iter_mut().zip(texts) {
            let Some(last) = probe else { continue };
            match text {
                Some(text) => {
                    is_settled &= last.sql == text;
                    last.sql = text;
                }
                None => *probe = None,
            }
        }
        if is_settled {
            break;
        }
    }
    Ok(probes.into_iter().map(|probe| probe.map(|probe| probe.sql)).collect())
}

/// One round: all at once, and if the server refuses something, each on its own.
async fn round(
    session: &mut dyn Session,
    inquiry: &Inquiry<'_>,
    probes: &[Option<Probe>],
) -> Result<Vec<Option<String>>, MigrateError> {
    let numbered: Vec<(usize, &Probe)> =
        probes.iter().enumerate().filter_map(|(number, probe)| Some((number, probe.as_ref()?))).collect();
    let mut texts = vec![None; probes.len()];
    if let Some(prints) = prints(session, inquiry, &numbered).await? {
        collect(&mut texts, &prints);
        return Ok(texts);
    }
    if prints(session, inquiry, &[]).await?.is_none() {
        // Not the texts are at fault: say what is.
        session::run(session, "making a temporary table", &table(inquiry, &[])).await?;
    }
    for probe in numbered {
        if let Some(prints) = prints(session, inquiry, &[probe]).await? {
            collect(&mut texts, &prints);
        }
    }
    Ok(texts)
}

fn collect(texts: &mut [Option<String>], prints: &HashMap<String, String>) {
    for (number, text) in texts.iter_mut().enumerate() {
        if let Some(print) = prints.get(&name(number)) {
            *text = Some(bare(print).to_owned());
        }
    }
}

/// The prints by name; `None` when the server refuses one of the texts.
async fn prints(
    session: &mut dyn Session,
    inquiry: &Inquiry<'_>,
    probes: &[(usize, &Probe)],
) -> Result<Option<HashMap<String, String>>, MigrateError> {
    session::run(session, READING, "SAVEPOINT words").await?;
    let prints = if made(session, inquiry, probes).await? {
        let name = Value::text(table_name(inquiry));
        let rows = rows(session, PRINTS, &[name.clone(), name.clone(), name]).await?;
        Some(rows.into_iter().map(|mut row| (row.text(), row.text())).collect())
    } else {
        None
    };
    session::run(session, READING, "ROLLBACK TO SAVEPOINT words").await?;
    Ok(prints)
}

/// Makes the table; false when the server refuses one of the texts.
async fn made(
    session: &mut dyn Session,
    inquiry: &Inquiry<'_>,
    probes: &[(usize, &Probe)],
) -> Result<bool, MigrateError> {
    let of_policies = probes.iter().filter(|(_, probe)| matches!(probe.kind, ProbeKind::Policy));
    let policies = of_policies.map(|(number, probe)| {
        format!("CREATE POLICY {} ON {} USING ({})", name(*number), table_name(inquiry), probe.sql)
    });
    for statement in std::iter::once(table(inquiry, probes)).chain(policies) {
        match session.run(&statement).await {
            Ok(()) => {}
            Err(error) if error.as_database_error().is_some() => return Ok(false),
            Err(error) => return Err(session.failure(READING, error)),
        }
    }
    Ok(true)
}

/// The table goes by its own name, which the texts may use.
fn table_name(inquiry: &Inquiry<'_>) -> String {
    format!("pg_temp.{}", ident::quoted(Dialect::Postgres, &inquiry.table.name.name))
}

fn name(number: usize) -> String {
    format!("__orm_{number}")
}

/// The table with the columns that texts may speak of, and with the texts.
fn table(inquiry: &Inquiry<'_>, probes: &[(usize, &Probe)]) -> String {
    let quoted = |name: &str| ident::quoted(Dialect::Postgres, name);
    let mut lines: Vec<String> = inquiry
        .table
        .columns
        .iter()
        .map(|column| {
            let ty = types::column_type(Dialect::Postgres, inquiry.schema, &column.ty);
            let collation = column.collation.as_ref().map(|name| format!(" COLLATE {}", quoted(name)));
            format!("{} {ty}{}", quoted(&column.name), collation.unwrap_or_default())
        })
        .collect();
    lines.extend(probes.iter().filter_map(|(number, probe)| {
        let (name, sql) = (name(*number), &probe.sql);
        Some(match &probe.kind {
            ProbeKind::Type => format!("{name} {sql}"),
            // Not every expression may stand behind DEFAULT without them: `AT TIME ZONE` may not.
            ProbeKind::Default(ty) => format!("{name} {ty} DEFAULT ({sql})"),
            ProbeKind::Generated(ty, kind) => {
                let kind = match kind {
                    GeneratedKind::Stored => "STORED",
                    GeneratedKind::Virtual => "VIRTUAL",
                };
                format!("{name} {ty} GENERATED ALWAYS AS ({sql}) {kind}")
            }
            ProbeKind::Condition => format!("CONSTRAINT {name} CHECK ({sql})"),
            ProbeKind::Policy => return None,
        })
    }));
    format!("CREATE TEMPORARY TABLE {} ({})", table_name(inquiry), lines.join(", "))
}
