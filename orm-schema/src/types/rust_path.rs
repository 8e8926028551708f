//! The table from Rust paths to SQL types.
//!
//! A path is known by its last segment. Where two crates use one name for two things (`chrono::DateTime<Utc>` is a point in
//! time, `jiff::civil::DateTime` is not), generic arguments or the segment before decide.

use super::SqlType;

/// The SQL type inferred for a Rust path without its generic arguments: `["chrono", "NaiveDate"]`.
///
/// `has_arguments` says whether the last segment has generic arguments. `Option` and `Vec` are not paths to a type of their
/// own and are left to the reader.
pub fn from_rust_path(segments: &[&str], has_arguments: bool) -> Option<SqlType> {
    let (last, earlier) = segments.split_last()?;
    if *last == "DateTime" {
        return Some(if has_arguments && earlier.last() != Some(&"civil") {
            SqlType::TimestampTz(None)
        } else {
            SqlType::Timestamp(None)
        });
    }
    if *last == "Json" {
        return Some(SqlType::Json);
    }
    if has_arguments {
        return None;
    }
    from_name(last)
}

fn from_name(name: &str) -> Option<SqlType> {
    KNOWN.binary_search_by_key(&name, |(known, _)| known).ok().map(|index| KNOWN[index].1.clone())
}

/// The names [`from_rust_path`] knows, for "did you mean".
pub fn known_rust_names() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().map(|(name, _)| *name).chain(["DateTime", "Json"])
}

/// Sorted by name.
const KNOWN: &[(&str, SqlType)] = &[
    ("BigDecimal", SqlType::Numeric(None)), // bigdecimal
    ("BitVec", SqlType::VarBit),            // bit-vec
    ("Date", SqlType::Date),                // time, jiff::civil
    ("Decimal", SqlType::Numeric(None)),    // rust_decimal
    ("Interval", SqlType::Interval),        // orm-core
    ("IpAddr", SqlType::Inet),              // std
    ("IpNet", SqlType::Inet),               // ipnet
    ("IpNetwork", SqlType::Inet),           // ipnetwork
    ("MacAddress", SqlType::MacAddr),       // mac_address
    ("NaiveDate", SqlType::Date),           // chrono
    ("NaiveDateTime", SqlType::Timestamp(None)),
    ("NaiveTime", SqlType::Time(None)),
    ("OffsetDateTime", SqlType::TimestampTz(None)), // time
    ("PgInterval", SqlType::Interval),              // sqlx
    ("PrimitiveDateTime", SqlType::Timestamp(None)),
    ("String", SqlType::Text),
    ("Time", SqlType::Time(None)),             // time, jiff::civil
    ("Timestamp", SqlType::TimestampTz(None)), // jiff
    ("Uuid", SqlType::Uuid),                   // uuid
    ("Value", SqlType::Json),                  // serde_json
    ("Vector", SqlType::Vector(None)),         // pgvector
    ("bool", SqlType::Bool),
    ("f32", SqlType::Real),
    ("f64", SqlType::Double),
    ("i16", SqlType::SmallInt),
    ("i32", SqlType::Int),
    ("i64", SqlType::BigInt),
    ("i8", SqlType::TinyInt),
    ("u16", SqlType::UnsignedSmallInt),
    ("u32", SqlType::UnsignedInt),
    ("u64", SqlType::UnsignedBigInt),
    ("u8", SqlType::UnsignedTinyInt),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(KNOWN.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn names_that_two_crates_share_are_told_apart() {
        assert_eq!(from_rust_path(&["DateTime"], true), Some(SqlType::TimestampTz(None)));
        assert_eq!(from_rust_path(&["jiff", "civil", "DateTime"], false), Some(SqlType::Timestamp(None)));
        assert_eq!(from_rust_path(&["DateTime"], false), Some(SqlType::Timestamp(None)));
        assert_eq!(from_rust_path(&["serde_json", "Value"], false), Some(SqlType::Json));
        assert_eq!(from_rust_path(&["Json"], true), Some(SqlType::Json));
        assert_eq!(from_rust_path(&["Wrapper"], true), None);
    }
}
