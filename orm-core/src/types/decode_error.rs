//! A cell that is not what the type expects.

/// A cell that is not what the type expects. Never holds the value.
///
/// The executor adds the column and makes it an [`crate::Error`] of the kind [`crate::ErrorKind::Decode`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DecodeError {
    message: String,
}

impl DecodeError {
    /// An error with that message: lower case, no full stop, without the value.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    /// The database sent `found` where the type reads `expected`.
    pub fn mismatch(expected: &str, found: &str) -> Self {
        Self::new(format!("expected {expected}, found {found}"))
    }

    /// The number in the cell does not fit into `ty`.
    pub fn out_of_range(ty: &str) -> Self {
        Self::new(format!("the number does not fit into `{ty}`"))
    }

    /// NULL where the type has no room for it.
    pub fn null() -> Self {
        Self::new("unexpected NULL; read the column as an `Option`")
    }
}
