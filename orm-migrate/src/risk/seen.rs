//! What the statements of a file have done so far, which tells what the next ones cannot do any more.

use std::collections::{BTreeMap, BTreeSet};

use orm_schema::Dialect;
use orm_schema::model::ObjectName;

use super::{Action, ActionKind, read};

/// What has been seen of a file.
#[derive(Default)]
pub(super) struct Seen {
    /// Tables that the file makes: nobody is at work on them, and there are no rows.
    created: BTreeSet<ObjectName>,
    /// Tables that are replaced by copies of themselves, by name.
    rebuilt: BTreeMap<String, Rebuild>,
    /// Tables in which rows were written.
    written: BTreeSet<ObjectName>,
    /// Columns that are new and NULL in every row.
    empty: BTreeSet<(ObjectName, String)>,
}

/// How far the replacement of a table is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rebuild {
    Begun,
    /// The copy has the name of the table: what is left are its indexes and triggers.
    Renamed,
}

impl Seen {
    /// What comes replaces `table` by a copy of itself.
    pub(super) fn rebuild(&mut self, table: &str) {
        self.rebuilt.insert(table.to_owned(), Rebuild::Begun);
    }

    /// Is the action one on a table that the file made, or a part of what has been said of a table that is replaced?
    pub(super) fn explains(&self, action: &Action) -> bool {
        let Some(table) = &action.table else { return false };
        let is_part = match self.rebuilt.get(&table.name) {
            Some(Rebuild::Begun) => !matches!(action.kind, ActionKind::DeleteRows | ActionKind::Truncate),
            Some(Rebuild::Renamed) => is_left(action.kind),
            None => false,
        };
        is_part || self.created.contains(table) || action.kind == ActionKind::CreateTable
    }

    /// Is there no row on which the action could fail: was NULL replaced before, or is one of the columns in `sql` NULL everywhere?
    pub(super) fn is_harmless(&self, action: &Action, sql: &str, dialect: Dialect) -> bool {
        let Some(table) = &action.table else { return false };
        match action.kind {
            ActionKind::SetNotNull => self.written.contains(table),
            ActionKind::AddUnique
            | ActionKind::CreateUniqueIndex
            | ActionKind::CreateUniqueIndexConcurrently
            | ActionKind::AddForeignKey
            | ActionKind::ValidateConstraint => {
                let names = read::names(sql, dialect);
                self.empty.iter().any(|(of, column)| of == table && names.contains(column))
            }
            _ => false,
        }
    }

    /// Takes note of what a statement does.
    pub(super) fn note(&mut self, action: &Action) {
        let Some(table) = &action.table else { return };
        match (action.kind, &action.new_name) {
            (ActionKind::CreateTable, _) => {
                self.created.insert(table.clone());
            }
            (ActionKind::DropTable, _) => {
                self.created.remove(table);
            }
            (ActionKind::RenameTable, new_name) => {
                let is_own = self.created.remove(table);
                let Some(name) = new_name.clone().filter(|_| is_own) else { return };
                match self.rebuilt.get_mut(&name) {
                    Some(rebuild) => *rebuild = Rebuild::Renamed,
                    None => {
                        self.created.insert(ObjectName { schema: table.schema.clone(), name });
                    }
                }
            }
            (ActionKind::AddColumn, Some(column)) => {
                self.empty.insert((table.clone(), column.clone()));
            }
            (ActionKind::WriteRows, _) => {
                self.written.insert(table.clone());
                self.empty.retain(|(of, _)| of != table);
            }
            _ => {}
        }
        if self.rebuilt.get(&table.name) == Some(&Rebuild::Renamed) && !is_left(action.kind) {
            self.rebuilt.remove(&table.name);
        }
    }
}

/// Does a table that replaces another get this behind its name? Tables that are replaced next may refer to it.
const fn is_left(kind: ActionKind) -> bool {
    matches!(
        kind,
        ActionKind::CreateIndex
            | ActionKind::CreateUniqueIndex
            | ActionKind::CreateTrigger
            | ActionKind::BecomeReferenced
            | ActionKind::LoseReference
    )
}
