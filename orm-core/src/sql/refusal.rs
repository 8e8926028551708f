//! Why a statement is not sent.

use crate::error::{Error, ErrorKind};

/// Why a statement is not sent, on any database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It reads a column that is neither grouped nor aggregated.
    Ungrouped {
        /// The name that qualifies the column.
        source: &'static str,
        /// Its name.
        column: &'static str,
    },
    /// It has no placeholder of the name that a value was given for.
    NoPlaceholder(String),
}

impl Refusal {
    /// The error of running such a statement.
    pub fn error(&self) -> Error {
        match self {
            Self::Ungrouped { source, column } => {
                let message = format!(
                    "`{source}.{column}` is neither grouped nor aggregated; add it to `.group_by(..)`, or take one value of \
                     each group with `any_value(..)`, `min(..)` or `max(..)`"
                );
                let (source, column) = ((*source).to_owned(), (*column).to_owned());
                Error::new(ErrorKind::Ungrouped { source, column }, message)
            }
            Self::NoPlaceholder(name) => Error::new(
                ErrorKind::Encode,
                format!("the SQL has no placeholder `:{name}` for the value of that name"),
            ),
        }
    }
}
