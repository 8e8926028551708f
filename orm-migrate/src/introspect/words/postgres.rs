//! What PostgreSQL prints: in temporary tables, in a transaction that is rolled back.
//!
//! Needs the right to make temporary tables, which everybody has unless it was taken away.

use std::collections::HashMap;

use orm_schema::model::GeneratedKind;
use orm_schema::{Dialect, ident, types};

use super::Inquiry;
use super::question::{Probe, ProbeKind};
use super::round::{self, Asked, Prints};
use crate::introspect::READING;
use crate::introspect::literal::bare;
use crate::introspect::row::{Row, rows};
use crate::runner::MigrateError;
use crate::runner::session::{self, Session};

/// The print of a text may print differently once more: a list of a varchar column takes two rounds to come to rest.
const ROUNDS: usize = 3;

/// Whatever has a name of ours, in the temporary tables of the session.
const PRINTS: &str = "\
WITH words AS (SELECT c.oid, c.relname::text AS name FROM pg_catalog.pg_class c
               WHERE c.relnamespace = pg_catalog.pg_my_temp_schema())
SELECT w.name, a.attname::text, CASE WHEN d.adbin IS NULL THEN pg_catalog.format_type(a.atttypid, a.atttypmod)
       ELSE pg_catalog.pg_get_expr(d.adbin, d.adrelid) END
FROM words w JOIN pg_catalog.pg_attribute a ON a.attrelid = w.oid AND pg_catalog.starts_with(a.attname::text, '__orm_')
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
UNION ALL
SELECT w.name, k.conname::text, pg_catalog.pg_get_expr(k.conbin, k.conrelid)
FROM words w JOIN pg_catalog.pg_constraint k ON k.conrelid = w.oid AND k.contype = 'c'
WHERE pg_catalog.starts_with(k.conname::text, '__orm_')
UNION ALL
SELECT w.name, p.polname::text, pg_catalog.pg_get_expr(p.polqual, p.polrelid)
FROM words w JOIN pg_catalog.pg_policy p ON p.polrelid = w.oid
WHERE pg_catalog.starts_with(p.polname::text, '__orm_')";

pub(super) async fn printed(
    session: &mut dyn Session,
    inquiries: &[Inquiry<'_>],
) -> Result<Vec<Vec<Option<String>>>, MigrateError> {
    session::run(session, READING, "BEGIN").await?;
    let printed = settled(session, inquiries).await;
    session::run(session, READING, "ROLLBACK").await?;
    printed
}

/// Prints, and prints the prints, until nothing changes any more.
async fn settled(
    session: &mut dyn Session,
    inquiries: &[Inquiry<'_>],
) -> Result<Vec<Vec<Option<String>>>, MigrateError> {
    let mut probes: Vec<Vec<Option<Probe>>> =
        inquiries.iter().map(|inquiry| inquiry.probes.iter().cloned().map(Some).collect()).collect();
    for _ in 0..ROUNDS {
        let texts = round::texts(session, inquiries, &probes).await?;
        let mut is_settled = true;
        for (probe, text) in probes.iter_mut().flatten().zip(texts.into_iter().flatten()) {
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
    let text = |probe: Option<Probe>| probe.map(|probe| probe.sql);
    Ok(probes.into_iter().map(|probes| probes.into_iter().map(text).collect()).collect())
}

/// The prints; `None` when the server refuses one of the texts.
pub(super) async fn prints(
    session: &mut dyn Session,
    asked: &[Asked<'_>],
) -> Result<Option<Prints>, MigrateError> {
    session::run(session, READING, "SAVEPOINT words").await?;
    let statements: Vec<String> = asked.iter().flat_map(statements).collect();
    let prints = match session.run(&statements.join("; ")).await {
        Ok(()) => Some(collected(asked, rows(session, PRINTS, &[]).await?)),
        Err(error) if error.as_database_error().is_some() => None,
        Err(error) => return Err(session.failure(READING, error)),
    };
    session::run(session, READING, "ROLLBACK TO SAVEPOINT words").await?;
    Ok(prints)
}

fn collected(asked: &[Asked<'_>], rows: Vec<Row>) -> Prints {
    let mut found: HashMap<(String, String), String> =
        rows.into_iter().map(|mut row| ((row.text(), row.text()), row.text())).collect();
    let keys = asked.iter().flat_map(|one| one.probes.iter().map(move |(number, _)| (one, *number)));
    let print = |(one, number): (&Asked<'_>, usize)| {
        let print = found.remove(&(one.inquiry.table.name.name.clone(), name(number)))?;
        Some(((one.at, number), bare(&print).to_owned()))
    };
    keys.filter_map(print).collect()
}

/// Makes the table, and its policies.
pub(super) fn statements(asked: &Asked<'_>) -> Vec<String> {
    let Asked { inquiry, probes, .. } = asked;
    let of_policies = probes.iter().filter(|(_, probe)| matches!(probe.kind, ProbeKind::Policy));
    let policies = of_policies.map(|(number, probe)| {
        format!("CREATE POLICY {} ON {} USING ({})", name(*number), table_name(inquiry), probe.sql)
    });
    std::iter::once(table(inquiry, probes)).chain(policies).collect()
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
