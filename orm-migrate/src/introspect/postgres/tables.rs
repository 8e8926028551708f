//! Tables, and what else lives among them.

use orm_schema::model::{PartitionDef, PartitioningDef, RowSecurity, TableDef, TableOptions};

use super::{Scope, Tables};
use crate::introspect::Unmodelled;
use crate::introspect::assembly::is_history;
use crate::runner::MigrateError;
use crate::runner::session::Session;

const TABLES: &str = "\
SELECT c.oid::bigint, n.nspname::text, c.relname::text, c.relkind::text, c.relpersistence::text,
       c.relispartition::int::bigint, c.relrowsecurity::int::bigint, c.relforcerowsecurity::int::bigint,
       EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)::int::bigint,
       pg_catalog.obj_description(c.oid, 'pg_class'), array_to_string(c.reloptions || (
           SELECT array_agg('toast.' || o) FROM pg_catalog.pg_class t, unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid
       ), ', '),
       pg_catalog.pg_get_partkeydef(c.oid),
       CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
       (SELECT p.oid::bigint FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
        WHERE i.inhrelid = c.oid AND p.relnamespace = c.relnamespace AND NOT p.relispartition LIMIT 1)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f')
  AND n.nspname IN (SELECT json_array_elements_text(?::json))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                    AND d.deptype = 'e')
ORDER BY c.relispartition, n.nspname, c.relname";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, TABLES).await? {
        let oid = row.number().unwrap_or_default();
        let name = scope.object(row.text(), row.text());
        let (kind, persistence) = (row.text(), row.text());
        let is_partition = row.flag();
        let row_security = match (row.flag(), row.flag()) {
            (false, _) => RowSecurity::Off,
            (true, false) => RowSecurity::On,
            (true, true) => RowSecurity::Forced,
        };
        let inherits = row.flag();
        let (comment, parameters, by) = (row.optional(), row.optional(), row.optional());
        let (bounds, parent) = (row.text(), row.number());
        if is_history(&name.name) {
            continue;
        }
        let reason = match kind.as_str() {
            "f" => Some(("foreign table", "the model has only tables of its own database")),
            _ if is_partition => {
                Some(("partition", "the model has only partitions beside their table, and none of those"))
            }
            _ => None,
        };
        if is_partition && kind == "r" && add_partition(tables, parent, &name.name, &bounds) {
            continue;
        }
        if let Some((kind, reason)) = reason {
            tables.unmodelled.push(Unmodelled::object(kind, name.to_string(), reason));
            continue;
        }
        let options =
            TableOptions { raw: parameters.map(|list| format!("WITH ({list})")), ..TableOptions::default() };
        let title = name.to_string();
        let partitioning = by.map(|by| PartitioningDef { by, partitions: Vec::new() });
        tables
            .add(oid, TableDef { name, row_security, partitioning, comment, options, ..TableDef::default() });
        let lacking = [
            (inherits, "inheritance", "which table it inherits from is not part of the model"),
            (persistence == "u", "unlogged table", "that it is not logged is not part of the model"),
        ];
        for (_, kind, reason) in lacking.into_iter().filter(|(is_lacking, ..)| *is_lacking) {
            tables.lacks(&oid, kind, title.clone(), reason);
        }
    }
    Ok(())
}

/// Adds a partition to the table it is part of; false if that is none that is read.
fn add_partition(tables: &mut Tables, parent: Option<i64>, name: &str, bounds: &str) -> bool {
    let parent = parent.and_then(|oid| tables.table(&oid));
    let Some(partitioning) = parent.and_then(|table| table.partitioning.as_mut()) else { return false };
    partitioning.partitions.push(PartitionDef { name: name.to_owned(), bounds: bounds.to_owned() });
    true
}
