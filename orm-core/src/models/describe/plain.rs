//! The types whose form is known without asking: those of columns, and lists and maps of them.

use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use orm_wire::{Direction, Type, Value};

/// A type of a known form. `#[derive(ColumnType)]` implements it for enums, and for newtypes of types known to everybody.
pub trait Plain {
    /// The form.
    fn value(direction: Direction) -> Value;
}

/// The form of what a newtype wraps, if that is plain.
pub fn plain(inner: Option<fn(Direction) -> Value>, direction: Direction) -> Value {
    inner.map_or_else(|| Value::new(Type::Unknown), |inner| inner(direction))
}

/// One of these texts.
pub fn labels(labels: &[&str]) -> Value {
    Value::new(Type::Labels(labels.iter().map(|&label| label.to_owned()).collect()))
}

/// Types by the name that `orm_wire` knows them by.
macro_rules! plain {
    ($($(#[$feature:meta])? $ty:ty, $name:literal;)*) => {
        $(
            $(#[$feature])?
            impl Plain for $ty {
                fn value(direction: Direction) -> Value {
                    orm_wire::known($name, direction).map_or_else(|| Value::unknown($name), Value::new)
                }
            }
        )*

        #[cfg(test)]
        const NAMES: &[&str] = &[$($name),*];
    };
}

plain! {
    bool, "bool";
    i8, "i8";
    i16, "i16";
    i32, "i32";
    i64, "i64";
    isize, "isize";
    u8, "u8";
    u16, "u16";
    u32, "u32";
    u64, "u64";
    usize, "usize";
    f32, "f32";
    f64, "f64";
    char, "char";
    String, "String";
    IpAddr, "IpAddr";
    Ipv4Addr, "Ipv4Addr";
    Ipv6Addr, "Ipv6Addr";
    serde_json::Value, "Value";
    crate::types::Interval, "Interval";
    chrono::NaiveDate, "NaiveDate";
    chrono::NaiveTime, "NaiveTime";
    chrono::NaiveDateTime, "NaiveDateTime";
    chrono::DateTime<chrono::Utc>, "Timestamp";
    #[cfg(feature = "uuid")] uuid::Uuid, "Uuid";
    #[cfg(feature = "rust_decimal")] rust_decimal::Decimal, "Decimal";
    #[cfg(feature = "bigdecimal")] bigdecimal::BigDecimal, "BigDecimal";
    #[cfg(feature = "jiff")] jiff::civil::Date, "Date";
    #[cfg(feature = "jiff")] jiff::civil::Time, "Time";
    #[cfg(feature = "jiff")] jiff::civil::DateTime, "DateTime";
    #[cfg(feature = "jiff")] jiff::Timestamp, "Timestamp";
    #[cfg(feature = "ipnetwork")] ipnetwork::IpNetwork, "IpNetwork";
    #[cfg(feature = "mac_address")] mac_address::MacAddress, "MacAddress";
    #[cfg(feature = "pgvector")] pgvector::Vector, "Vector";
}

impl<T: Plain> Plain for crate::types::Json<T> {
    fn value(direction: Direction) -> Value {
        T::value(direction)
    }
}

impl<T: Plain> Plain for Box<T> {
    fn value(direction: Direction) -> Value {
        T::value(direction)
    }
}

impl<T: Plain> Plain for Option<T> {
    fn value(direction: Direction) -> Value {
        T::value(direction).nullable(true)
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn value(direction: Direction) -> Value {
        Value::list(T::value(direction), None)
    }
}

impl<T: Plain, const N: usize> Plain for [T; N] {
    fn value(direction: Direction) -> Value {
        Value::list(T::value(direction), u64::try_from(N).ok())
    }
}

impl<T: Plain> Plain for BTreeMap<String, T> {
    fn value(direction: Direction) -> Value {
        Value::new(Type::Map(Box::new(T::value(direction))))
    }
}

impl<T: Plain, S> Plain for HashMap<String, T, S> {
    fn value(direction: Direction) -> Value {
        Value::new(Type::Map(Box::new(T::value(direction))))
    }
}

impl<A: Plain, B: Plain> Plain for (A, B) {
    fn value(direction: Direction) -> Value {
        Value::new(Type::Tuple(vec![A::value(direction), B::value(direction)]))
    }
}

impl<A: Plain, B: Plain, C: Plain> Plain for (A, B, C) {
    fn value(direction: Direction) -> Value {
        Value::new(Type::Tuple(vec![A::value(direction), B::value(direction), C::value(direction)]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_known() {
        for name in NAMES {
            assert!(orm_wire::known(name, Direction::Request).is_some(), "{name}");
        }
    }
}
