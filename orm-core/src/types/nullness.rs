//! Whether an expression can be NULL, as a type.

use super::{Cell, ColumnType, DecodeError, Field};

/// Never NULL.
pub struct NotNull;
/// Possibly NULL.
pub struct Null;

/// [`NotNull`] or [`Null`].
pub trait Nullness: 'static {
    /// The nullness of an expression over both.
    type Or<Other: Nullness>: Nullness;
    /// What a caller receives: `T` or `Option<T>`.
    type Out<T: ColumnType>: Field<Base = T>;

    /// Reads a cell as [`Nullness::Out`].
    fn read<T: ColumnType>(cell: Cell<'_>) -> Result<Self::Out<T>, DecodeError> {
        Self::Out::<T>::from_field_cell(cell)
    }
}

impl Nullness for NotNull {
    type Or<Other: Nullness> = Other;
    type Out<T: ColumnType> = T;
}

impl Nullness for Null {
    type Or<Other: Nullness> = Self;
    type Out<T: ColumnType> = Option<T>;
}
