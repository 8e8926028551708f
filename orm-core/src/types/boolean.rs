//! `bool`: boolean, TINYINT(1), INTEGER.

use super::{Cell, ColumnType, DecodeError, Value};

impl ColumnType for bool {
    const SQL_NAME: &'static str = "boolean";

    fn into_value(self) -> Value {
        Value::Bool(self)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.boolean()
    }
}
