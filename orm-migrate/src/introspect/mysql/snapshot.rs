//! Whether all queries have seen one schema. No transaction makes a snapshot of `information_schema`, so that it is looked at before
//! and behind them; and what it does not show to this user.

use super::{Scope, Tables};
use crate::introspect::Unmodelled;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// How often a schema is read that changes meanwhile.
pub(super) const READINGS: usize = 5;

/// Everything that two queries tell together: a column and its index, a table and its checks.
const FINGERPRINT: &str = "\
SELECT CAST(CONCAT_WS(' ', count(*), sum(crc32(CONCAT_WS('|', table_schema, table_name, column_name, ordinal_position,
       column_type, is_nullable, column_default, extra)))) AS CHAR)
FROM information_schema.columns WHERE table_schema IN ({schemas})
UNION ALL SELECT CAST(CONCAT_WS(' ', count(*), sum(crc32(CONCAT_WS('|', table_schema, table_name, index_name, seq_in_index,
       column_name, non_unique)))) AS CHAR)
FROM information_schema.statistics WHERE table_schema IN ({schemas})
UNION ALL SELECT CAST(CONCAT_WS(' ', count(*), sum(crc32(CONCAT_WS('|', table_schema, table_name, constraint_name,
       constraint_type)))) AS CHAR)
FROM information_schema.table_constraints WHERE table_schema IN ({schemas})
UNION ALL SELECT CAST(CONCAT_WS(' ', count(*), sum(crc32(CONCAT_WS('|', event_object_schema, event_object_table, trigger_name,
       action_statement)))) AS CHAR)
FROM information_schema.triggers WHERE event_object_schema IN ({schemas})
UNION ALL SELECT CAST(CONCAT_WS(' ', count(*), sum(crc32(CONCAT_WS('|', routine_schema, routine_name,
       routine_definition)))) AS CHAR)
FROM information_schema.routines WHERE routine_schema IN ({schemas})";

/// Has the user a right on a whole database, or on all? By a role it may have any. Others than those of the user are shown to those
/// alone who have them all.
const RIGHTS: &str = "\
SELECT count(*) FROM (
  SELECT 1 FROM information_schema.user_privileges WHERE privilege_type <> 'USAGE'
  UNION ALL SELECT 1 FROM information_schema.schema_privileges WHERE ? LIKE table_schema
  UNION ALL SELECT 1 FROM (SELECT current_role() AS role) AS roles WHERE role IS NOT NULL AND role <> 'NONE'
) AS rights";

/// What the schema is at this moment.
pub(super) async fn fingerprint(
    session: &mut dyn Session,
    scope: &Scope,
) -> Result<Vec<String>, MigrateError> {
    let rows = scope.rows(session, FINGERPRINT).await?;
    Ok(rows.into_iter().map(|mut row| row.text()).collect())
}

/// Notes databases of which the user may see single tables only.
pub(super) async fn note_hidden(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for schema in &scope.schemas {
        let counted = crate::introspect::row::rows(session, RIGHTS, std::slice::from_ref(schema)).await?;
        let has_any = counted.into_iter().next().is_some_and(|mut row| row.flag());
        if !has_any {
            let name = schema.clone().into_text().unwrap_or_default();
            let reason =
                "the user has rights on single tables only, and others look as if they were not there";
            tables.unmodelled.push(Unmodelled::object("database", name, reason));
        }
    }
    Ok(())
}
