//! Whether an expression can be NULL, as a type.

use super::{Cell, Cells, ColumnType, DecodeError, Field};

/// Never NULL.
pub struct NotNull;
/// Possibly NULL.
pub struct Null;

/// [`NotNull`] or [`Null`].
pub trait Nullness: 'static {
    /// Is this [`Null`]?
    const IS_NULL: bool;
    /// The nullness of an expression that is NULL when either of two is.
    type Or<Other: Nullness>: Nullness;
    /// The nullness of an expression that is NULL when both of two are.
    type And<Other: Nullness>: Nullness;
    /// What a caller receives of an expression: `T` or `Option<T>`.
    type Out<T: ColumnType>: Field<Base = T>;
    /// What a caller receives of a whole row: `R` or, when an outer join may find none, `Option<R>`.
    type Row<R>;

    /// Reads a cell as [`Nullness::Out`].
    fn read<T: ColumnType>(cell: Cell<'_>) -> Result<Self::Out<T>, DecodeError> {
        Self::Out::<T>::from_field_cell(cell)
    }

    /// Reads a row of so many cells as [`Nullness::Row`].
    fn read_row<R>(
        cells: &mut Cells<'_>,
        width: usize,
        read: fn(&mut Cells<'_>) -> Result<R, DecodeError>,
    ) -> Result<Self::Row<R>, DecodeError>;
}

impl Nullness for NotNull {
    const IS_NULL: bool = false;
    type Or<Other: Nullness> = Other;
    type And<Other: Nullness> = Self;
    type Out<T: ColumnType> = T;
    type Row<R> = R;

    fn read_row<R>(
        cells: &mut Cells<'_>,
        _width: usize,
        read: fn(&mut Cells<'_>) -> Result<R, DecodeError>,
    ) -> Result<R, DecodeError> {
        read(cells)
    }
}

impl Nullness for Null {
    const IS_NULL: bool = true;
    type Or<Other: Nullness> = Self;
    type And<Other: Nullness> = Other;
    type Out<T: ColumnType> = Option<T>;
    type Row<R> = Option<R>;

    fn read_row<R>(
        cells: &mut Cells<'_>,
        width: usize,
        read: fn(&mut Cells<'_>) -> Result<R, DecodeError>,
    ) -> Result<Option<R>, DecodeError> {
        if cells.are_null(width) {
            cells.skip(width);
            return Ok(None);
        }
        read(cells).map(Some)
    }
}
