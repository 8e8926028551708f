//! Arrays (PostgreSQL): `Vec<T>` and `Vec<Option<T>>`.

use super::{Cell, ColumnType, DecodeError, Field, Value};

/// A type that can be the element of an array. `#[derive(ColumnType)]` implements it for enums and newtypes. `u8` is not one:
/// `Vec<u8>` is bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the element of an array",
    label = "no array type is known for this element",
    note = "store the list as one document with `Json<Vec<_>>`, or move it into a table of its own"
)]
pub trait ArrayElement: Field {
    /// The name of the array's SQL type: `integer[]`.
    const ARRAY_NAME: &'static str;
}

impl<T: ArrayElement> ColumnType for Vec<T> {
    const SQL_NAME: &'static str = T::ARRAY_NAME;

    fn into_value(self) -> Value {
        Value::array(self)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        cell.elements()?.into_iter().map(T::from_field_cell).collect()
    }
}

impl<T: ArrayElement + ColumnType> ArrayElement for Option<T> {
    const ARRAY_NAME: &'static str = T::ARRAY_NAME;
}

impl Value {
    /// An array of these values. What `= ANY($1)` binds.
    pub fn array<F: Field>(values: impl IntoIterator<Item = F>) -> Self {
        Self::Array {
            element: F::Base::SQL_NAME,
            values: values.into_iter().map(F::into_field_value).collect(),
        }
    }
}

/// Implements [`ArrayElement`] for types of ours.
macro_rules! elements {
    ($($(#[$feature:meta])? $ty:ty, $name:literal;)*) => {
        $(
            $(#[$feature])?
            impl ArrayElement for $ty {
                const ARRAY_NAME: &'static str = $name;
            }
        )*
    };
}

elements! {
    bool, "boolean[]";
    i8, "tinyint[]";
    i16, "smallint[]";
    i32, "integer[]";
    i64, "bigint[]";
    u16, "unsigned smallint[]";
    u32, "unsigned integer[]";
    u64, "unsigned bigint[]";
    f32, "real[]";
    f64, "double[]";
    String, "text[]";
    Vec<u8>, "bytes[]";
    chrono::NaiveDate, "date[]";
    chrono::NaiveTime, "time[]";
    chrono::NaiveDateTime, "timestamp[]";
    chrono::DateTime<chrono::Utc>, "timestamptz[]";
    super::Interval, "interval[]";
    std::net::IpAddr, "inet[]";
    #[cfg(feature = "uuid")] uuid::Uuid, "uuid[]";
    #[cfg(feature = "rust_decimal")] rust_decimal::Decimal, "numeric[]";
    #[cfg(feature = "bigdecimal")] bigdecimal::BigDecimal, "numeric[]";
    #[cfg(feature = "json")] serde_json::Value, "json[]";
    #[cfg(feature = "time")] time::Date, "date[]";
    #[cfg(feature = "time")] time::Time, "time[]";
    #[cfg(feature = "time")] time::PrimitiveDateTime, "timestamp[]";
    #[cfg(feature = "time")] time::OffsetDateTime, "timestamptz[]";
    #[cfg(feature = "jiff")] jiff::civil::Date, "date[]";
    #[cfg(feature = "jiff")] jiff::civil::Time, "time[]";
    #[cfg(feature = "jiff")] jiff::civil::DateTime, "timestamp[]";
    #[cfg(feature = "jiff")] jiff::Timestamp, "timestamptz[]";
    #[cfg(feature = "ipnetwork")] ipnetwork::IpNetwork, "inet[]";
    #[cfg(feature = "mac_address")] mac_address::MacAddress, "macaddr[]";
    #[cfg(feature = "bit-vec")] bit_vec::BitVec, "varbit[]";
}

#[cfg(feature = "json")]
impl<T> ArrayElement for super::Json<T>
where
    Self: ColumnType,
{
    const ARRAY_NAME: &'static str = "json[]";
}
