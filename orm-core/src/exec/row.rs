//! A row of any of the databases, without a type parameter, and the readers of its cells.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::types::{Cell, DecodeError, Interval};

/// A row as its driver holds it. Cells read through it by position.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RowRef<'r> {
    #[cfg(feature = "postgres")]
    Postgres(&'r sqlx::postgres::PgRow),
    /// An element of a PostgreSQL array; every position is the element itself.
    #[cfg(feature = "postgres")]
    PostgresElement(super::postgres::PgCell<'r>),
    #[cfg(feature = "mysql")]
    Mysql(&'r sqlx::mysql::MySqlRow),
    #[cfg(feature = "sqlite")]
    Sqlite(&'r sqlx::sqlite::SqliteRow),
    /// The row a statement of SQLite stands on.
    #[cfg(feature = "sqlite")]
    SqliteStep(super::sqlite::Row<'r>),
    /// A row of SQLite that was read on another thread.
    #[cfg(feature = "sqlite")]
    SqliteStored(&'r [super::sqlite::Stored]),
    /// Keeps the lifetime in use when no database is compiled in. Never built.
    #[cfg(not(feature = "exec"))]
    #[expect(dead_code, reason = "holds the lifetime, never a value")]
    Nothing(std::marker::PhantomData<&'r ()>),
}

/// Declares readers of [`Cell`]: each calls the function of the same name on the cell of its database.
macro_rules! readers {
    ($($(#[$doc:meta])* $name:ident -> $output:ty;)*) => {
        impl<'r> Cell<'r> {
            $(
                $(#[$doc])*
                pub fn $name(self) -> Result<$output, DecodeError> {
                    match self.row() {
                        #[cfg(feature = "postgres")]
                        RowRef::Postgres(row) => super::postgres::PgCell::of(row, self.position())?.$name(),
                        #[cfg(feature = "postgres")]
                        RowRef::PostgresElement(cell) => cell.$name(),
                        #[cfg(feature = "mysql")]
                        RowRef::Mysql(row) => super::mysql::MysqlCell::of(row, self.position())?.$name(),
                        #[cfg(feature = "sqlite")]
                        RowRef::Sqlite(row) => super::sqlite::SqliteCell::of(row, self.position())?.$name(),
                        #[cfg(feature = "sqlite")]
                        RowRef::SqliteStep(row) => {
                            super::sqlite::SqliteCell::of_step(row, self.position())?.$name()
                        }
                        #[cfg(feature = "sqlite")]
                        RowRef::SqliteStored(row) => {
                            super::sqlite::SqliteCell::of_stored(row, self.position())?.$name()
                        }
                        #[cfg(not(feature = "exec"))]
                        RowRef::Nothing(_) => Err(DecodeError::new("no database is compiled in")),
                    }
                }
            )*
        }
    };
}

readers! {
    /// A truth value; a number other than zero on databases without booleans.
    boolean -> bool;
    /// A whole number of any width.
    integer -> i64;
    /// A whole number of any width that is not negative.
    unsigned -> u64;
    /// A number with a fraction; of a decimal number the nearest.
    double -> f64;
    /// Text, and the label of an enum.
    text -> &'r str;
    /// Bytes.
    bytes -> &'r [u8];
    /// A day.
    date -> NaiveDate;
    /// A time of day.
    time -> NaiveTime;
    /// A date and time without a zone.
    timestamp -> NaiveDateTime;
    /// A point in time.
    timestamp_tz -> DateTime<Utc>;
    /// A span of time.
    interval -> Interval;
    /// A UUID.
    uuid -> [u8; 16];
    /// A decimal number in plain notation.
    decimal -> String;
    /// A JSON document, as text.
    json -> &'r str;
    /// An address and the length of its network prefix.
    inet -> (IpAddr, u8);
    /// A MAC address.
    mac_addr -> [u8; 6];
    /// The number of bits, and the bits with the most significant one first.
    bits -> (usize, &'r [u8]);
    /// A vector of pgvector.
    vector -> Vec<f32>;
    /// The elements of an array.
    elements -> Vec<Cell<'r>>;
}

impl RowRef<'_> {
    /// Is the cell at `position` NULL? A position behind the end is not: reading it is an error.
    #[cfg_attr(
        not(feature = "exec"),
        expect(unused_variables, reason = "there are no cells without a database")
    )]
    pub(crate) fn is_null(self, position: usize) -> bool {
        match self {
            #[cfg(feature = "postgres")]
            Self::Postgres(row) => is_null(row, position),
            #[cfg(feature = "postgres")]
            Self::PostgresElement(cell) => cell.is_null(),
            #[cfg(feature = "mysql")]
            Self::Mysql(row) => is_null(row, position),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(row) => is_null(row, position),
            #[cfg(feature = "sqlite")]
            Self::SqliteStep(row) => row.is_null(position),
            #[cfg(feature = "sqlite")]
            Self::SqliteStored(row) => matches!(row.get(position), Some(super::sqlite::Stored::Null)),
            #[cfg(not(feature = "exec"))]
            Self::Nothing(_) => false,
        }
    }
}

#[cfg(feature = "exec")]
fn is_null<R: sqlx::Row>(row: &R, position: usize) -> bool
where
    usize: sqlx::ColumnIndex<R>,
{
    use sqlx::ValueRef;

    row.try_get_raw(position).is_ok_and(|value| value.is_null())
}

/// The plan of a query asks for more cells than the row has.
#[cfg(feature = "exec")]
pub(super) fn missing(position: usize) -> DecodeError {
    DecodeError::new(format!("the result has no column at position {position}"))
}
