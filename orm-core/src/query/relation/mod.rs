//! Relations in queries: what is read beside a row, and what a row's relations say about it.
//!
//! [`RelationQuery`] is a query over a relation, `Project::chats().order_by(..).limit(5)`. A query of its table loads it with
//! [`Select::with`], or asks about it in a condition (`.any(..)`, `.count()`). [`Choice`] is what it selects of each row,
//! [`Loads`] what a query loads with its rows: a list of relations ([`Lists`]), or those of a projection
//! ([`ProjectionTree`]).

#![expect(clippy::type_complexity, reason = "the types of what is loaded are proofs; nobody writes them")]

mod choice;
mod conditions;
mod connect;
mod correlate;
mod links;
mod loads;
mod nested;
mod tree;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::{Select, Selection, SortKeys};
use crate::ast::{self, Expr, Join, JoinKind, RowRange, Source, TableRef};
use crate::dialect::Database;
use crate::expr::Predicate;
use crate::schema::{Related, Relation, RelationOf, Shape, Side, Table};
use crate::types::Value;
pub use choice::{Choice, Chosen, Whole};
#[cfg(feature = "exec")]
pub(super) use correlate::free_name;
#[cfg(feature = "exec")]
pub(super) use links::{KeyCells, cells, own_cells};
pub(super) use links::{Links, add_links};
pub use loads::{Lists, Loads};
pub use nested::{InsertWith, NewRows};
pub use tree::{Branches, ProjectedTree, ProjectionTree, Tree, branch, branches};

/// A query over the relation `R`: the rows that it leads to from each row of its table. Made by the function of the
/// relation, `Project::chats()`.
///
/// `X` is what it selects of them, `L` the relations it loads with them, `Sh` how many there are of one parent.
#[must_use = "a relation is read when a query loads it: `.with(..)`"]
pub struct RelationQuery<
    D,
    R: Relation,
    X = Whole<<R as Relation>::Child>,
    L = (),
    Sh = <R as Relation>::Shape,
> {
    pub(super) ast: Box<ast::Select>,
    /// Which of the rows of each parent.
    pub(super) range: RowRange,
    pub(super) loads: L,
    /// Of a prepared query.
    pub(super) arguments: Option<Arc<[Value]>>,
    marker: PhantomData<fn() -> (D, R, X, Sh)>,
}

impl<D: Database, R: Relation> RelationQuery<D, R> {
    /// All rows of the relation. Called by the derive.
    #[expect(clippy::new_without_default, reason = "a query is not a default of anything")]
    pub fn new() -> Self {
        let child = TableRef::plain(R::Child::META);
        let mut ast = ast::Select::table(child);
        ast.includes_deleted = R::LINK.is_own;
        if let Some(between) = R::LINK.between {
            ast.joins.push(Join {
                kind: JoinKind::Inner,
                source: Source::Table(TableRef::plain(between.own.table)),
                on: Some(equal(between.own, between.child)),
            });
        }
        Self {
            ast: Box::new(ast),
            range: RowRange::default(),
            loads: (),
            arguments: None,
            marker: PhantomData,
        }
    }
}

impl<D, R: Relation, X, L, Sh> RelationQuery<D, R, X, L, Sh> {
    /// The same rows with something else about them.
    fn with_parts<Y, M, Sn>(self, loads: impl FnOnce(L) -> M) -> RelationQuery<D, R, Y, M, Sn> {
        let Self { ast, range, arguments, .. } = self;
        RelationQuery { ast, range, loads: loads(self.loads), arguments, marker: PhantomData }
    }
}

impl<D: Database, R: Relation, X, L, Sh: Shape> RelationQuery<D, R, X, L, Sh> {
    /// Keeps the rows for which `condition` holds. Repeated calls are joined with `and`. A row that was always there becomes
    /// an `Option`.
    ///
    /// The condition is about the table that the relation leads to, and for `many_to_many` also about the one between.
    pub fn filter<P>(
        mut self,
        condition: impl Predicate<D, R::Sources, P>,
    ) -> RelationQuery<D, R, X, L, Sh::Filtered> {
        self.ast.filters.push(condition.into_predicate());
        self.with_parts(|loads| loads)
    }

