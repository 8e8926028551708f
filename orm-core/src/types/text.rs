//! `String`: text, varchar, char.

use super::{Cell, ColumnType, DecodeError, Value};

impl ColumnType for String {
    const SQL_NAME: &'static str = "text";

    fn into_value(self) -> Value {
        Value::Text(self.into())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.text().map(str::to_owned)
    }
}
