//! `Uuid`: uuid on PostgreSQL, BINARY(16) on MySQL, a BLOB of 16 bytes on SQLite. Where a database keeps it as text, it is
//! read as well.

use uuid::Uuid;

use super::{Cell, ColumnType, DecodeError, Value};

impl ColumnType for Uuid {
    const SQL_NAME: &'static str = "uuid";

    fn into_value(self) -> Value {
        Value::Uuid(self.into_bytes())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.uuid().map(Self::from_bytes)
    }
}
