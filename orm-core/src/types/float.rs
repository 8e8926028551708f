//! Floating-point numbers.

use super::{Cell, ColumnType, DecodeError, Value};

impl ColumnType for f32 {
    const SQL_NAME: &'static str = "real";

    fn into_value(self) -> Value {
        Value::F32(self)
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the column holds an `f32`, which the wider type carries without loss"
    )]
    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.double().map(|number| number as Self)
    }
}

impl ColumnType for f64 {
    const SQL_NAME: &'static str = "double";

    fn into_value(self) -> Value {
        Value::F64(self)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.double()
    }
}
