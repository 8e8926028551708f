//! Values on their way back: one cell of a row.

/// One cell of a row, read by position.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'r> {
    _row: std::marker::PhantomData<&'r ()>,
}

impl Cell<'_> {
    /// Is it NULL?
    pub fn is_null(self) -> bool {
        true
    }
}

/// The cells of a row, in order.
#[derive(Debug)]
pub struct Cells<'r> {
    _row: std::marker::PhantomData<&'r ()>,
}

/// A cell that is not what the type expects.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct DecodeError(pub String);