    /// As [`RelationQuery::filter`] when there is a condition.
    pub fn filter_opt<P>(
        mut self,
        condition: Option<impl Predicate<D, R::Sources, P>>,
    ) -> RelationQuery<D, R, X, L, Sh::Filtered> {
        self.ast.filters.extend(condition.map(Predicate::into_predicate));
        self.with_parts(|loads| loads)
    }

    /// Sorts the rows of each parent.
    pub fn order_by<K: SortKeys<D, R::Sources, P>, P>(mut self, keys: K) -> Self {
        keys.push(&mut self.ast.order_by);
        self
    }

    /// At most so many rows for each parent.
    pub fn limit(mut self, rows: u64) -> Self {
        self.range.limit = Some(rows);
        self
    }

    /// Without the first so many rows of each parent.
    pub fn offset(mut self, rows: u64) -> Self {
        self.range.offset = rows;
        self
    }

    /// Reads rows as well that are softly deleted.
    pub fn with_deleted(mut self) -> Self {
        self.ast.includes_deleted = true;
        self
    }

    /// Leaves out a row that is softly deleted. Of a table that this one refers to, it is read otherwise.
    pub fn without_deleted(mut self) -> RelationQuery<D, R, X, L, Sh::Filtered> {
        self.ast.includes_deleted = false;
        self.with_parts(|loads| loads)
    }
}

impl<D: Database, R: Relation, Sh: Shape> RelationQuery<D, R, Whole<R::Child>, (), Sh> {
    /// What is read of each row: a column, an expression, a projection, or a tuple of these.
    pub fn select<Y: Selection<D, R::Sources, P>, P>(
        mut self,
        selection: Y,
    ) -> RelationQuery<D, R, Chosen<R::Sources, Y, P>, Y::Loads, Sh> {
        self.ast.items.clear();
        let loads = selection.loads();
        selection.items(&mut self.ast.items);
        self.with_parts(|()| loads)
    }
}

impl<D: Database, R: Relation, X, L, Sh: Shape> RelationQuery<D, R, X, L, Sh> {
    /// Loads a relation of these rows with them, as [`Select::with`].
    pub fn with<Next, Y, M, Sn>(
        self,
        relation: RelationQuery<D, Next, Y, M, Sn>,
    ) -> RelationQuery<D, R, X, (RelationQuery<D, Next, Y, M, Sn>, L), Sh>
    where
        X: Choice<D, Row: Related>,
        Next: RelationOf<X::Row>,
    {
        self.with_parts(|loads| (relation, loads))
    }
}

impl<D: Database, Sc, T, L> Select<D, Sc, T, L> {
    /// Loads a relation with the rows: each becomes a row that also holds what the relation leads to, `row.chats()`.
    ///
    /// The relation may be filtered, sorted, limited for each parent, and may load relations of its own. Each relation is one
    /// more statement on the same connection, whatever the number of rows; a row that no parent leads to is not read. The
    /// statements see one state of the database inside a transaction that does (repeatable read).
    ///
    /// What was not loaded cannot be read: `row.files()` does not compile then.
    pub fn with<R: RelationOf<T>, X, M, Sh>(
        self,
        relation: RelationQuery<D, R, X, M, Sh>,
    ) -> Select<D, Sc, T, (RelationQuery<D, R, X, M, Sh>, L)>
    where
        T: Related,
    {
        self.map_loads(|loads| (relation, loads))
    }
}

/// The condition that the columns of two sides are equal.
fn equal(one: Side, other: Side) -> Expr {
    let column = |side: Side, name| Expr::Column { source: side.table.name, name };
    let pairs = one.columns().into_iter().zip(other.columns()).map(|(left, right)| {
        Expr::binary(ast::BinaryOperator::Equal, column(one, left.name), column(other, right.name))
    });
    Expr::All(pairs.collect())
}

impl<D, R: Relation, X, L: Clone, Sh> Clone for RelationQuery<D, R, X, L, Sh> {
    fn clone(&self) -> Self {
        Self {
            ast: self.ast.clone(),
            range: self.range,
            loads: self.loads.clone(),
            arguments: self.arguments.clone(),
            marker: PhantomData,
        }
    }
}

impl<D, R: Relation, X, L, Sh> fmt::Debug for RelationQuery<D, R, X, L, Sh> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}
