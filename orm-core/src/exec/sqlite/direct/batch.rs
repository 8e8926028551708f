//! Rows that were read on another thread.

use super::raw::Row;
use crate::exec::Done;
use crate::exec::sqlite::Stored;

/// Some rows of a result, kept beyond the statement.
#[derive(Debug, Default)]
pub(super) struct Batch {
    values: Vec<Stored>,
    width: usize,
    names: Vec<String>,
    /// What the statement did; `None` while more rows may follow.
    pub(super) done: Option<Done>,
}

impl Batch {
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub(super) fn name_columns(&mut self, names: Vec<String>) {
        self.names = names;
    }

    /// The name of the column read last when `position` is the next.
    pub(super) fn column_name(&self, position: usize) -> &str {
        position.checked_sub(1).and_then(|at| self.names.get(at)).map_or("", String::as_str)
    }

    pub(super) fn push(&mut self, row: Row<'_>) {
        self.width = row.width();
        self.values.extend((0..row.width()).filter_map(|position| row.value(position)).map(Stored::from));
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[Stored]> {
        // A row of no columns does not exist: such statements yield no rows.
        self.values.chunks_exact(self.width.max(1))
    }
}
