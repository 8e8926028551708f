//! Rows to insert that are made of values and parameters.

use std::fmt;
use std::marker::PhantomData;

use crate::expr::Param;
use crate::schema::{Col, InsertRow, Insertable, Table};
use crate::types::{ColumnType, Field, Value};

/// A row of `T` to insert. Made by [`row!`](crate::row).
pub struct Row<T> {
    cells: Vec<(usize, Value)>,
    marker: PhantomData<fn() -> T>,
}

impl<T: Table> Row<T> {
    /// A row that leaves every column to the database.
    #[expect(clippy::new_without_default, reason = "made by `row!` alone, which checks what must be given")]
    pub fn new() -> Self {
        Self { cells: Vec::new(), marker: PhantomData }
    }

    /// Sets a column.
    pub fn set<F: Field, V: CellValue<F>>(&mut self, column: Col<T, F>, value: V) {
        if let Some(position) = T::META.position(column.name()) {
            self.cells.push((position, value.into_cell_value()));
        }
    }
}

impl<T: Table> Insertable for Row<T> {
    type Table = T;

    fn write(self, row: &mut InsertRow) {
        for (position, value) in self.cells {
            row.set(position, value);
        }
    }
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        Self { cells: self.cells.clone(), marker: PhantomData }
    }
}

impl<T> fmt::Debug for Row<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row").finish_non_exhaustive()
    }
}

/// What a field of the type `F` takes in [`row!`](crate::row): a value, a `&str` for a `String`, a parameter, and for a field
/// that may be NULL an `Option` of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value for a field of type `{F}`",
    label = "expected `{F}` or `Param<{F}>`"
)]
pub trait CellValue<F> {
    /// The value.
    fn into_cell_value(self) -> Value;
}

macro_rules! values {
    ($(<$($T:ident)?> $Self:ty => $F:ty, |$value:ident| $cell:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($T: ColumnType)?> CellValue<$F> for $Self {
            fn into_cell_value(self) -> Value {
                let $value = self;
                $cell
            }
        }
    )*};
}

values! {
    <T> T => T, |value| value.into_value();
    <T> T => Option<T>, |value| value.into_value();
    <T> Option<T> => Option<T>, |value| value.into_field_value();
    <> &str => String, |value| value.to_owned().into_value();
    <> &str => Option<String>, |value| value.to_owned().into_value();
    <T> Param<T> => T, |parameter| parameter.value();
    <T> Param<T> => Option<T>, |parameter| parameter.value();
    <T> Param<Option<T>> => Option<T>, |parameter| parameter.value();
}
