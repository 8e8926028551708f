//! The one error of this crate: opaque, with a kind to match on. It names the schema's own tables and columns and never
//! holds a bound value.

mod kind;
mod violation;

use std::fmt;

use orm_schema::Dialect;

pub use kind::ErrorKind;
pub use violation::Violation;

/// What a query can end with.
///
/// [`Error::kind`] says what went wrong; the text is for people and logs. Neither ever contains a value that was bound or read.
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    message: String,
    is_retryable: bool,
    attempts: u32,
    code: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of that kind. `message` is lower case, has no full stop and no value of a row in it.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let is_retryable = matches!(kind, ErrorKind::Serialization);
        let message = message.into();
        Self { inner: Box::new(Inner { kind, message, is_retryable, attempts: 1, code: None, source: None }) }
    }

    /// No row where one was asked for.
    pub fn not_found(table: &str) -> Self {
        Self::new(
            ErrorKind::NotFound,
            format!("no row of `{table}` matches; use `.optional(..)` where that is expected"),
        )
    }

    /// No row with the version that was expected.
    pub fn stale(table: &str) -> Self {
        Self::new(
            ErrorKind::Stale,
            format!(
                "the row of `{table}` is stale: it was changed or removed since it was read; read it again"
            ),
        )
    }

    /// The database lacks `feature`.
    pub fn unsupported(dialect: Dialect, feature: impl Into<String>) -> Self {
        let feature = feature.into();
        let message = format!("{dialect} has no {feature}");
        Self::new(ErrorKind::Unsupported { dialect, feature }, message)
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.inner.kind
    }

    /// What the database calls it, if it said so: SQLSTATE on PostgreSQL, the error number on MySQL and MariaDB, the extended
    /// result code on SQLite.
    pub fn code(&self) -> Option<&str> {
        self.inner.code.as_deref()
    }

    /// Can the same transaction succeed when it is run again?
    pub fn is_retryable(&self) -> bool {
        self.inner.is_retryable
    }

    /// How often the transaction was run that ended with this error: more than once by
    /// `Db::transaction_retrying` alone.
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// The statement writes in a transaction that only reads.
    #[cfg(feature = "exec")]
    pub(crate) fn read_only() -> Self {
        Self::new(
            ErrorKind::ReadOnly,
            "the statement writes, and its transaction only reads; begin one without `read_only()`",
        )
    }

    #[cfg(feature = "exec")]
    pub(crate) fn retryable(mut self) -> Self {
        self.inner.is_retryable = true;
        self
    }

    #[cfg(feature = "exec")]
    pub(crate) fn with_code(mut self, code: impl Into<String>) -> Self {
        self.inner.code = Some(code.into());
        self
    }

    #[cfg(feature = "exec")]
    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    #[cfg(feature = "exec")]
    pub(crate) fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.inner.source = Some(Box::new(source));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inner.message)?;
        match self.inner.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, "; it was run {attempts} times"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.inner.kind)
            .field("message", &self.inner.message)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_ref().map(|source| source.as_ref() as &(dyn std::error::Error + 'static))
    }
}
