//! Joins of updates and deletes: what they read beside their table, put together by conditions.
//!
//! No database lets such a condition name the table that is changed, so it is about the sources read alone.

use super::{Delete, InlineItem, Reach, ReadsTables, Update};
use crate::ast::{Cte, Join, JoinKind};
use crate::dialect::{Database, HasDeleteUsing};
use crate::expr::{Expr, In, PerRow, Push, ReadsMore, Uses};
use crate::schema::{Source, Table};
use crate::types::{NotNull, Null};

/// The scope with the source `S` at its end.
type With<Sc, S, N = NotNull> = <Sc as Push<In<S, N>>>::Out;

/// What the condition of the join that brings `S` can compare.
type Read<Sc, S, N = NotNull> = <With<Sc, S, N> as ReadsMore>::Read;

impl<D: Database, T: Table, R: Reach, Sc> Update<D, T, R, Sc> {
    /// `join … on …` behind [`Update::from`]: the pairs of what is read for which `on` holds. The table that is changed
    /// cannot stand in `on`; it is compared in a filter.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// alias!(Author = User as "author");
    /// let update = User::update()
    ///     .from(Post::table)
    ///     .join(Author::table, Author.id.eq(Post::author_id))
    ///     .set(User::name, Author.name)
    ///     .filter(Post::id.eq(User::id));
    /// assert_eq!(
    ///     update.sql(Sqlite).text,
    ///     r#"update "users" set "name" = "author"."name" from "posts" "#.to_owned()
    ///         + r#"join "users" as "author" on "author"."id" = "posts"."author_id" where "posts"."id" = "users"."id""#,
    /// );
    /// ```
    pub fn join<S: Source, I, N, U, P, Q>(
        self,
        source: I,
        on: Expr<bool, N, U>,
    ) -> Update<D, T, R, With<Sc, S>>
    where
        I: InlineItem<D, S, Uses: Uses<D, (), Q>>,
        R: ReadsTables,
        Sc: ReadsMore + Push<In<S>, Out: ReadsMore>,
        U: Uses<D, Read<Sc, S>, P> + PerRow,
    {
        self.joined(JoinKind::Inner, source, on)
    }

    /// `left join … on …` behind [`Update::from`]: also what is read without a partner in the source, whose columns are NULL
    /// then.
    pub fn left_join<S: Source, I, N, U, P, Q>(
        self,
        source: I,
        on: Expr<bool, N, U>,
    ) -> Update<D, T, R, With<Sc, S, Null>>
    where
        I: InlineItem<D, S, Uses: Uses<D, (), Q>>,
        R: ReadsTables,
        Sc: ReadsMore + Push<In<S, Null>, Out: ReadsMore>,
        U: Uses<D, Read<Sc, S, Null>, P> + PerRow,
    {
        self.joined(JoinKind::Left, source, on)
    }

    fn joined<S, N, U, Next>(
        mut self,
        kind: JoinKind,
        source: impl InlineItem<D, S>,
        on: Expr<bool, N, U>,
    ) -> Update<D, T, R, Next> {
        let join = join(kind, source, on, &mut self.ast.with);
        self.ast.from.push(join);
        Update::with(self.ast)
    }
}

impl<D: Database, T: Table, R: Reach, Sc> Delete<D, T, R, Sc> {
    /// `join … on …` behind [`Delete::using`]: the pairs of what is read for which `on` holds. The table whose rows go cannot
    /// stand in `on`; it is compared in a filter.
    pub fn join<S: Source, I, N, U, P, Q>(
        self,
        source: I,
        on: Expr<bool, N, U>,
    ) -> Delete<D, T, R, With<Sc, S>>
    where
        I: InlineItem<D, S, Uses: Uses<D, (), Q>>,
        D: HasDeleteUsing,
        R: ReadsTables,
        Sc: ReadsMore + Push<In<S>, Out: ReadsMore>,
        U: Uses<D, Read<Sc, S>, P> + PerRow,
    {
        self.joined(JoinKind::Inner, source, on)
    }

    /// `left join … on …` behind [`Delete::using`]: also what is read without a partner in the source, whose columns are NULL
    /// then.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// alias!(Reply = Post as "reply");
    /// let delete = Post::delete()
    ///     .using(User::table)
    ///     .left_join(Reply::table, Reply.author_id.eq(User::id))
    ///     .filter(Post::author_id.eq(User::id).and(Reply.id.is_null()));
    /// assert_eq!(
    ///     delete.sql(Postgres).text,
    ///     r#"delete from "posts" using "users" left join "posts" as "reply" on "reply"."author_id" = "users"."id" "#.to_owned()
    ///         + r#"where "posts"."author_id" = "users"."id" and "reply"."id" is null"#,
    /// );
    /// ```
    pub fn left_join<S: Source, I, N, U, P, Q>(
        self,
        source: I,
        on: Expr<bool, N, U>,
    ) -> Delete<D, T, R, With<Sc, S, Null>>
    where
        I: InlineItem<D, S, Uses: Uses<D, (), Q>>,
        D: HasDeleteUsing,
        R: ReadsTables,
        Sc: ReadsMore + Push<In<S, Null>, Out: ReadsMore>,
        U: Uses<D, Read<Sc, S, Null>, P> + PerRow,
    {
        self.joined(JoinKind::Left, source, on)
    }

    fn joined<S, N, U, Next>(
        mut self,
        kind: JoinKind,
        source: impl InlineItem<D, S>,
        on: Expr<bool, N, U>,
    ) -> Delete<D, T, R, Next> {
        let join = join(kind, source, on, &mut self.ast.with);
        self.ast.using.push(join);
        Delete::with(self.ast)
    }
}

fn join<D, S, N, U>(
    kind: JoinKind,
    source: impl InlineItem<D, S>,
    on: Expr<bool, N, U>,
    with: &mut Vec<Cte>,
) -> Join {
    Join { kind, source: source.place(with), on: Some(on.node()) }
}
