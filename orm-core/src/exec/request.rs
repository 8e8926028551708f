//! One statement on its way to a database.

use super::Text;
use crate::schema::TableMeta;
use crate::sql::Refusal;
use crate::types::Value;

/// A statement with its values, and the table it is about.
#[derive(Debug, Clone)]
pub struct Request {
    /// The SQL.
    pub text: Text,
    /// The values of its placeholders, in order.
    pub binds: Vec<Value>,
    /// The table it writes, by which errors name columns.
    pub table: Option<&'static TableMeta>,
    /// Does the connection keep it prepared? Not if its text is made for this run alone.
    pub is_kept: bool,
    /// Why it is not sent.
    pub refusal: Option<Refusal>,
    /// What it does with rows, by which a replica may answer it.
    pub access: Access,
    /// Of a COPY (PostgreSQL): how many cells each row has. The values are these cells, row by row.
    pub copied: Option<usize>,
}

/// What a statement does with rows, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// It is SQL of the user.
    #[default]
    Unknown,
    /// It reads, and locks nothing.
    Reads,
    /// It writes, or locks what it reads.
    Writes,
}

impl Request {
    /// A statement about no table in particular.
    pub fn new(text: impl Into<Text>, binds: Vec<Value>) -> Self {
        Self {
            text: text.into(),
            binds,
            table: None,
            is_kept: true,
            refusal: None,
            access: Access::Unknown,
            copied: None,
        }
    }

    /// About this table.
    #[must_use]
    pub fn table(mut self, table: &'static TableMeta) -> Self {
        self.table = Some(table);
        self
    }

    /// Does this with rows.
    #[must_use]
    pub fn access(mut self, access: Access) -> Self {
        self.access = access;
        self
    }
}

impl Default for Request {
    fn default() -> Self {
        Self::new("", Vec::new())
    }
}

/// What a statement did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// How many rows it wrote or removed.
    pub rows_affected: u64,
    /// The key that the database counted up for the first row inserted (MySQL) or the last one (SQLite). PostgreSQL has none.
    pub last_insert_id: Option<i64>,
    /// How many rows came back.
    pub rows_read: u64,
}

impl Done {
    /// The rows that came back, or those written when none came back.
    pub(super) fn rows(&self) -> u64 {
        if self.rows_read > 0 { self.rows_read } else { self.rows_affected }
    }
}
