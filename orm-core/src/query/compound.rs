//! Set operations: the rows of several queries, put together.

use std::fmt;

use super::{IntoRowCount, Select, SortKeys};
use crate::ast::{self, SetOperator};
use crate::dialect::{Database, HasSetOperationsAll};
use crate::expr::{OuterIn, Scope};
use crate::sql::Statement;

/// A query of the database `D` that can stand inside another: a [`Select`] or a [`Compound`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a query of `{D}`",
    label = "not a query",
    note = "a query begins with `Project::query()` or `from(..)`"
)]
pub trait Query<D> {
    /// What it yields.
    type Row;
    /// What it uses of the query around it.
    type OuterUses;

    /// The node.
    fn into_query(self) -> ast::Select;
}

impl<D: Database, Sc: Scope, Row> Query<D> for Select<D, Sc, Row> {
    type Row = Row;
    type OuterUses = Sc::OuterUses;

    fn into_query(self) -> ast::Select {
        *self.ast
    }
}

impl<D: Database, Sc: Scope, Row> Query<D> for Compound<D, Sc, Row> {
    type Row = Row;
    type OuterUses = Sc::OuterUses;

    fn into_query(self) -> ast::Select {
        *self.whole.ast
    }
}

/// The rows of several queries, put together. Made by [`Select::union`] and its siblings; order, limit and offset are of the
/// whole. `Sc` is the scope of the first query.
#[must_use = "a query does nothing until it is run"]
pub struct Compound<D, Sc, Row> {
    pub(super) whole: Select<D, Sc, Row>,
}

/// The methods that put queries together, on a query and on what they make.
macro_rules! set_operations {
    ($Type:ident, $this:ident => $select:expr) => {
        impl<D: Database, Sc, Row> $Type<D, Sc, Row> {
            /// `union`: the rows of both queries, equal ones once. Both yield the same type of row.
            ///
            /// An operand with an order or a limit of its own becomes a subquery; several operations are done from left to
            /// right on every database. In a subquery, the first operand is correlated with every source of the query around
            /// that any of them uses.
            ///
            /// ```
            /// # use orm_core::doc::*;
            /// let names = User::query().select(User::name);
            /// let titles = Post::query().select(Post::title);
            /// assert_eq!(
            ///     names.union(titles).order_by(User::name.desc()).limit(3).sql(Sqlite).text,
            ///     r#"select "users"."name" from "users" union select "posts"."title" from "posts" "#.to_owned()
            ///         + "order by 1 desc limit 3",
            /// );
            /// ```
            pub fn union<P>(
                self,
                other: impl Query<D, Row = Row, OuterUses: OuterIn<Sc, P>>,
            ) -> Compound<D, Sc, Row> {
                let $this = self;
                combined($select, SetOperator::Union, false, other.into_query())
            }

            /// `union all`: the rows of both queries.
            pub fn union_all<P>(
                self,
                other: impl Query<D, Row = Row, OuterUses: OuterIn<Sc, P>>,
            ) -> Compound<D, Sc, Row> {
                let $this = self;
                combined($select, SetOperator::Union, true, other.into_query())
            }

            /// `intersect`: the rows that both queries have, once. MySQL has it since 8.0.31.
            pub fn intersect<P>(
                self,
                other: impl Query<D, Row = Row, OuterUses: OuterIn<Sc, P>>,
            ) -> Compound<D, Sc, Row> {
                let $this = self;
                combined($select, SetOperator::Intersect, false, other.into_query())
            }

            /// `intersect all`: each row as often as both queries have it. Not on SQLite; MySQL has it since 8.0.31.
            pub fn intersect_all<P>(
                self,
                other: impl Query<D, Row = Row, OuterUses: OuterIn<Sc, P>>,
            ) -> Compound<D, Sc, Row>
            where
                D: HasSetOperationsAll,
            {
                let $this = self;
                combined($select, SetOperator::Intersect, true, other.into_query())
            }

            /// `except`: the rows that the other query does not have, once. MySQL has it since 8.0.31.
            pub fn except<P>(
                self,
                other: impl Query<D, Row = Row, OuterUses: OuterIn<Sc, P>>,
            ) -> Compound<D, Sc, Row> {
                let $this = self;
                combined($select, SetOperator::Except, false, other.into_query())
            }

            /// `except all`: each row as often as this query has it more often than the other. Not on SQLite; MySQL has it
            /// since 8.0.31.
            pub fn except_all<P>(
                self,
                other: impl Query<D, Row = Row, OuterUses: OuterIn<Sc, P>>,
            ) -> Compound<D, Sc, Row>
            where
                D: HasSetOperationsAll,
            {
                let $this = self;
                combined($select, SetOperator::Except, true, other.into_query())
            }
        }
    };
}

set_operations!(Select, this => this);
set_operations!(Compound, this => this.whole);

fn combined<D: Database, Sc, Row>(
    first: Select<D, Sc, Row>,
    operator: SetOperator,
    is_all: bool,
    next: ast::Select,
) -> Compound<D, Sc, Row> {
    let decode = first.decode;
    Compound { whole: Select::new(Box::new(first.ast.combine(operator, is_all, next)), decode) }
}

impl<D: Database, Sc, Row> Compound<D, Sc, Row> {
    /// Sorts the whole by something that the first query selects, written as it is selected there; it becomes the position
    /// of that cell. Repeated calls add keys.
    pub fn order_by<K: SortKeys<D, Sc, P>, P>(self, keys: K) -> Self {
        Self { whole: self.whole.order_by(keys) }
    }

    /// At most so many rows of the whole.
    pub fn limit(self, rows: impl IntoRowCount) -> Self {
        Self { whole: self.whole.limit(rows) }
    }

    /// Without the first so many rows of the whole.
    pub fn offset(self, rows: impl IntoRowCount) -> Self {
        Self { whole: self.whole.offset(rows) }
    }

    /// Passes the query through a function, as [`Select::pipe`].
    pub fn pipe<Out>(self, part: impl FnOnce(Self) -> Out) -> Out {
        part(self)
    }

    /// The statement and its values, without a database.
    pub fn sql(self, database: D) -> Statement {
        self.whole.sql(database)
    }
}

impl<D, Sc, Row> Clone for Compound<D, Sc, Row> {
    fn clone(&self) -> Self {
        Self { whole: self.whole.clone() }
    }
}

impl<D, Sc, Row> fmt::Debug for Compound<D, Sc, Row> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.whole.fmt(f)
    }
}
