//! What is wrong with a schema, and with which part of it.

use std::fmt::Display;

use crate::model::{ObjectKind, ObjectName, TableDef, ViewDef};

/// Something a database would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaProblem {
    /// The part it is about.
    pub subject: Subject,
    /// What is wrong, in one sentence.
    pub message: String,
    /// A way out.
    pub hint: Option<String>,
    /// Another part that has to do with it.
    pub other: Option<Subject>,
}

/// A part of a schema. `occurrence` tells parts of one name apart: 0 is the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A table.
    Table {
        /// Its name.
        name: ObjectName,
        /// Which of that name.
        occurrence: usize,
    },
    /// A column.
    Column {
        /// Its table.
        table: ObjectName,
        /// Its name.
        column: String,
        /// Which of that name.
        occurrence: usize,
    },
    /// A view.
    View {
        /// Its name.
        name: ObjectName,
        /// Which of that name.
        occurrence: usize,
    },
    /// A constraint or an index.
    Named {
        /// Its table or view.
        table: ObjectName,
        /// Its name.
        name: String,
        /// Which of that name.
        occurrence: usize,
    },
    /// An enum.
    Enum {
        /// Its name.
        name: ObjectName,
        /// Which of that name.
        occurrence: usize,
    },
    /// What stands beside the tables.
    Object {
        /// What it is.
        kind: ObjectKind,
        /// Its name.
        name: ObjectName,
        /// Which of that name.
        occurrence: usize,
    },
}

impl Subject {
    /// A table.
    pub(super) fn table(table: &TableDef) -> Self {
        Self::Table { name: table.name.clone(), occurrence: 0 }
    }

    /// A view.
    pub(super) fn view(view: &ViewDef) -> Self {
        Self::View { name: view.name.clone(), occurrence: 0 }
    }

    /// A column.
    pub(super) fn column(table: &TableDef, column: &str) -> Self {
        Self::Column { table: table.name.clone(), column: column.to_owned(), occurrence: 0 }
    }

    /// A constraint or an index.
    pub(super) fn named(table: &TableDef, name: &str) -> Self {
        Self::Named { table: table.name.clone(), name: name.to_owned(), occurrence: 0 }
    }

    /// The table or view this is or belongs to.
    pub fn table_name(&self) -> Option<&ObjectName> {
        match self {
            Self::Table { name, .. } | Self::View { name, .. } => Some(name),
            Self::Column { table, .. } | Self::Named { table, .. } => Some(table),
            Self::Enum { .. } | Self::Object { .. } => None,
        }
    }
}

impl SchemaProblem {
    /// A problem without a hint.
    pub(super) fn new(subject: Subject, message: impl Display) -> Self {
        Self { subject, message: message.to_string(), hint: None, other: None }
    }

    /// Adds a way out.
    pub(super) fn hint(mut self, hint: impl Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// Adds the other part.
    pub(super) fn other(mut self, other: Subject) -> Self {
        self.other = Some(other);
        self
    }

    /// The tables and views it is about.
    pub fn tables(&self) -> impl Iterator<Item = &ObjectName> {
        self.subject.table_name().into_iter().chain(self.other.as_ref().and_then(Subject::table_name))
    }
}
