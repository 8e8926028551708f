//! A statement that has run.

use std::time::Duration;

use crate::error::ErrorKind;

/// A statement that has run. Holds no values.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct StatementEvent<'a> {
    /// The SQL, with placeholders.
    pub text: &'a str,
    /// What it does: `SELECT`, `INSERT`, `UPDATE`, `DELETE`, or the first word of other statements.
    pub operation: &'a str,
    /// The table, when it names one alone.
    pub table: Option<&'a str>,
    /// The operation and the tables: `SELECT projects chats`.
    pub summary: &'a str,
    /// The rows that came back, or that the statement wrote or removed when none came back.
    pub rows: u64,
    /// From sending the statement until its last row was read.
    pub duration: Duration,
    /// Did it succeed?
    pub is_ok: bool,
    /// In which run of its transaction it ran: more than 1 when [`crate::Db::transaction_retrying`] ran it again.
    pub attempt: u32,
    /// What went wrong.
    pub error: Option<&'a ErrorKind>,
}

/// The name of a kind of error, for `error.type` of OpenTelemetry.
pub(super) fn error_type(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "not_found",
        ErrorKind::Stale => "stale",
        ErrorKind::Cursor => "cursor",
        ErrorKind::UniqueViolation(_) => "unique_violation",
        ErrorKind::ForeignKeyViolation(_) => "foreign_key_violation",
        ErrorKind::CheckViolation(_) => "check_violation",
        ErrorKind::NotNullViolation(_) => "not_null_violation",
        ErrorKind::Serialization => "serialization",
        ErrorKind::Timeout => "timeout",
        ErrorKind::ReadOnly => "read_only",
        ErrorKind::Pool => "pool",
        ErrorKind::Connection => "connection",
        ErrorKind::Access => "access",
        ErrorKind::Decode { .. } => "decode",
        ErrorKind::Encode => "encode",
        ErrorKind::InvalidValue { .. } => "invalid_value",
        ErrorKind::Transaction => "transaction",
        ErrorKind::Unsupported { .. } => "unsupported",
        ErrorKind::Ungrouped { .. } => "ungrouped",
        ErrorKind::Sql { .. } => "sql",
    }
}
