//! Why a snapshot cannot be read.

use super::FORMAT;

/// A snapshot that cannot be read. Whoever read the file adds its name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The file was written by a newer version, or its format number makes no sense.
    #[error("snapshot format {found} is unknown, this version reads format {FORMAT}")]
    Format {
        /// The number in the file.
        found: u32,
    },
    /// The text is no JSON, or no snapshot.
    #[error("not a snapshot: {message}")]
    Malformed {
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
        /// What was wrong there.
        message: String,
    },
    /// The schema in the file does not fit the hash beside it.
    #[error("the schema does not fit the `hash` written beside it: the file was edited by hand")]
    Edited,
}

impl SnapshotError {
    /// Line and column of the mistake, counted from 1, when it has a place.
    pub fn position(&self) -> Option<(usize, usize)> {
        match self {
            Self::Malformed { line, column, .. } => Some((*line, *column)),
            Self::Format { .. } | Self::Edited => None,
        }
    }

    /// The way out.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Format { .. } => "update orm-migrate to the version that wrote the file",
            Self::Malformed { .. } | Self::Edited => {
                "snapshots are written by `generate` alone; restore the file from version control"
            }
        }
    }
}

impl From<serde_json::Error> for SnapshotError {
    fn from(error: serde_json::Error) -> Self {
        let text = error.to_string();
        // serde_json ends its messages with the position, which is reported on its own here.
        let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
        Self::Malformed { line: error.line().max(1), column: error.column().max(1), message }
    }
}
