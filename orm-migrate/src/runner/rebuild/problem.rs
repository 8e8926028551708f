//! What a rebuild would have lost.

/// Why a rebuild was rolled back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RebuildProblem {
    /// Rows refer to nothing that did not do so before.
    #[error("the rebuild breaks foreign keys: {}", violations.join(", "))]
    NewViolations {
        /// Each as `` `chats` row 7 → `projects` ``.
        violations: Vec<String>,
    },
    /// The copy has more or fewer rows than the table.
    #[error("the rebuild of `{table}` turns {before} rows into {after}")]
    RowsChanged {
        /// The table.
        table: String,
        /// Rows before.
        before: i64,
        /// Rows afterwards.
        after: i64,
    },
    /// The copy lacks a clause that the table has and that structs cannot declare.
    #[error("the rebuild of `{table}` loses an ON CONFLICT clause, which the structs cannot declare")]
    ClauseLost {
        /// The table.
        table: String,
    },
    /// A view worked before and does not work afterwards.
    #[error("view `{view}` does not work after the rebuild: {message}")]
    BrokenView {
        /// The view.
        view: String,
        /// What SQLite says.
        message: String,
    },
    /// A trigger or an index that stood on the table cannot be put back.
    #[error("{kind} `{name}` of `{table}` cannot be put back after the rebuild: {message}")]
    NotRestored {
        /// `trigger` or `index`.
        kind: String,
        /// Its name.
        name: String,
        /// The table.
        table: String,
        /// What SQLite says.
        message: String,
    },
    /// The file begins a rebuild, and no statement of it renames the copy.
    #[error("the rebuild of `{table}` is not finished: no `ALTER TABLE … RENAME TO \"{table}\"` follows")]
    NotFinished {
        /// The table.
        table: String,
    },
}

impl RebuildProblem {
    /// The way out.
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::NewViolations { .. } => {
                "correct the data first, or in the migration before the rebuild".to_owned()
            }
            Self::RowsChanged { .. } => {
                "delete or add rows in a statement before the rebuild; the copy itself must keep all"
                    .to_owned()
            }
            Self::ClauseLost { .. } => {
                "write the clause into the `CREATE TABLE` of the copy, in the migration; where it shall go, copy the table \
                 in statements of your own, without `-- orm:rebuild`"
                    .to_owned()
            }
            Self::BrokenView { view, .. } => {
                format!("drop `{view}` before the rebuild in this migration, and create it anew behind it")
            }
            Self::NotRestored { kind, name, .. } => {
                format!(
                    "drop {kind} `{name}` before the rebuild in this migration, and create it anew behind it"
                )
            }
            Self::NotFinished { .. } => "restore the statements that belong to the rebuild".to_owned(),
        }
    }
}
