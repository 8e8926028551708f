//! Whole numbers. Those without a sign are stored in the next wider type where a database has only signed ones; reading
//! checks the range.

use super::{Cell, ColumnType, DecodeError, Value};

/// Implements [`ColumnType`] for integers: their SQL name, and the type that carries the value.
macro_rules! integers {
    ($($ty:ident $name:literal $variant:ident $reader:ident;)*) => {
        $(
            impl ColumnType for $ty {
                const SQL_NAME: &'static str = $name;

                fn into_value(self) -> Value {
                    Value::$variant(self.into())
                }

                fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
                    Self::try_from(cell.$reader()?).map_err(|_| DecodeError::out_of_range(stringify!($ty)))
                }
            }
        )*
    };
}

integers! {
    i8 "tinyint" I16 integer;
    i16 "smallint" I16 integer;
    i32 "integer" I32 integer;
    u8 "unsigned tinyint" I16 integer;
    u16 "unsigned smallint" I32 integer;
    u32 "unsigned integer" I64 integer;
}

impl ColumnType for i64 {
    const SQL_NAME: &'static str = "bigint";

    fn into_value(self) -> Value {
        Value::I64(self)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.integer()
    }
}

impl ColumnType for u64 {
    const SQL_NAME: &'static str = "unsigned bigint";

    fn into_value(self) -> Value {
        Value::U64(self)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.unsigned()
    }
}
