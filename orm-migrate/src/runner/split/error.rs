//! What is wrong with a migration file.

/// Why a file cannot be run as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SplitError {
    /// A string, a comment or a body has no end.
    #[error("{what} is not closed")]
    Unclosed {
        /// What was begun.
        what: &'static str,
        /// The line on which it begins.
        line: usize,
    },
    /// A statement that the runner must do itself, or that only a client program understands.
    #[error("{refusal}")]
    Refused {
        /// What it is.
        refusal: Refusal,
        /// The line on which it begins.
        line: usize,
    },
}

/// Statements that a migration file must not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// `BEGIN`, `COMMIT`, `ROLLBACK`, `SAVEPOINT` and the like.
    #[error("`{0}`: a migration file must not control transactions")]
    Transaction(String),
    /// `PRAGMA foreign_keys` or `PRAGMA legacy_alter_table`.
    #[error("`PRAGMA {0}` has no effect inside a transaction, so a migration file must not use it")]
    Pragma(String),
    /// `DELIMITER`, a command of the `mysql` program.
    #[error("`DELIMITER` is a command of the `mysql` program, not SQL")]
    Delimiter,
    /// `\connect` and the like, commands of `psql`; `.read`, a command of `sqlite3`.
    #[error("`{0}` is a command of the database's own client, not SQL")]
    ClientCommand(String),
    /// `COPY … FROM STDIN`: the rows behind it are not SQL.
    #[error("`COPY FROM STDIN` needs a client that sends the rows")]
    CopyFromStdin,
    /// `USE`: the history table belongs to the database of the connection.
    #[error("`USE` would change the database of the connection")]
    Use,
    /// `-- orm:rebuild` in a file that begins with `-- no-transaction`.
    #[error("a table can be rebuilt only in a transaction, and the file begins with `-- no-transaction`")]
    RebuildWithoutTransaction,
}

impl SplitError {
    /// The line of the file, from 1.
    pub const fn line(&self) -> usize {
        match self {
            Self::Unclosed { line, .. } | Self::Refused { line, .. } => *line,
        }
    }

    /// The way out.
    pub const fn hint(&self) -> Option<&'static str> {
        let Self::Refused { refusal, .. } = self else {
            return None;
        };
        Some(match refusal {
            Refusal::Transaction(_) => {
                "remove it: the runner puts the file into a transaction; `-- no-transaction` as the first line turns that off"
            }
            Refusal::Pragma(_) => {
                "remove it: the runner turns foreign keys off around a rebuild that begins with `-- orm:rebuild \"table\"`"
            }
            Refusal::Delimiter => "remove the lines: `;` inside BEGIN ... END is understood as it is",
            Refusal::ClientCommand(_) => "write the statements themselves into the file",
            Refusal::CopyFromStdin => "write the rows as INSERT",
            Refusal::RebuildWithoutTransaction => "move the rebuild into a file of its own",
            Refusal::Use => "write the database in front of the name: `other.table`",
        })
    }
}
