//! The names that a migration changed, to be changed back.

use std::collections::{HashMap, HashSet};

use orm_schema::model::{ObjectDef, ObjectName};
use orm_schema::{Pair, SchemaDef, SqlType};

use crate::diff::{ObjectChange, RenameHints, Step, TableChange, destination};

/// The renames of `steps` as hints for the way back. A thing stands under the name that its owner gets back.
pub(super) fn turned(schemas: Pair<&SchemaDef>, steps: &[Step]) -> RenameHints {
    let mut turned = Turned {
        schemas,
        tables: HashMap::new(),
        enums: HashMap::new(),
        said: HashSet::new(),
        hints: RenameHints::default(),
    };
    for step in steps {
        match step {
            Step::RenameTable(names) if !is_second_half(&names.previous.name) => {
                let (previous, next) = (names.previous.clone(), at_last(&names.next));
                turned.rename("", &next.to_string(), &previous.to_string());
                turned.tables.insert(next, previous);
            }
            Step::RenameEnum(names) if !is_second_half(&names.previous.name) => {
                let (previous, next) = (names.previous.clone(), at_last(&names.next));
                turned.rename("enum:", &next.to_string(), &previous.to_string());
                turned.enums.insert(next, previous);
            }
            Step::RenameView { names, .. } if !is_second_half(&names.previous.name) => {
                turned.rename("", &at_last(&names.next).to_string(), &names.previous.to_string());
            }
            _ => {}
        }
    }
    for step in steps {
        match step {
            Step::RenameEnumLabel { name, labels } => turned.label(name, labels),
            Step::RebuildEnum { defs, labels, .. } => {
                for labels in labels {
                    turned.label(&defs.next.name, labels);
                }
            }
            Step::AlterTable { table, change } => turned.change(table, change),
            Step::RebuildTable { tables, changes } => {
                for change in changes {
                    turned.change(&tables.next.name, change);
                }
            }
            _ => {}
        }
    }
    turned.hints
}

/// The schema to go back to, whose objects say what `steps` called them: hints do not speak of objects.
pub(super) fn named_back(previous: &SchemaDef, steps: &[Step]) -> SchemaDef {
    let mut back = previous.clone();
    for step in steps {
        let Step::Object(change) = step else { continue };
        let ObjectChange::Rename(objects) = &**change else { continue };
        let own = |object: &&mut ObjectDef| **object == objects.previous;
        match back.objects.iter_mut().find(own) {
            Some(ObjectDef::Sequence(def)) => def.renamed_from = Some(objects.next.name()),
            Some(ObjectDef::Domain(def)) => def.renamed_from = Some(objects.next.name()),
            _ => {}
        }
    }
    back
}

struct Turned<'s> {
    schemas: Pair<&'s SchemaDef>,
    /// New names of tables, and what they were.
    tables: HashMap<ObjectName, ObjectName>,
    enums: HashMap<ObjectName, ObjectName>,
    /// What is renamed by a hint: the left sides.
    said: HashSet<String>,
    hints: RenameHints,
}

impl Turned<'_> {
    fn rename(&mut self, owner: &str, old: &str, new: &str) {
        let path = format!("{owner}{old}");
        if !self.said.contains(&path) {
            self.hints.rename.push(format!("{path}={owner}{new}"));
            self.said.insert(path);
        }
    }

    fn change(&mut self, table: &ObjectName, change: &TableChange) {
        match change {
            TableChange::RenameColumn(names) if !is_second_half(&names.previous) => {
                let owner = self.tables.get(table).unwrap_or(table).to_string();
                self.rename(&format!("{owner}."), destination(&names.next), &names.previous);
            }
            TableChange::AlterColumn(change) => {
                if let SqlType::Enum(name) = &change.columns.next.ty {
                    change.labels.iter().for_each(|labels| self.label(name, labels));
                }
            }
            _ => {}
        }
    }

    /// A label that several became cannot be told apart again; then the others only come back.
    fn label(&mut self, name: &ObjectName, labels: &Pair<String>) {
        let previous_name = self.enums.get(name).unwrap_or(name);
        let was_there = self
            .schemas
            .previous
            .enum_def(previous_name)
            .is_some_and(|def| def.labels.iter().any(|label| label.label == labels.next));
        let owner = format!("enum:{previous_name}.");
        if !was_there {
            self.rename(&owner, &labels.next, &labels.previous);
        }
    }
}

/// The second half of a detour: the first has said where it leads.
fn is_second_half(previous: &str) -> bool {
    destination(previous) != previous
}

fn at_last(name: &ObjectName) -> ObjectName {
    ObjectName { schema: name.schema.clone(), name: destination(&name.name).to_owned() }
}
