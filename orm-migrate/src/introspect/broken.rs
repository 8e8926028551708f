//! Views of SQLite that read what is not there. As long as there is one, SQLite refuses every new name of a table or a column, and
//! every drop of a column, whatever they are about. <https://sqlite.org/lang_altertable.html#why_alter_table_is_such_a_problem_for_sqlite>

#[cfg(feature = "cli")]
use orm_schema::Dialect;

use super::LiveSchema;
use super::unmodelled::Nature;
use crate::diff::{Step, TableChange};
#[cfg(feature = "cli")]
use crate::runner::split;

impl LiveSchema {
    /// The names of these views.
    pub fn broken_views(&self) -> impl Iterator<Item = &str> {
        let broken = self.unmodelled.iter().filter(|object| object.nature == Nature::BrokenView);
        broken.map(|object| object.name.as_str())
    }

    /// Those that make SQLite refuse one of `steps`.
    pub fn broken_views_in_the_way(&self, steps: &[Step]) -> Vec<&str> {
        let Some(first) = steps.iter().position(reads_all_views) else { return Vec::new() };
        let is_gone = |name: &&str| {
            steps[..first]
                .iter()
                .any(|step| matches!(step, Step::DropView { view, .. } if view.name.name == **name))
        };
        self.broken_views().filter(|name| !is_gone(name)).collect()
    }
}

/// A table that is written anew goes by a way of its own.
fn reads_all_views(step: &Step) -> bool {
    match step {
        Step::RenameTable(_) => true,
        Step::AlterTable { change, .. } => {
            matches!(**change, TableChange::RenameColumn(_) | TableChange::DropColumn(_))
        }
        _ => false,
    }
}

/// Does SQLite read all views for this statement? Not for the one that ends the copy of a table.
#[cfg(feature = "cli")]
pub(crate) fn statement_reads_all_views(sql: &str) -> bool {
    let names = split::names(sql, Dialect::Sqlite);
    let is_copy = names.iter().any(|name| name.starts_with("__new_"));
    let does = |word: &str| names.iter().skip(3).any(|name| name == word);
    !is_copy
        && names.starts_with(&["alter".to_owned(), "table".to_owned()])
        && (does("rename") || does("drop"))
}

/// The view that a statement drops.
#[cfg(feature = "cli")]
pub(crate) fn dropped_view(sql: &str) -> Option<String> {
    let names = split::names(sql, Dialect::Sqlite);
    let is_drop = names.starts_with(&["drop".to_owned(), "view".to_owned()]);
    names.into_iter().next_back().filter(|_| is_drop)
}
