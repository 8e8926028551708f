//! The way of an insert model into an INSERT statement.

use super::{Table, TableMeta};
use crate::types::{Field, Value};

/// A value that becomes one row of an INSERT. Implemented by the derive for `NewProject` and by `#[derive(Insert)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be inserted",
    label = "not an insert model",
    note = "build one with `new!(Project {{ .. }})`, or take the generated `NewProject`"
)]
pub trait Insertable: Send {
    /// The table it goes into.
    type Table: Table;

    /// Puts the values of the columns into `row`.
    fn write(self, row: &mut InsertRow);
}

/// A row of the table `T`: an [`Insertable`] into it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an insert model of `{T}`",
    label = "this is no new row of `{T}`",
    note = "build one with `new!({T} {{ .. }})`, or take the model that `#[derive(Table)]` generates"
)]
pub trait RowOf<T>: Insertable<Table = T> {}

#[diagnostic::do_not_recommend]
impl<T, I: Insertable<Table = T>> RowOf<T> for I {}

/// The values of one row on its way into an INSERT, by the position of the column.
#[derive(Debug, Clone, PartialEq)]
pub struct InsertRow {
    cells: Vec<Option<Value>>,
}

impl InsertRow {
    /// The row of `insertable`, in the order of its table's columns.
    pub fn of<I: Insertable>(insertable: I) -> Self {
        let table = I::Table::META;
        let mut row = Self::empty(table);
        insertable.write(&mut row);
        for (cell, column) in row.cells.iter_mut().zip(table.columns) {
            if let (None, Some(compute)) = (&cell, column.computed) {
                *cell = Some(compute());
            }
        }
        row
    }

    /// Sets the column at `position`.
    pub fn value<F: Field>(&mut self, position: usize, value: F) {
        self.cells[position] = Some(value.into_field_value());
    }

    /// Sets the column at `position`, or leaves it to its default.
    pub fn default_or<F: Field>(&mut self, position: usize, value: Option<F>) {
        self.put(position, value.map(F::into_field_value));
    }

    /// Sets the column at `position`, or leaves it to its default.
    pub(crate) fn put(&mut self, position: usize, value: Option<Value>) {
        self.cells[position] = value;
    }

    /// Sets the column at `position` to a value that has its type.
    pub(crate) fn set(&mut self, position: usize, value: Value) {
        self.cells[position] = Some(value);
    }

    /// The values by position; `None` is left to the database's default.
    pub(crate) fn into_cells(self) -> Vec<Option<Value>> {
        self.cells
    }

    pub(crate) fn empty(table: &TableMeta) -> Self {
        Self { cells: table.columns.iter().map(|_| None).collect() }
    }
}
