//! What the model does not hold.

use super::{Scope, Tables};
use crate::introspect::Unmodelled;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// Kind, schema, name, and the oid of the table it is part of.
const OTHERS: &str = "\
WITH scope AS (SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n
               WHERE n.nspname IN (SELECT json_array_elements_text(?::json))),
tables AS (SELECT c.oid FROM pg_catalog.pg_class c JOIN scope ON scope.oid = c.relnamespace),
owned AS (SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE d.deptype = 'e')
SELECT 'rule', ''::text, r.rulename::text, r.ev_class::bigint
FROM pg_catalog.pg_rewrite r JOIN tables ON tables.oid = r.ev_class WHERE r.rulename <> '_RETURN'
UNION ALL SELECT 'statistics object', '', s.stxname::text, s.stxrelid::bigint
FROM pg_catalog.pg_statistic_ext s JOIN tables ON tables.oid = s.stxrelid
UNION ALL SELECT CASE t.typtype WHEN 'r' THEN 'range type' ELSE 'composite type' END,
       scope.nspname::text, t.typname::text, NULL
FROM pg_catalog.pg_type t JOIN scope ON scope.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE (t.typtype = 'r' OR (t.typtype = 'c' AND c.relkind = 'c'))
  AND NOT EXISTS (SELECT FROM owned WHERE owned.classid = 'pg_catalog.pg_type'::regclass AND owned.objid = t.oid)
ORDER BY 1, 2, 3";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, OTHERS).await? {
        let (kind, schema, name) = (row.text(), row.text(), row.text());
        let table = row.number();
        let (kind, reason) = reason(&kind);
        match table {
            Some(oid) => tables.lacks(&oid, kind, name, reason),
            None if schema.is_empty() => tables.unmodelled.push(Unmodelled::object(kind, name, reason)),
            None => {
                let name = scope.object(schema, name).to_string();
                tables.unmodelled.push(Unmodelled::object(kind, name, reason));
            }
        }
    }
    Ok(())
}

fn reason(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "rule" => ("rule", "rules are not part of the model"),
        "statistics object" => ("statistics object", "extended statistics are not part of the model"),
        "range type" => ("range type", "range types are not part of the model"),
        _ => ("composite type", "composite types are not part of the model"),
    }
}
