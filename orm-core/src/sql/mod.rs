//! Statements as text: [`ast`] in, text and values to bind out. Pure, and not generic over anything.
//!
//! One writer per kind of statement; each asks for the dialect only where the databases differ. This is the only place
//! that makes placeholders, and it quotes through `orm_schema::ident` alone. The text depends on the shape of a query and
//! not on its values (nor on how many values an `in` has), so that it can serve as the key of a statement cache.

mod aggregate;
mod arrays;
mod calendar;
mod change;
mod chunk;
mod combined;
mod conflict;
mod copy;
mod deleted;
mod expr;
mod function;
mod grouping;
mod insert;
mod json;
mod json_change;
mod keys;
mod list;
mod literals;
mod merge;
mod own_rows;
mod packed;
#[cfg(feature = "exec")]
mod ranked;
mod refusal;
mod repeated;
mod search;
mod select;
mod source;
mod tail;
mod template;
#[cfg(all(test, feature = "models"))]
mod tests;
mod time;
mod ungrouped;
mod update_many;
mod values;
mod window;
mod words;
mod writer;

use orm_schema::Dialect;

use crate::ast;
use crate::error::Error;
use crate::schema::TableMeta;
use crate::types::Value;
#[cfg(feature = "exec")]
pub(crate) use keys::most as most_keys;
#[cfg(feature = "exec")]
pub(crate) use ranked::ranked;
pub use refusal::Refusal;
pub use template::{Filled, Template};
use writer::Writer;

/// A statement as it is sent: text with placeholders, and the values in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statement {
    /// The text.
    pub text: String,
    /// The values.
    pub binds: Vec<Value>,
    /// Why it is not sent.
    pub(crate) refusal: Option<Refusal>,
    /// Does the text hold values? Then no other run has it, and no connection keeps it prepared.
    pub(crate) is_once: bool,
}

impl Statement {
    /// Whether the statement would be sent: with a column that is neither grouped nor aggregated in its select list, its order
    /// or a condition on groups it is an [`ErrorKind::Ungrouped`](crate::ErrorKind::Ungrouped), on every database.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = Post::query().group_by(Post::author_id);
    /// let error = query.clone().select((Post::author_id, Post::title)).sql(Sqlite).check().unwrap_err();
    /// assert!(error.to_string().starts_with("`posts.title` is neither grouped nor aggregated"));
    /// assert!(query.select((Post::author_id, max(Post::title))).sql(Sqlite).check().is_ok());
    /// ```
    pub fn check(&self) -> Result<(), Error> {
        match &self.refusal {
            Some(refusal) => Err(refusal.error()),
            None => Ok(()),
        }
    }
}

/// The statement of a query.
pub fn select(dialect: Dialect, select: ast::Select) -> Statement {
    let mut writer = Writer::new(dialect, select::length(&select));
    select::select(&mut writer, select);
    writer.finish()
}

/// The statement that counts the rows of a query.
pub fn count(dialect: Dialect, select: ast::Select) -> Statement {
    let mut writer = Writer::new(dialect, 256);
    select::count(&mut writer, select);
    writer.finish()
}

/// The statement that says whether a query has rows.
pub fn exists(dialect: Dialect, select: ast::Select) -> Statement {
    let mut writer = Writer::new(dialect, 256);
    writer.push("select ");
    expr::exists(&mut writer, select);
    writer.finish()
}

/// An insert as several, each of which is one statement; none without rows.
pub fn chunks(dialect: Dialect, insert: ast::Insert) -> Vec<ast::Insert> {
    chunk::chunks(dialect, insert)
}

/// The statement of an insert that is one chunk.
pub fn insert(dialect: Dialect, insert: ast::Insert) -> Statement {
    insert::statement(dialect, insert)
}

/// The statements of a change: one for each chunk of an insert, none for an update that sets nothing.
pub fn change(dialect: Dialect, change: ast::Change) -> Vec<Statement> {
    match change {
        ast::Change::Insert(insert) => insert::statements(dialect, insert),
        ast::Change::Update(update) if update.set.is_empty() => Vec::new(),
        ast::Change::Update(update) => vec![self::update(dialect, update)],
        ast::Change::Delete(delete) => vec![self::delete(dialect, delete)],
    }
}

/// The statements of a change of many rows, each in its own way.
pub fn update_many(dialect: Dialect, update: ast::UpdateMany) -> Vec<Statement> {
    update_many::statements(dialect, update)
}

/// The COPY of rows that name the same columns, with their cells as values (PostgreSQL).
pub fn copy(table: &'static TableMeta, rows: Vec<ast::NewRow>) -> Statement {
    copy::statement(table, rows)
}

/// About how many bytes of memory a row to be copied takes.
pub(crate) fn size(row: &ast::NewRow) -> usize {
    copy::size(row)
}

/// The statement of a merge; without anything to do, none.
pub fn merge(dialect: Dialect, merge: ast::Merge) -> Statement {
    let mut writer = Writer::new(dialect, 256);
    if !merge.whens.is_empty() {
        merge::merge(&mut writer, merge);
    }
    writer.finish()
}

/// The statement that empties a table.
pub fn truncate(dialect: Dialect, truncate: ast::Truncate) -> Statement {
    let mut writer = Writer::new(dialect, 64);
    change::truncate(&mut writer, truncate);
    writer.finish()
}

/// The statement that computes the rows of a materialized view anew.
pub fn refresh(dialect: Dialect, refresh: ast::Refresh) -> Statement {
    let mut writer = Writer::new(dialect, 64);
    change::refresh(&mut writer, refresh);
    writer.finish()
}

fn update(dialect: Dialect, update: ast::Update) -> Statement {
    let mut writer = Writer::new(dialect, 192);
    change::update(&mut writer, update);
    writer.finish()
}

/// The statement of a delete.
pub fn delete(dialect: Dialect, delete: ast::Delete) -> Statement {
    let mut writer = Writer::new(dialect, 128);
    change::delete(&mut writer, delete);
    writer.finish()
}

/// The statement of a raw fragment on its own.
pub fn raw(dialect: Dialect, raw: ast::Raw) -> Statement {
    let mut writer = Writer::new(dialect, 128);
    expr::raw(&mut writer, raw);
    writer.finish()
}
