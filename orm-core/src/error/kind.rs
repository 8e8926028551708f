//! What went wrong, as data.

use orm_schema::Dialect;

use super::Violation;

/// What went wrong, to match on. [`crate::Error::kind`] gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `one` found no row.
    NotFound,
    /// The row does not have the version that was expected: somebody else changed or removed it.
    Stale,
    /// A text is no cursor of the query it was given to.
    Cursor,
    /// A row with the same key exists.
    UniqueViolation(Violation),
    /// The row refers to a row that does not exist, or rows that refer to this one still do.
    ForeignKeyViolation(Violation),
    /// The row does not meet a CHECK condition.
    CheckViolation(Violation),
    /// A column that must have a value got NULL.
    NotNullViolation(Violation),
    /// The transaction met another one (serialization failure, deadlock, a busy SQLite database): running it again can succeed.
    Serialization,
    /// The statement took longer than it was allowed to.
    Timeout,
    /// The statement writes, and its transaction or the server only reads.
    ReadOnly,
    /// No connection became free in time, or the pool is closed.
    Pool,
    /// The database cannot be reached, or the connection broke.
    Connection,
    /// The database refused the user name, the password or the permission.
    Access,
    /// A value of a row is not what its field expects.
    Decode {
        /// The column of the result.
        column: String,
    },
    /// A value to bind has no form in this database.
    Encode,
    /// A value does not fit its column: too long, out of range, not of that form.
    InvalidValue {
        /// The column, when the database names it.
        column: Option<String>,
        /// The same by its name in JSON, if it is of the table that the statement writes.
        field: Option<String>,
    },
    /// The transaction cannot do that now: it is finished, a nested one is open, or an earlier statement failed.
    Transaction,
    /// The database lacks what the query asks for.
    Unsupported {
        /// The database.
        dialect: Dialect,
        /// What it lacks.
        feature: String,
    },
    /// The query selects, filters groups or sorts by a column that is neither grouped nor aggregated. It is not sent.
    Ungrouped {
        /// The name that qualifies the column.
        source: String,
        /// The column.
        column: String,
    },
    /// The database rejects the statement: a table or column that does not exist, a syntax error, anything else.
    Sql {
        /// SQLSTATE on PostgreSQL, the error number on MySQL, the extended result code on SQLite.
        code: Option<String>,
    },
}
