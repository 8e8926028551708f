//! What the model does not hold.

use super::{Scope, Tables};
use crate::introspect::Unmodelled;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// Kind, schema, name, and the table it is part of.
const OTHERS: [&str; 2] = [
    "SELECT CAST(lower(routine_type) AS CHAR), CAST(routine_schema AS CHAR), CAST(routine_name AS CHAR), CAST(NULL AS CHAR) \
     FROM information_schema.routines WHERE routine_type <> 'FUNCTION' AND routine_schema IN ({schemas})",
    "SELECT 'event', CAST(event_schema AS CHAR), CAST(event_name AS CHAR), CAST(NULL AS CHAR) \
     FROM information_schema.events WHERE event_schema IN ({schemas})",
];

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    let mut found = Vec::new();
    for sql in OTHERS {
        found.extend(
            scope
                .rows(session, sql)
                .await?
                .into_iter()
                .map(|mut row| (row.text(), row.text(), row.text(), row.optional())),
        );
    }
    found.sort();
    for (kind, schema, name, table) in found {
        let (kind, reason) = match kind.as_str() {
            "procedure" => ("procedure", "procedures are not part of the model"),
            _ => ("event", "events are not part of the model"),
        };
        if let Some(table) = table {
            tables.lacks(&(schema, table), kind, name, reason);
        } else {
            let name = scope.object(schema, name).to_string();
            tables.unmodelled.push(Unmodelled::object(kind, name, reason));
        }
    }
    Ok(())
}
