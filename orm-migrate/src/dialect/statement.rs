//! Statements ready to be written into a migration file.

use std::fmt;

use orm_schema::model::ObjectName;

use crate::hazard::Hazard;

/// A statement of a migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The SQL, without the semicolon at the end.
    pub sql: String,
    /// What it may do to rows and to other sessions.
    pub hazards: Vec<Hazard>,
    /// May it run inside a transaction, together with its neighbours?
    pub is_transactional: bool,
    /// What the runner has to do around it.
    pub directive: Option<Directive>,
}

/// A word to the runner, written as `-- orm:<directive>` above a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// Here begins the rebuild of a table: foreign keys are off, and triggers and views are kept (SQLite).
    Rebuild(ObjectName),
}

impl fmt::Display for Directive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rebuild(table) => write!(f, "rebuild \"{}\"", table.name.replace('"', "\"\"")),
        }
    }
}

impl Statement {
    /// A statement that may share a transaction and does no harm.
    pub(crate) fn new(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), hazards: Vec::new(), is_transactional: true, directive: None }
    }

    /// A statement that must stand alone.
    pub(crate) fn outside_transaction(sql: impl Into<String>) -> Self {
        Self { is_transactional: false, ..Self::new(sql) }
    }
}
