//! Tables, and what else lives among them.

use orm_schema::model::{TableDef, TableOptions};

use super::{Scope, Tables};
use crate::introspect::Unmodelled;
use crate::introspect::assembly::is_history;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// A sequence of an identity column (`deptype` i) is part of the column.
const TABLES: &str = "\
SELECT c.oid::bigint, n.nspname::text, c.relname::text, c.relkind::text, c.relpersistence::text,
       c.relispartition::int::bigint, c.relrowsecurity::int::bigint,
       EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)::int::bigint,
       pg_catalog.obj_description(c.oid, 'pg_class'), array_to_string(c.reloptions, ', ')
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
  AND n.nspname IN (SELECT json_array_elements_text(?::json))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                    AND (d.deptype = 'e' OR (d.deptype = 'i' AND c.relkind = 'S')))
ORDER BY n.nspname, c.relname";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, TABLES).await? {
        let oid = row.number().unwrap_or_default();
        let name = scope.object(row.text(), row.text());
        let (kind, persistence) = (row.text(), row.text());
        let (is_partition, has_policies, inherits) = (row.flag(), row.flag(), row.flag());
        let (comment, parameters) = (row.optional(), row.optional());
        if is_history(&name.name) {
            continue;
        }
        let reason = match kind.as_str() {
            "v" => Some(("view", "views are not read into the model")),
            "m" => Some(("materialized view", "views are not read into the model")),
            "S" => Some(("sequence", "the model has only the sequences of identity columns")),
            "f" => Some(("foreign table", "the model has only tables of its own database")),
            _ if is_partition => Some(("partition", "partitions are not part of the model")),
            _ => None,
        };
        if let Some((kind, reason)) = reason {
            tables.unmodelled.push(Unmodelled::object(kind, name.to_string(), reason));
            continue;
        }
        let options =
            TableOptions { raw: parameters.map(|list| format!("WITH ({list})")), ..TableOptions::default() };
        let title = name.to_string();
        tables.add(oid, TableDef { name, comment, options, ..TableDef::default() });
        let lacking = [
            (kind == "p", "partitioned table", "how it is partitioned is not part of the model"),
            (inherits, "inheritance", "which table it inherits from is not part of the model"),
            (persistence == "u", "unlogged table", "that it is not logged is not part of the model"),
            (has_policies, "row level security", "policies are not read into the model"),
        ];
        for (_, kind, reason) in lacking.into_iter().filter(|(is_lacking, ..)| *is_lacking) {
            tables.lacks(&oid, kind, title.clone(), reason);
        }
    }
    Ok(())
}
