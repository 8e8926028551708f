//! What a comment above a statement tells the runner.

use super::lexer;

/// An instruction in a comment: it is one for our runner and nothing for all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Directive {
    /// `-- orm:rebuild "users"`: with this statement a table is about to be replaced by a copy of itself (SQLite).
    Rebuild {
        /// The name of the table.
        table: String,
    },
}

impl Directive {
    /// Reads a comment; most say nothing to us.
    pub(super) fn read(comment: &str) -> Option<Self> {
        let name = comment.strip_prefix("--")?.trim().strip_prefix("orm:rebuild")?.trim();
        let table = lexer::unquoted(name).unwrap_or_else(|| name.to_owned());
        Some(Self::Rebuild { table })
    }
}

/// Where a statement stands in a file that does not run in one transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Segment {
    /// `-- orm:transaction`: from here on, statements share one.
    Transaction,
    /// `-- orm:alone`: from here on, each stands for itself.
    Alone,
}

impl Segment {
    /// Reads a comment; most say nothing of it.
    pub(super) fn read(comment: &str) -> Option<Self> {
        match comment.strip_prefix("--")?.trim() {
            "orm:transaction" => Some(Self::Transaction),
            "orm:alone" => Some(Self::Alone),
            _ => None,
        }
    }
}
