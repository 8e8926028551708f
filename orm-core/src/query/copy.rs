//! Rows in the form in which PostgreSQL takes most of them at once.

use std::fmt;
use std::marker::PhantomData;

use crate::ast::NewRow;
use crate::schema::{InsertRow, RowOf, Table};
use crate::sql::{self, Statement};

/// New rows of `T`, taken from an iterator while they are sent. Made by [`Table::copy_many`].
#[must_use = "a statement does nothing until it is run"]
pub struct CopyMany<T, I> {
    rows: I,
    table: PhantomData<fn() -> T>,
}

impl<T: Table, I: Iterator<Item: RowOf<T>>> CopyMany<T, I> {
    pub(crate) fn new(rows: I) -> Self {
        Self { rows, table: PhantomData }
    }

    /// The statements, without a database: one for about each four megabytes of memory that rows which name the same columns
    /// take. Their values are the cells, row by row.
    pub fn statements(self) -> Vec<Statement> {
        self.parts().map(|part| part.statement).collect()
    }

    pub(super) fn parts(self) -> Parts<T, I> {
        Parts { rows: self.rows, next: None, table: PhantomData }
    }
}

/// The statements of a copy, one after the other.
pub(super) struct Parts<T, I> {
    rows: I,
    /// A row that names other columns than those before it.
    next: Option<NewRow>,
    table: PhantomData<fn() -> T>,
}

/// One statement of a copy.
pub(super) struct Part {
    pub(super) statement: Statement,
    /// How many cells each row has. None in a row that leaves all to the database, which is an insert of its own.
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "read where it is run"))]
    pub(super) columns: usize,
}

impl<T: Table, I: Iterator<Item: RowOf<T>>> Parts<T, I> {
    fn row(&mut self) -> Option<NewRow> {
        self.rows.next().map(|row| InsertRow::of(row).into_cells())
    }
}

impl<T: Table, I: Iterator<Item: RowOf<T>>> Iterator for Parts<T, I> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        let first = self.next.take().or_else(|| self.row())?;
        let columns = first.iter().flatten().count();
        let mut bytes = sql::size(&first);
        let mut rows = vec![first];
        while columns > 0 && bytes < MOST_BYTES {
            let Some(row) = self.row() else { break };
            if !are_alike(&row, &rows[0]) {
                self.next = Some(row);
                break;
            }
            bytes += sql::size(&row);
            rows.push(row);
        }
        Some(Part { statement: sql::copy(T::META, rows), columns })
    }
}

/// About how many bytes of memory the rows of a statement may take.
const MOST_BYTES: usize = 4 << 20;

/// Do both rows name the same columns?
fn are_alike(row: &NewRow, other: &NewRow) -> bool {
    row.iter().zip(other).all(|(cell, other)| cell.is_some() == other.is_some())
}

impl<T, I> fmt::Debug for CopyMany<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CopyMany").finish_non_exhaustive()
    }
}
