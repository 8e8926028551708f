//! Decimal numbers, exact everywhere: numeric on PostgreSQL, DECIMAL on MySQL, TEXT on SQLite.

use super::{Cell, ColumnType, DecodeError, Value};

#[cfg(feature = "rust_decimal")]
impl ColumnType for rust_decimal::Decimal {
    const SQL_NAME: &'static str = "numeric";

    fn into_value(self) -> Value {
        Value::Decimal(self.to_string())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        Self::from_str_exact(&cell.decimal()?).map_err(|_| DecodeError::out_of_range("Decimal"))
    }
}

#[cfg(feature = "bigdecimal")]
impl ColumnType for bigdecimal::BigDecimal {
    const SQL_NAME: &'static str = "numeric";

    fn into_value(self) -> Value {
        Value::Decimal(self.to_plain_string())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.decimal()?.parse().map_err(|_| DecodeError::mismatch("a decimal number", "text of another form"))
    }
}
