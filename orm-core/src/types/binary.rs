//! `Vec<u8>`: bytea, BLOB.

use super::{Cell, ColumnType, DecodeError, Value};

impl ColumnType for Vec<u8> {
    const SQL_NAME: &'static str = "bytes";

    fn into_value(self) -> Value {
        Value::Bytes(self)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.bytes().map(<[u8]>::to_vec)
    }
}
