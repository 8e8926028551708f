//! Decimal numbers: numeric on PostgreSQL, DECIMAL on MySQL, TEXT on SQLite.
//!
//! What is stored is read back exactly everywhere. SQLite has no decimal numbers: what it compares, sorts and calculates
//! there are doubles (`cast("price" as real)`), so numbers that agree in their first 15 digits may count as equal, `min`,
//! `max`, `sum` and `avg` have 15 digits, and an index on the column does not help.

use super::{Cell, ColumnType, DecodeError, Value};

#[cfg(feature = "rust_decimal")]
impl ColumnType for rust_decimal::Decimal {
    const SQL_NAME: &'static str = "numeric";

    fn into_value(self) -> Value {
        Value::Decimal(self.to_string())
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        let text = cell.decimal()?;
        // MySQL pads to the digits of the column. Those of a DECIMAL without digits of its own are more than a `Decimal` holds.
        Self::from_str_exact(&text)
            .or_else(|_| Self::from_str_exact(without_padding(&text)))
            .map_err(|_| DecodeError::out_of_range("Decimal"))
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

/// `2.5` for `2.500`.
#[cfg(feature = "rust_decimal")]
fn without_padding(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}
