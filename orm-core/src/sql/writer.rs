//! The text being written, and the values beside it.

use orm_schema::{Dialect, ident};

use super::repeated::{self, RepeatedKey};
use super::window::NamedWindows;
use super::{Refusal, Statement, ungrouped};
use crate::ast::{Expr, Select, TableRef};
use crate::schema::TableMeta;
use crate::types::Value;

/// Writes one statement.
pub(super) struct Writer {
    pub(super) dialect: Dialect,
    text: String,
    binds: Vec<Value>,
    is_of_an_index: bool,
    changed: Option<&'static TableMeta>,
    refusal: Option<Refusal>,
    is_once: bool,
    /// How many values stand before the text.
    binds_before: usize,
    windows: NamedWindows,
    keys: Vec<RepeatedKey>,
}

impl Writer {
    pub(super) fn new(dialect: Dialect, capacity: usize) -> Self {
        Self {
            dialect,
            text: String::with_capacity(capacity),
            binds: Vec::new(),
            is_of_an_index: false,
            changed: None,
            refusal: None,
            is_once: false,
            binds_before: 0,
            windows: NamedWindows::default(),
            keys: Vec::new(),
        }
    }

    /// Writes a part of a statement, in which so many values stand before it.
    pub(super) fn behind(dialect: Dialect, capacity: usize, binds_before: usize) -> Self {
        Self { binds_before, ..Self::new(dialect, capacity) }
    }

    /// How many values the statement has so far.
    pub(super) fn binds(&self) -> usize {
        self.binds_before + self.binds.len()
    }

    /// Appends values as literals, so that the text is that of this run alone.
    pub(super) fn push_literals(&mut self, literals: &str) {
        self.is_once = true;
        self.push(literals);
    }

    /// How long the text is so far.
    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    /// The text behind a place in it.
    pub(super) fn written_since(&self, start: usize) -> String {
        self.text[start..].to_owned()
    }

    pub(super) fn finish(mut self) -> Statement {
        if let Some(refusal) = Refusal::of_values(self.dialect, self.binds.len()) {
            self.refuse(refusal);
        }
        Statement { text: self.text, binds: self.binds, refusal: self.refusal, is_once: self.is_once }
    }

    /// Notes what a query of the statement reads that is different within its groups.
    pub(super) fn check_groups(&mut self, select: &Select) {
        if self.refusal.is_none() {
            self.refusal = ungrouped::find(select);
        }
    }

    /// Notes why the statement is not to be sent.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.refusal.get_or_insert(refusal);
    }

    /// The table that the statement changes, outside of its subqueries.
    pub(super) fn changed(&self) -> Option<&'static TableMeta> {
        self.changed
    }

    /// Appends what an update or delete of this table says.
    pub(super) fn in_change(&mut self, table: &'static TableMeta, write: impl FnOnce(&mut Self)) {
        let changed = self.changed.replace(table);
        write(self);
        self.changed = changed;
    }

    /// Appends a query, whose named windows and grouping keys are its own.
    pub(super) fn in_query(&mut self, keys: Vec<RepeatedKey>, write: impl FnOnce(&mut Self)) {
        let changed = self.changed.take();
        let windows = std::mem::take(&mut self.windows);
        let keys = std::mem::replace(&mut self.keys, keys);
        write(self);
        (self.windows, self.keys, self.changed) = (windows, keys, changed);
    }

    /// The grouping key of the query at hand that this expression is.
    pub(super) fn repeated_key(&self, expression: &Expr) -> Option<usize> {
        if self.keys.is_empty() {
            return None;
        }
        let alone = repeated::alone(expression);
        self.keys.iter().position(|key| key.is(&alone))
    }

    /// Appends a grouping key as it was written before, or as `write` appends it.
    pub(super) fn repeat(&mut self, key: usize, write: impl FnOnce(&mut Self)) {
        if let Some(text) = self.keys[key].written() {
            self.text.push_str(text);
            return;
        }
        let start = self.text.len();
        let keys = std::mem::take(&mut self.keys);
        write(self);
        self.keys = keys;
        *self.keys[key].written() = Some(self.text[start..].to_owned());
    }

    /// The named windows of the query at hand.
    pub(super) fn windows(&mut self) -> &mut NamedWindows {
        &mut self.windows
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
        if !self.is_of_an_index {
            self.ident(source);
            self.push(".");
        }
        self.ident(name);
    }

    /// Appends all columns of a source, each with the name that qualifies it.
    pub(super) fn row(&mut self, TableRef { table, alias }: TableRef) {
        let (standard, mysql) = table.row;
        let written = match self.dialect {
            Dialect::Postgres | Dialect::Sqlite => standard,
            Dialect::Mysql => mysql,
        };
        if alias == table.name && !written.is_empty() {
            return self.push(written);
        }
        let Some((first, others)) = table.columns.split_first() else { return };
        let start = self.text.len();
        self.ident(alias);
        self.push(".");
        let qualifier = start..self.text.len();
        self.ident(first.name);
        for column in others {
            self.push(", ");
            self.text.extend_from_within(qualifier.clone());
            self.ident(column.name);
        }
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

    /// Appends what `write` appends, as an index has it: with numbers, truth values and texts as literals instead of placeholders,
    /// and with columns by their names alone, which PostgreSQL 13 wants.
    pub(super) fn as_in_an_index(&mut self, write: impl FnOnce(&mut Self)) {
        self.is_of_an_index = true;
        write(self);
        self.is_of_an_index = false;
    }

    fn literal(&mut self, value: &Value) -> bool {
        match value {
            Value::Bool(flag) => self.push(if *flag { "true" } else { "false" }),
            Value::I16(number) => self.push(&number.to_string()),
            Value::I32(number) => self.push(&number.to_string()),
            Value::I64(number) => self.push(&number.to_string()),
            Value::Text(text) | Value::Label(text) => self.text_literal(text),
            _ => return false,
        }
        true
    }

    /// Appends a text as a literal.
    pub(super) fn text_literal(&mut self, text: &str) {
        ident::push_string_literal(&mut self.text, self.dialect, text);
    }

    /// Appends a placeholder for `value`.
    pub(super) fn bind(&mut self, value: Value) {
        if self.is_of_an_index && self.literal(&value) {
            return;
        }
        self.binds.push(value);
        match self.dialect {
            Dialect::Postgres => {
                self.push("$");
                self.number(self.binds.len() as u64);
            }
            Dialect::Mysql | Dialect::Sqlite => self.push("?"),
        }
    }

    /// Appends an integer. Each placeholder of PostgreSQL has one, for which the machinery of `fmt` would take longer than the
    /// rest of it.
    pub(super) fn number(&mut self, number: u64) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.text.extend(char::from_digit((number % 10) as u32, 10));
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
