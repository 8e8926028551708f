//! The text being written, and the values beside it.

use std::fmt::Write;

use orm_schema::{Dialect, ident};

use super::Statement;
use crate::ast::TableRef;
use crate::schema::TableMeta;
use crate::types::Value;

/// Writes one statement.
pub(super) struct Writer {
    pub(super) dialect: Dialect,
    text: String,
    binds: Vec<Value>,
}

impl Writer {
    pub(super) fn new(dialect: Dialect, capacity: usize) -> Self {
        Self { dialect, text: String::with_capacity(capacity), binds: Vec::new() }
    }

    pub(super) fn finish(self) -> Statement {
        Statement { text: self.text, binds: self.binds }
    }

    /// Appends SQL of ours.
    pub(super) fn push(&mut self, sql: &str) {
        self.text.push_str(sql);
    }

    /// Appends a quoted identifier.
    pub(super) fn ident(&mut self, name: &str) {
        ident::push_quoted(&mut self.text, self.dialect, name);
    }

    /// Appends a column with the name that qualifies it.
    pub(super) fn column(&mut self, source: &str, name: &str) {
        self.ident(source);
        self.push(".");
        self.ident(name);
    }

    /// Appends the name of a table.
    pub(super) fn table(&mut self, table: &TableMeta) {
        if let Some(schema) = table.schema {
            self.ident(schema);
            self.push(".");
        }
        self.ident(table.name);
    }

    /// Appends a source of a FROM list: the table, and its alias if it has one.
    pub(super) fn source(&mut self, source: TableRef) {
        self.table(source.table);
        if source.alias != source.table.name {
            self.push(" as ");
            self.ident(source.alias);
        }
    }

    /// Appends a placeholder for `value`.
    pub(super) fn bind(&mut self, value: Value) {
        self.binds.push(value);
        match self.dialect {
            Dialect::Postgres => {
                self.push("$");
                self.number(self.binds.len() as u64);
            }
            Dialect::Mysql | Dialect::Sqlite => self.push("?"),
        }
    }

    /// Appends an integer.
    pub(super) fn number(&mut self, number: u64) {
        write!(self.text, "{number}").expect("writing into a String never fails");
    }

    /// Appends what `write` appends for each of `items`, with `separator` between them.
    pub(super) fn list<T>(
        &mut self,
        separator: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        for (position, item) in items.into_iter().enumerate() {
            if position > 0 {
                self.push(separator);
            }
            write(self, item);
        }
    }
}
