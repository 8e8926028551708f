//! What a relation selects of each row, as a type.

use std::marker::PhantomData;

use super::super::Selection;
use crate::schema::FromRow;
use crate::types::{Cells, DecodeError};

/// What is read of each row of a relation.
pub trait Choice<D>: 'static {
    /// What a row becomes.
    type Row: Send;

    /// Reads it.
    fn read(cells: &mut Cells<'_>) -> Result<Self::Row, DecodeError>;
}

/// The whole row of a table.
pub struct Whole<T>(PhantomData<fn() -> T>);

impl<D, T: FromRow + Send + 'static> Choice<D> for Whole<T> {
    type Row = T;

    fn read(cells: &mut Cells<'_>) -> Result<T, DecodeError> {
        T::from_row(cells)
    }
}

/// The selection `X` over the sources `Sc`, which stand there at the places `P`.
pub struct Chosen<Sc, X, P>(PhantomData<fn() -> (Sc, X, P)>);

impl<D, Sc: 'static, X: Selection<D, Sc, P, Row: Send> + 'static, P: 'static> Choice<D> for Chosen<Sc, X, P> {
    type Row = X::Row;

    fn read(cells: &mut Cells<'_>) -> Result<X::Row, DecodeError> {
        X::read(cells)
    }
}
