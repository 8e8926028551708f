//! Full-text search of MySQL, over columns with a FULLTEXT index, and of SQLite, over FTS5 tables.

use std::marker::PhantomData;

use super::{Expr, GroupKeys, IntoValue, NeedsFts5, NeedsFullText, One};
use crate::ast::{self, Function, SearchFunction};
use crate::schema::{Col, Record, Source, Table, Tbl};
use crate::types::{ColumnType, Field, NotNull, Value};

/// `match (columns) against (…)`: search in columns that share a FULLTEXT index, a column or a tuple of up to 4. MySQL.
///
/// ```
/// # use orm_core::doc::*;
/// let found = Post::query().filter(full_text(Post::title).matches("+rust -java")).select(Post::id);
/// assert_eq!(
///     found.sql(Mysql).text,
///     "select `posts`.`id` from `posts` where (match (`posts`.`title`) against (? in boolean mode) > 0)",
/// );
/// ```
pub fn full_text<K: GroupKeys>(columns: K) -> FullText<K::Uses> {
    let mut nodes = Vec::new();
    columns.push(&mut nodes);
    FullText { columns: nodes, marker: PhantomData }
}

/// Columns that are searched. Made by [`full_text`].
#[must_use = "say what is searched: `.relevance(..)`, `.matches(..)`"]
pub struct FullText<U> {
    columns: Vec<ast::Expr>,
    marker: PhantomData<fn() -> U>,
}

impl<U> FullText<U> {
    /// `match (…) against (text)`: how well the words of the text fit, 0 when none does.
    pub fn relevance<T: IntoValue<String>>(self, text: T) -> Expr<f64, NotNull, (NeedsFullText, U)> {
        self.against(SearchFunction::Natural, text.into_list_value())
    }

    /// `match (…) against (text with query expansion)`: searches again with what is in the rows that fit best.
    pub fn expanded_relevance<T: IntoValue<String>>(self, text: T) -> Expr<f64, NotNull, (NeedsFullText, U)> {
        self.against(SearchFunction::Expanded, text.into_list_value())
    }

    /// `match (…) against (query in boolean mode)`: how well the query fits, `+must -not "exact words" begin*`.
    pub fn boolean_relevance<T: IntoValue<String>>(self, query: T) -> Expr<f64, NotNull, (NeedsFullText, U)> {
        self.against(SearchFunction::Boolean, query.into_list_value())
    }

    /// The query in boolean mode finds the row.
    pub fn matches<T: IntoValue<String>>(self, query: T) -> Expr<bool, NotNull, (NeedsFullText, U)> {
        self.against(SearchFunction::BooleanFinds, query.into_list_value())
    }

    fn against<T, V>(self, function: SearchFunction, text: Value) -> Expr<T, NotNull, V> {
        let arguments = std::iter::once(ast::Expr::Value(text)).chain(self.columns).collect();
        Expr::new(ast::Expr::Function(Function::Search(function), arguments))
    }
}

/// `table match query`: a query of the language of FTS5 finds the row of a virtual table made with it,
/// `#[table(..)]` over `create virtual table … using fts5 (…)`. SQLite.
///
/// ```
/// # use orm_core::doc::*;
/// let found = Post::query().filter(fts_match(Post::table, "rust NOT java")).order_by(fts_rank(Post::table));
/// assert_eq!(
///     found.select(Post::title).sql(Sqlite).text,
///     r#"select "posts"."title" from "posts" where ("posts"."posts" match ?) order by bm25("posts"."posts")"#,
/// );
/// ```
pub fn fts_match<S: Source, T: IntoValue<String>>(
    table: Tbl<S>,
    query: T,
) -> Expr<bool, NotNull, (NeedsFts5, One<S>)> {
    search(SearchFunction::Match, vec![whole(table), ast::Expr::Value(query.into_list_value())])
}

/// `bm25(table)`: how well the query fits the row; the best is the smallest. SQLite.
pub fn fts_rank<S: Source>(table: Tbl<S>) -> Expr<f64, NotNull, (NeedsFts5, One<S>)> {
    search(SearchFunction::Bm25, vec![whole(table)])
}

/// `highlight(table, column, before, after)`: a column with what was found between two texts. SQLite.
pub fn fts_highlight<S: Source<Table: Table>, F: Field>(
    column: Col<S, F>,
    before: &'static str,
    after: &'static str,
) -> Expr<String, NotNull, (NeedsFts5, One<S>)> {
    let marks = [before, after].map(ast::Expr::Literal);
    let arguments = [whole(Tbl::<S>::new()), position(column)].into_iter().chain(marks).collect();
    search(SearchFunction::Highlight, arguments)
}

/// `snippet(table, column, before, after, '…', words)`: the part of a column, of at most so many words, that has the most of
/// what was found. SQLite.
pub fn fts_snippet<S: Source<Table: Table>, F: Field>(
    column: Col<S, F>,
    before: &'static str,
    after: &'static str,
    words: u8,
) -> Expr<String, NotNull, (NeedsFts5, One<S>)> {
    let marks = [before, after, "…"].map(ast::Expr::Literal);
    let words = ast::Expr::Value(i32::from(words).into_value());
    let arguments =
        [whole(Tbl::<S>::new()), position(column)].into_iter().chain(marks).chain([words]).collect();
    search(SearchFunction::Snippet, arguments)
}

/// The hidden column that an FTS5 table has under its own name.
fn whole<S: Source>(_table: Tbl<S>) -> ast::Expr {
    ast::Expr::Column { source: S::ALIAS, name: S::Table::FACTS.name }
}

fn position<S: Source, F: Field>(column: Col<S, F>) -> ast::Expr {
    // A handle that the derive made is a column of its table.
    let position = S::Table::FACTS.position(column.name()).unwrap_or_default();
    ast::Expr::Value(i32::try_from(position).unwrap_or_default().into_value())
}

fn search<T, N, U>(function: SearchFunction, arguments: Vec<ast::Expr>) -> Expr<T, N, U> {
    Expr::new(ast::Expr::Function(Function::Search(function), arguments))
}
