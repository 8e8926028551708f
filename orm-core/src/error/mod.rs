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
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of that kind. `message` is lower case, has no full stop and no value of a row in it.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { inner: Box::new(Inner { kind, message: message.into(), source: None }) }
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

    /// Can the same transaction succeed when it is run again?
    pub fn is_retryable(&self) -> bool {
        matches!(self.inner.kind, ErrorKind::Serialization)
    }

    #[cfg(feature = "exec")]
    pub(crate) fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.inner.source = Some(Box::new(source));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inner.message)
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
