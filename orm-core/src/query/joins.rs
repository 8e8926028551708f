//! Joins: each adds a source to the scope of a query.

use super::select::source_ref;
use super::{Decode, Select};
use crate::ast::{self, JoinKind};
use crate::dialect::{Database, HasFullJoin};
use crate::expr::{Expr, In, Push, Scope, Uses};
use crate::schema::{Source, Table, Tbl};
use crate::types::{Cells, DecodeError, NotNull, Null, Nullness};

/// The scope with the source `S` at its end.
type With<Sc, S, N = NotNull> = <Sc as Push<In<S, N>>>::Out;

/// A row that is a whole struct, and so can be missing as a whole: `Nulled` is an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "a right or full join comes before `.select(..)`",
    label = "the rows `{Self}` are chosen already",
    note = "the join can make what was selected NULL: join first, select after it"
)]
pub trait WholeRow<Nulled> {
    /// Reads it when it may be missing.
    fn read_nulled(cells: &mut Cells<'_>) -> Result<Nulled, DecodeError>;
}

#[diagnostic::do_not_recommend]
impl<T: Table> WholeRow<Option<T>> for T {
    fn read_nulled(cells: &mut Cells<'_>) -> Result<Option<T>, DecodeError> {
        Null::read_row(cells, T::META.columns.len(), T::from_row)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Table> WholeRow<Option<T>> for Option<T> {
    fn read_nulled(cells: &mut Cells<'_>) -> Result<Self, DecodeError> {
        T::read_nulled(cells)
    }
}

impl<D: Database, Sc, Row> Select<D, Sc, Row> {
    /// `join … on …`: the pairs for which `on` holds.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = Post::query().join(User::table, User::id.eq(Post::author_id)).select((Post::title, User::name));
    /// assert_eq!(
    ///     query.sql(Mysql).text,
    ///     "select `posts`.`title`, `users`.`name` from `posts` join `users` on `users`.`id` = `posts`.`author_id`",
    /// );
    /// ```
    pub fn join<S: Source, N, U, P>(self, source: Tbl<S>, on: Expr<bool, N, U>) -> Select<D, With<Sc, S>, Row>
    where
        Sc: Push<In<S>>,
        U: Uses<D, With<Sc, S>, P>,
    {
        let decode = self.decode;
        self.joined(JoinKind::Inner, source, Some(on.node()), decode)
    }

    /// `left join … on …`: also the rows so far that have no partner. What is selected of the source is an `Option`.
    pub fn left_join<S: Source, N, U, P>(
        self,
        source: Tbl<S>,
        on: Expr<bool, N, U>,
    ) -> Select<D, With<Sc, S, Null>, Row>
    where
        Sc: Push<In<S, Null>>,
        U: Uses<D, With<Sc, S, Null>, P>,
    {
        let decode = self.decode;
        self.joined(JoinKind::Left, source, Some(on.node()), decode)
    }

    /// `right join … on …`: also the rows of the source that have no partner. What is selected of the sources before it is
    /// an `Option`. SQLite has it since 3.39.
    pub fn right_join<S: Source, N, U, P, Nulled>(
        self,
        source: Tbl<S>,
        on: Expr<bool, N, U>,
    ) -> Select<D, With<Sc::Nulled, S>, Nulled>
    where
        Sc: Scope<Nulled: Push<In<S>>>,
        Row: WholeRow<Nulled>,
        U: Uses<D, With<Sc::Nulled, S>, P>,
    {
        self.joined(JoinKind::Right, source, Some(on.node()), Row::read_nulled)
    }

    /// `full join … on …`: also the rows of either side that have no partner. All that is selected is an `Option`. MySQL has
    /// none; SQLite has it since 3.39.
    pub fn full_join<S: Source, N, U, P, Nulled>(
        self,
        source: Tbl<S>,
        on: Expr<bool, N, U>,
    ) -> Select<D, With<Sc::Nulled, S, Null>, Nulled>
    where
        D: HasFullJoin,
        Sc: Scope<Nulled: Push<In<S, Null>>>,
        Row: WholeRow<Nulled>,
        U: Uses<D, With<Sc::Nulled, S, Null>, P>,
    {
        self.joined(JoinKind::Full, source, Some(on.node()), Row::read_nulled)
    }

    /// `cross join …`: every row with every row of the source.
    pub fn cross_join<S: Source>(self, source: Tbl<S>) -> Select<D, With<Sc, S>, Row>
    where
        Sc: Push<In<S>>,
    {
        let decode = self.decode;
        self.joined(JoinKind::Cross, source, None, decode)
    }

    fn joined<S: Source, Next, NextRow>(
        mut self,
        kind: JoinKind,
        _source: Tbl<S>,
        on: Option<ast::Expr>,
        decode: Decode<NextRow>,
    ) -> Select<D, Next, NextRow> {
        self.ast.joins.push(ast::Join { kind, source: source_ref::<S>(), on });
        Select::new(self.ast, decode)
    }
}
