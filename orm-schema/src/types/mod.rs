//! Storage types, and what Rust calls them.
//!
//! [`SqlType`] is dialect-neutral: one Rust type has one `SqlType`, and each dialect spells it. `rust_path` is the table
//! from the Rust path a user writes to the `SqlType` the reader infers; `name` is the spelling in snapshots.

mod name;
mod rust_path;
mod spelling;

pub use name::UnknownTypeName;
pub use rust_path::{from_rust_path, known_rust_names};
pub use spelling::column_type;

use crate::model::ObjectName;

/// How a column is stored, independent of the database.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SqlType {
    /// `bool`.
    Bool,
    /// `i8`: TINYINT, smallint where there is none.
    TinyInt,
    /// `i16`.
    SmallInt,
    /// `i32`.
    Int,
    /// `i64`.
    BigInt,
    /// `u8`: TINYINT UNSIGNED on MySQL, the next wider signed type elsewhere.
    UnsignedTinyInt,
    /// `u16`.
    UnsignedSmallInt,
    /// `u32`.
    UnsignedInt,
    /// `u64`: BIGINT UNSIGNED on MySQL, numeric(20, 0) on PostgreSQL, INTEGER on SQLite (values above `i64::MAX` are refused).
    UnsignedBigInt,
    /// `f32`.
    Real,
    /// `f64`.
    Double,
    /// A decimal number; `None` is the widest the database has without a declaration.
    Numeric(Option<NumericSize>),
    /// Text of any length.
    Text,
    /// Text of at most so many characters.
    Varchar(u32),
    /// Text of exactly so many characters.
    Char(u32),
    /// `Vec<u8>`.
    Bytes,
    /// A day.
    Date,
    /// A time of day, with the digits kept of a second.
    Time(Option<u8>),
    /// A date and time without a zone.
    Timestamp(Option<u8>),
    /// A point in time.
    TimestampTz(Option<u8>),
    /// A span of time (PostgreSQL).
    Interval,
    /// `uuid`, BINARY(16) on MySQL, BLOB on SQLite.
    Uuid,
    /// jsonb, JSON, TEXT.
    Json,
    /// An enum declared in the schema: a type on PostgreSQL, ENUM on MySQL, TEXT with a CHECK on SQLite.
    Enum(ObjectName),
    /// An array (PostgreSQL).
    Array(Box<SqlType>),
    /// A host or network address (PostgreSQL inet; text elsewhere).
    Inet,
    /// A MAC address (PostgreSQL macaddr; text elsewhere).
    MacAddr,
    /// A string of bits of any length (PostgreSQL varbit).
    VarBit,
    /// A vector of so many dimensions (pgvector).
    Vector(Option<u32>),
    /// Any other type, as the user wrote it.
    Custom(String),
}

/// The declared size of a decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumericSize {
    /// Digits in all.
    pub precision: u16,
    /// Digits after the point.
    pub scale: u16,
}

impl SqlType {
    /// Is this one of the integer types, signed or not?
    pub const fn is_integer(&self) -> bool {
        matches!(
            self,
            Self::TinyInt
                | Self::SmallInt
                | Self::Int
                | Self::BigInt
                | Self::UnsignedTinyInt
                | Self::UnsignedSmallInt
                | Self::UnsignedInt
                | Self::UnsignedBigInt
        )
    }

    /// Is this text, of any declared length?
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::Varchar(_) | Self::Char(_))
    }
}
