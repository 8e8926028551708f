//! Policies.

use orm_schema::model::{PolicyCommand, PolicyDef};

use super::{Scope, Tables};
use crate::introspect::literal::bare;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// Role 0 is everybody. <https://www.postgresql.org/docs/17/catalog-pg-policy.html>
const POLICIES: &str = "\
SELECT p.polrelid::bigint, p.polname::text, p.polcmd::text, (NOT p.polpermissive)::int::bigint,
       (SELECT json_agg(r.rolname::text ORDER BY r.rolname)::text FROM pg_catalog.pg_roles r
        WHERE r.oid = ANY (p.polroles)),
       pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_catalog.pg_policy p
JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN (SELECT json_array_elements_text(?::json))
ORDER BY p.polrelid, p.polname";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, POLICIES).await? {
        let oid = row.number().unwrap_or_default();
        let policy = PolicyDef {
            name: row.text(),
            command: command(&row.text()),
            is_restrictive: row.flag(),
            roles: row.list(),
            using: row.optional().map(|sql| bare(&sql).to_owned()),
            check: row.optional().map(|sql| bare(&sql).to_owned()),
        };
        if let Some(table) = tables.table(&oid) {
            table.policies.push(policy);
        }
    }
    Ok(())
}

fn command(code: &str) -> PolicyCommand {
    match code {
        "r" => PolicyCommand::Select,
        "a" => PolicyCommand::Insert,
        "w" => PolicyCommand::Update,
        "d" => PolicyCommand::Delete,
        _ => PolicyCommand::All,
    }
}
