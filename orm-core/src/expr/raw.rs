//! SQL in the user's own words: text of the program, with values bound and columns quoted.

use std::marker::PhantomData;

use orm_schema::Dialect;

use super::{Expr, IntoValue, One};
use crate::ast::{self, RawPart};
use crate::dialect::Database;
use crate::schema::{Col, Source};
use crate::sql::{self, Statement};
use crate::types::{ColumnType, Field};

/// A piece of SQL: `sql("select count(*) from projects where name = ").bind(name)`.
///
/// The text is part of the program (`&'static str`), so a value cannot get into it: values are bound, columns quoted.
/// On its own it is a statement; [`Sql::expr`] makes it part of a typed query.
///
/// Rows are read by position and never by name: into the struct of a table, a projection with a name, or a tuple, whose fields
/// are in the order of the select list.
///
/// ```
/// # use orm_core::doc::*;
/// let statement = sql("select count(*) from users where name = ").bind("Ada").sql(" limit 1");
/// assert_eq!(statement.statement(Postgres).text, "select count(*) from users where name = $1 limit 1");
///
/// let query = User::query().order_by(sql("length(").column(User::name).sql(")").expr::<i32>().desc());
/// assert_eq!(
///     query.select(User::id).sql(Sqlite).text,
///     r#"select "users"."id" from "users" order by length("users"."name") desc"#,
/// );
/// ```
pub fn sql(text: impl SqlText) -> Sql<()> {
    Sql { raw: ast::Raw { parts: vec![RawPart::Sql(text.into_text())] }, marker: PhantomData }
}

/// Text of the program: a `&'static str`, and nothing that is made while it runs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text of the program",
    label = "expected a text in quotes",
    note = "a text made at run time could hold a value, and so SQL of somebody else: bind values with `.bind(..)` and name \
            columns with `.column(..)`"
)]
pub trait SqlText {
    /// The text.
    fn into_text(self) -> &'static str;
}

impl SqlText for &'static str {
    fn into_text(self) -> &'static str {
        self
    }
}

/// SQL in the user's own words. Made by [`sql()`]; `U` are the sources whose columns it names.
pub struct Sql<U> {
    raw: ast::Raw,
    marker: PhantomData<fn() -> U>,
}

impl<U> Sql<U> {
    /// More text.
    #[must_use]
    pub fn sql(self, text: impl SqlText) -> Self {
        self.with(RawPart::Sql(text.into_text()))
    }

    /// A value, as a placeholder of the database.
    #[must_use]
    pub fn bind<T: ColumnType, V: IntoValue<T>>(self, value: V) -> Self {
        self.with(RawPart::Bind(value.into_list_value()))
    }

    /// A column, quoted and qualified; its source must be in the scope of the query.
    #[must_use]
    pub fn column<S: Source, F: Field>(self, column: Col<S, F>) -> Sql<(U, One<S>)> {
        self.with(RawPart::Column { source: S::ALIAS, name: column.name() })
    }

    /// As an expression that yields an `F`: `sql("random()").expr::<f64>()`, or `expr::<Option<f64>>()` when it can be NULL.
    /// The compiler believes the type; a wrong one is an error of decoding.
    pub fn expr<F: Field>(self) -> Expr<F::Base, F::Null, U> {
        Expr::new(ast::Expr::Raw(self.raw))
    }

    /// The statement and its values, without a database.
    pub fn statement<D: Database>(self, _database: D) -> Statement {
        self.render(D::DIALECT)
    }

    /// The node.
    pub(crate) fn into_raw(self) -> ast::Raw {
        self.raw
    }

    pub(crate) fn render(self, dialect: Dialect) -> Statement {
        sql::raw(dialect, self.raw)
    }

    fn with<V>(mut self, part: RawPart) -> Sql<V> {
        self.raw.parts.push(part);
        Sql { raw: self.raw, marker: PhantomData }
    }
}
