//! What stands beside the tables, as SQLite has it: triggers.

use orm_schema::model::ObjectDef;

use super::quoted;
use crate::diff::ObjectChange;

/// The statement of one change.
pub(super) fn statement(change: &ObjectChange) -> Option<String> {
    match change {
        ObjectChange::Create(ObjectDef::Trigger(def)) => Some(format!(
            "CREATE TRIGGER {} {} ON {} {}",
            quoted(&def.name),
            def.event.trim(),
            quoted(&def.table.name),
            def.body.trim()
        )),
        ObjectChange::Drop(ObjectDef::Trigger(def)) => Some(format!("DROP TRIGGER {}", quoted(&def.name))),
        ObjectChange::Create(_)
        | ObjectChange::Drop(_)
        | ObjectChange::Alter(_)
        | ObjectChange::Rename(_) => None,
    }
}
