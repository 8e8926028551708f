//! What stands beside the tables, as MySQL has it: functions and triggers.

use orm_schema::model::{ObjectDef, ObjectName, TriggerDef};

use super::{object, quoted};
use crate::diff::ObjectChange;

/// The statements of one change. Nothing is altered here: it goes and comes again.
pub(super) fn statements(change: &ObjectChange) -> Vec<String> {
    match change {
        ObjectChange::Create(object) => create(object).into_iter().collect(),
        ObjectChange::Drop(object) => drop(object).into_iter().collect(),
        ObjectChange::Alter(_) | ObjectChange::Rename(_) => Vec::new(),
    }
}

fn create(object: &ObjectDef) -> Option<String> {
    match object {
        ObjectDef::Function(def) => Some(format!(
            "CREATE FUNCTION {}({}) {}",
            self::object(&def.name),
            def.arguments,
            def.body.trim()
        )),
        ObjectDef::Trigger(def) => Some(format!(
            "CREATE TRIGGER {} {} ON {} {}",
            trigger(def),
            def.event.trim(),
            self::object(&def.table),
            def.body.trim()
        )),
        // Databases come with their tables, and there is nothing else of the kind.
        ObjectDef::Namespace(_)
        | ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Sequence(_)
        | ObjectDef::Domain(_) => None,
    }
}

fn drop(object: &ObjectDef) -> Option<String> {
    match object {
        ObjectDef::Function(def) => Some(format!("DROP FUNCTION {}", self::object(&def.name))),
        ObjectDef::Trigger(def) => Some(format!("DROP TRIGGER {}", trigger(def))),
        ObjectDef::Namespace(_)
        | ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Sequence(_)
        | ObjectDef::Domain(_) => None,
    }
}

/// A trigger lives in the database of its table.
fn trigger(def: &TriggerDef) -> String {
    match &def.table.schema {
        Some(_) => object(&ObjectName { schema: def.table.schema.clone(), name: def.name.clone() }),
        None => quoted(&def.name),
    }
}
