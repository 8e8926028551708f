//! Why a statement is not sent.

use orm_schema::Dialect;

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
    /// It hands back an aggregate or a window function of the rows it writes.
    Returned,
    /// It has more values than a statement takes.
    TooManyValues {
        /// How many it has.
        values: usize,
        /// How many it may have.
        most: usize,
    },
    /// It has no placeholder of the name that a value was given for.
    NoPlaceholder(String),
    /// It sets columns to the values of each other, one after another.
    SetInACircle {
        /// The table.
        table: &'static str,
        /// One of the columns.
        column: &'static str,
    },
    /// Two named queries that are not the same have this name.
    SameName(&'static str),
}

impl Refusal {
    /// Of a statement with more values than the wire has a count for.
    pub(super) fn of_values(dialect: Dialect, values: usize) -> Option<Self> {
        let most = match dialect {
            // Both count the values of a statement with 16 bits.
            Dialect::Postgres | Dialect::Mysql => usize::from(u16::MAX),
            // A limit that it is compiled with, and names in its error.
            Dialect::Sqlite => usize::MAX,
        };
        (values > most).then_some(Self::TooManyValues { values, most })
    }

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
            Self::Returned => Error::new(
                ErrorKind::Sql { code: None },
                "the rows of `.returning_only(..)` are handed back one by one: a projection of them has no aggregate and no \
                 window function; select those in a query of its own",
            ),
            Self::TooManyValues { values, most } => Error::new(
                ErrorKind::Encode,
                format!(
                    "the statement has {values} values, and a statement takes at most {most}: a list in `.in_(..)` takes any \
                     number"
                ),
            ),
            Self::NoPlaceholder(name) => Error::new(
                ErrorKind::Encode,
                format!("the SQL has no placeholder `:{name}` for the value of that name"),
            ),
            Self::SetInACircle { table, column } => Error::new(
                ErrorKind::Sql { code: None },
                format!(
                    "MySQL sets one column after another, so `{table}.{column}` cannot be set to what is computed from another \
                     that is computed from it: read the row, and set the columns to values"
                ),
            ),
            Self::SameName(name) => Error::new(
                ErrorKind::Sql { code: None },
                format!(
                    "two different named queries of one statement are called `{name}`; give each a name of its own"
                ),
            ),
        }
    }
}
