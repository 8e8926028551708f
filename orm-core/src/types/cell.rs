//! Values on their way back: one cell of a row.

use crate::exec::RowRef;

use super::{DecodeError, Field};

/// One cell of a row, read by position.
///
/// The readers are named by what they return and borrow from the row where the database allows it. Each accepts the types
/// that hold such a value without loss and refuses the others, so a plan that does not fit its table is an error and never
/// a wrong value.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'r> {
    row: RowRef<'r>,
    position: usize,
}

impl<'r> Cell<'r> {
    /// Is it NULL?
    #[inline]
    pub fn is_null(self) -> bool {
        self.row.is_null(self.position)
    }

    #[cfg(feature = "postgres")]
    pub(crate) fn new(row: RowRef<'r>, position: usize) -> Self {
        Self { row, position }
    }

    pub(crate) fn row(self) -> RowRef<'r> {
        self.row
    }

    #[cfg(feature = "exec")]
    pub(crate) fn position(self) -> usize {
        self.position
    }
}

/// The cells of a row, in order. A clone goes on at the same place.
#[derive(Debug, Clone)]
pub struct Cells<'r> {
    row: RowRef<'r>,
    position: usize,
}

impl<'r> Cells<'r> {
    #[cfg(feature = "exec")]
    pub(crate) fn new(row: RowRef<'r>) -> Self {
        Self { row, position: 0 }
    }

    /// The cell so many places behind the next one. Takes none.
    #[inline]
    pub fn at(&self, place: usize) -> Cell<'r> {
        Cell { row: self.row, position: self.position + place }
    }

    /// Takes the next cell.
    #[inline]
    pub fn next_cell(&mut self) -> Cell<'r> {
        let cell = Cell { row: self.row, position: self.position };
        self.position += 1;
        cell
    }

    /// Takes the next cell and reads it.
    #[inline]
    pub fn get<F: Field>(&mut self) -> Result<F, DecodeError> {
        F::from_field_cell(self.next_cell())
    }

    /// Are the next `count` cells all NULL? Takes none of them. The way to see that an outer join found no row.
    pub fn are_null(&self, count: usize) -> bool {
        (self.position..self.position + count).all(|position| self.row.is_null(position))
    }

    /// Passes over `count` cells.
    #[inline]
    pub fn skip(&mut self, count: usize) {
        self.position += count;
    }

    /// The position of the next cell.
    pub fn position(&self) -> usize {
        self.position
    }
}
