//! SQL in the user's own words: text of the program, with values bound and columns quoted.

use std::marker::PhantomData;

use orm_schema::Dialect;

use super::{Expr, Expression, IntoValue, One, SqlPart, named};
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

    /// Values, as placeholders with commas between them: `sql("id in (").bind_all([1, 2]).sql(")")`. Of none `null`, which nothing
    /// is equal to.
    #[must_use]
    pub fn bind_all<T: ColumnType, V: IntoValue<T>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        let before = self.raw.parts.len();
        for value in values {
            if self.raw.parts.len() > before {
                self.raw.parts.push(RawPart::Sql(", "));
            }
            self.raw.parts.push(RawPart::Bind(value.into_list_value()));
        }
        if self.raw.parts.len() == before {
            self.raw.parts.push(RawPart::Sql("null"));
        }
        self
    }

    /// A value for a name: each `:name` of the text so far becomes a placeholder. What stands in quotes or comments is no name,
    /// nor is a cast, `x::text`. A name that the text does not have is an error of the statement.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let statement = sql("select id from users where name = :name or (age > :age and name <> ':age')");
    /// assert_eq!(
    ///     statement.bind_named("age", 18).bind_named("name", "Ada").statement(Postgres).text,
    ///     "select id from users where name = $1 or (age > $2 and name <> ':age')",
    /// );
    /// ```
    #[must_use]
    pub fn bind_named<T: ColumnType, V: IntoValue<T>>(mut self, name: &str, value: V) -> Self {
        self.raw.parts = named::bound(self.raw.parts, name, &value.into_list_value());
        self
    }

    /// A name, quoted: of a table or column that the program does not know beforehand.
    #[must_use]
    pub fn ident(self, name: impl Into<String>) -> Self {
        self.with(RawPart::Ident(name.into()))
    }

    /// An expression, in parentheses where it has several parts; its sources must be in the scope of the query.
    #[must_use]
    pub fn expression<E: Expression>(self, expression: E) -> Sql<(U, E::Uses)> {
        self.with(RawPart::Expr(Box::new(expression.into_node())))
    }

    /// Another piece behind this one.
    #[must_use]
    pub fn append<V>(mut self, other: Sql<V>) -> Sql<(U, V)> {
        self.raw.parts.extend(other.raw.parts);
        Sql { raw: self.raw, marker: PhantomData }
    }

    /// A column, quoted and qualified; its source must be in the scope of the query.
    #[must_use]
    pub fn column<S: Source, F: Field>(self, column: Col<S, F>) -> Sql<(U, One<S>)> {
        self.with(RawPart::Column { source: S::ALIAS, name: column.name() })
    }

    /// A column, an expression, another piece of SQL or a value: what [`sql!`](crate::prelude::sql!) has in braces.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let name = "Ada";
    /// let query = User::query().filter(sql!("lower({User::name}) = lower({name})").expr::<bool>());
    /// assert_eq!(
    ///     query.select(User::id).sql(Postgres).text,
    ///     r#"select "users"."id" from "users" where lower("users"."name") = lower($1)"#,
    /// );
    /// ```
    #[must_use]
    pub fn part<P: SqlPart>(mut self, part: P) -> Sql<(U, P::Uses)> {
        part.push(&mut self.raw.parts);
        Sql { raw: self.raw, marker: PhantomData }
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
    pub(crate) fn render(self, dialect: Dialect) -> Statement {
        sql::raw(dialect, self.raw)
    }

    pub(crate) fn into_raw(self) -> ast::Raw {
        self.raw
    }

    fn with<V>(mut self, part: RawPart) -> Sql<V> {
        self.raw.parts.push(part);
        Sql { raw: self.raw, marker: PhantomData }
    }
}
