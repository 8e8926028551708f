//! Joins: each adds a source to the scope of a query.

use super::{Decode, DerivedTable, FromItem, Select};
use crate::ast::{self, JoinKind};
use crate::dialect::{Database, HasFullJoin, HasLateral};
use crate::expr::{Expr, In, PerRow, Push, Scope, Uses};
use crate::schema::{Record, Source};
use crate::types::{Cells, DecodeError, NotNull, Null, Nullness};

/// The scope with the source `S` at its end.
type With<Sc, S, N = NotNull> = <Sc as Push<In<S, N>>>::Out;

/// A row that is a whole struct, and so can be missing as a whole: `Nulled` is an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "a right or full join comes before `.select(..)`, and so do subtotals",
    label = "the rows `{Self}` are chosen already",
    note = "they can make what was selected NULL: join and group first, select after it"
)]
pub trait WholeRow<Nulled> {
    /// Reads it when it may be missing.
    fn read_nulled(cells: &mut Cells<'_>) -> Result<Nulled, DecodeError>;
}

#[diagnostic::do_not_recommend]
impl<T: Record> WholeRow<Option<T>> for T {
    fn read_nulled(cells: &mut Cells<'_>) -> Result<Option<T>, DecodeError> {
        Null::read_row(cells, T::FACTS.columns.len(), T::from_row)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Record> WholeRow<Option<T>> for Option<T> {
    fn read_nulled(cells: &mut Cells<'_>) -> Result<Self, DecodeError> {
        T::read_nulled(cells)
    }
}

impl<D: Database, Sc, Row> Select<D, Sc, Row> {
    /// `join … on …`: the pairs for which `on` holds. The source is a table, an alias, a derived table or a named query.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = Post::query().join(User::table, User::id.eq(Post::author_id)).select((Post::title, User::name));
    /// assert_eq!(
    ///     query.sql(Mysql).text,
    ///     "select `posts`.`title`, `users`.`name` from `posts` join `users` on `users`.`id` = `posts`.`author_id`",
    /// );
    /// ```
    pub fn join<S: Source, I, N, U, P, Q>(
        self,
        source: I,
        on: Expr<bool, N, U>,
    ) -> Select<D, With<Sc, S>, Row>
    where
        I: FromItem<D, S, Uses: Uses<D, (), Q>>,
        Sc: Push<In<S>>,
        U: Uses<D, With<Sc, S>, P> + PerRow,
    {
        let decode = self.decode;
        self.joined(JoinKind::Inner, source, Some(on.node()), decode)
    }

    /// `left join … on …`: also the rows so far that have no partner. What is selected of the source is an `Option`.
    pub fn left_join<S: Source, I, N, U, P, Q>(
        self,
        source: I,
        on: Expr<bool, N, U>,
    ) -> Select<D, With<Sc, S, Null>, Row>
    where
        I: FromItem<D, S, Uses: Uses<D, (), Q>>,
        Sc: Push<In<S, Null>>,
        U: Uses<D, With<Sc, S, Null>, P> + PerRow,
    {
        let decode = self.decode;
        self.joined(JoinKind::Left, source, Some(on.node()), decode)
    }

    /// `right join … on …`: also the rows of the source that have no partner. What is selected of the sources before it is
    /// an `Option`. SQLite has it since 3.39.
    pub fn right_join<S: Source, I, N, U, P, Q, Nulled>(
        self,
        source: I,
        on: Expr<bool, N, U>,
    ) -> Select<D, With<Sc::Nulled, S>, Nulled>
    where
        I: FromItem<D, S, Uses: Uses<D, (), Q>>,
        Sc: Scope<Nulled: Push<In<S>>>,
        Row: WholeRow<Nulled>,
        U: Uses<D, With<Sc::Nulled, S>, P> + PerRow,
    {
        self.joined(JoinKind::Right, source, Some(on.node()), Row::read_nulled)
    }

    /// `full join … on …`: also the rows of either side that have no partner. All that is selected is an `Option`. MySQL has
    /// none; SQLite has it since 3.39.
    pub fn full_join<S: Source, I, N, U, P, Q, Nulled>(
        self,
        source: I,
        on: Expr<bool, N, U>,
    ) -> Select<D, With<Sc::Nulled, S, Null>, Nulled>
    where
        D: HasFullJoin,
        I: FromItem<D, S, Uses: Uses<D, (), Q>>,
        Sc: Scope<Nulled: Push<In<S, Null>>>,
        Row: WholeRow<Nulled>,
        U: Uses<D, With<Sc::Nulled, S, Null>, P> + PerRow,
    {
        self.joined(JoinKind::Full, source, Some(on.node()), Row::read_nulled)
    }

    /// `cross join …`: every row with every row of the source.
    pub fn cross_join<S: Source, I, Q>(self, source: I) -> Select<D, With<Sc, S>, Row>
    where
        I: FromItem<D, S, Uses: Uses<D, (), Q>>,
        Sc: Push<In<S>>,
    {
        let decode = self.decode;
        self.joined(JoinKind::Cross, source, None, decode)
    }

    /// `join lateral (…) on …`: for each row so far the rows of a query that reads it, of which the pairs for which `on`
    /// holds are kept. The query names the sources it reads with [`Select::correlate`].
    ///
    /// PostgreSQL and MySQL 8.0.14. MariaDB, which is [`Mysql`](crate::Mysql) here, has it from 12.1 on and rejects the
    /// statement before.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// #[derive(Projection)]
    /// #[projection(from = Post, name = "newest")]
    /// struct Newest {
    ///     title: String,
    /// }
    ///
    /// let newest = Post::query()
    ///     .correlate(User::table)
    ///     .filter(Post::author_id.eq(User::id))
    ///     .order_by(Post::id.desc())
    ///     .limit(1)
    ///     .select(Newest::SELECT);
    /// let query = User::query()
    ///     .join_lateral(Newest::derived(newest), Newest::title.ne(User::name))
    ///     .select((User::name, Newest::title));
    /// assert_eq!(
    ///     query.sql(Postgres).text,
    ///     r#"select "users"."name", "newest"."title" from "users" join lateral ("#.to_owned()
    ///         + r#"select "posts"."title" as "title" from "posts" where "posts"."author_id" = "users"."id" "#
    ///         + r#"order by "posts"."id" desc limit $1) as "newest" on "newest"."title" <> "users"."name""#,
    /// );
    /// # let _ = |newest: Newest| newest.title;
    /// ```
    pub fn join_lateral<S: Source, O, N, U, P, Q>(
        self,
        source: DerivedTable<D, S, O>,
        on: Expr<bool, N, U>,
    ) -> Select<D, With<Sc, S>, Row>
    where
        D: HasLateral,
        O: Uses<D, Sc, Q>,
        Sc: Push<In<S>>,
        U: Uses<D, With<Sc, S>, P> + PerRow,
    {
        let decode = self.decode;
        self.joined(JoinKind::Inner, source.lateral(), Some(on.node()), decode)
    }

    /// `left join lateral (…) on …`: also the rows so far for which the query has no row that fits. Where there is nothing
    /// to compare, [`left_join_lateral_all`](Self::left_join_lateral_all) says `on true`.
    pub fn left_join_lateral<S: Source, O, N, U, P, Q>(
        self,
        source: DerivedTable<D, S, O>,
        on: Expr<bool, N, U>,
    ) -> Select<D, With<Sc, S, Null>, Row>
    where
        D: HasLateral,
        O: Uses<D, Sc, Q>,
        Sc: Push<In<S, Null>>,
        U: Uses<D, With<Sc, S, Null>, P> + PerRow,
    {
        let decode = self.decode;
        self.joined(JoinKind::Left, source.lateral(), Some(on.node()), decode)
    }

    /// `left join lateral (…) on true`: each row so far with all rows that the query has for it, or with none.
    pub fn left_join_lateral_all<S: Source, O, Q>(
        self,
        source: DerivedTable<D, S, O>,
    ) -> Select<D, With<Sc, S, Null>, Row>
    where
        D: HasLateral,
        O: Uses<D, Sc, Q>,
        Sc: Push<In<S, Null>>,
    {
        let decode = self.decode;
        self.joined(JoinKind::Left, source.lateral(), Some(ast::Expr::Bool(true)), decode)
    }

    /// `cross join lateral (…)`: each row so far with all rows that the query has for it.
    pub fn cross_join_lateral<S: Source, O, Q>(
        self,
        source: DerivedTable<D, S, O>,
    ) -> Select<D, With<Sc, S>, Row>
    where
        D: HasLateral,
        O: Uses<D, Sc, Q>,
        Sc: Push<In<S>>,
    {
        let decode = self.decode;
        self.joined(JoinKind::Cross, source.lateral(), None, decode)
    }

    fn joined<S: Source, Next, NextRow>(
        mut self,
        kind: JoinKind,
        source: impl FromItem<D, S>,
        on: Option<ast::Expr>,
        decode: Decode<NextRow>,
    ) -> Select<D, Next, NextRow> {
        let source = source.place(&mut self.ast.with);
        self.ast.joins.push(ast::Join { kind, source, on });
        Select::new(self.ast, decode)
    }
}
