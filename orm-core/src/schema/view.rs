//! Views: structs whose values are the rows of a query with a name.

use super::{HasColumns, Record, Source, Tbl};
use crate::dialect::{Database, HasMaterializedViews};
use crate::expr::In;
use crate::query::{self, Refresh, Select};

/// A struct whose values are the rows of a view. Implemented by `#[derive(View)]`.
///
/// A view is read like a table: it begins queries, is joined, has aliases and columns. Its rows are written through the tables
/// that its query reads.
///
/// ```
/// # use orm_core::doc::*;
/// #[derive(Debug, View)]
/// #[view(name = "grown_users", query = "select id, name, age from users where age > 17")]
/// pub struct GrownUser {
///     pub id: i32,
///     pub name: String,
///     pub age: i32,
/// }
///
/// let query = GrownUser::query()
///     .join(Post::table, Post::author_id.eq(GrownUser::id))
///     .filter(GrownUser::age.lt(30))
///     .select((GrownUser::name, Post::title));
/// assert_eq!(
///     query.sql(Postgres).text,
///     r#"select "grown_users"."name", "posts"."title" from "grown_users" "#.to_owned()
///         + r#"join "posts" on "posts"."author_id" = "grown_users"."id" where "grown_users"."age" < $1"#,
/// );
/// # let _ = |user: GrownUser| (user.id, user.name, user.age);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a view",
    label = "not a view",
    note = "annotate the struct with `#[derive(View)]`"
)]
pub trait View: Source<Table = Self> + Record + HasColumns + Sized {
    /// Begins a query over the rows: `select … from view`.
    fn query<D: Database>() -> Select<D, (In<Self>,), Self> {
        query::from(Tbl::new())
    }

    /// Computes the rows of a materialized view anew: `refresh materialized view …`. PostgreSQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// #[derive(View)]
    /// #[view(
    ///     name = "post_counts",
    ///     materialized,
    ///     query = "select author_id, count(*) as posts from posts group by author_id",
    ///     unique(author_id)
    /// )]
    /// pub struct PostCount {
    ///     pub author_id: i32,
    ///     pub posts: i64,
    /// }
    ///
    /// assert_eq!(PostCount::refresh().sql(Postgres).text, r#"refresh materialized view "post_counts""#);
    /// assert_eq!(
    ///     PostCount::refresh().concurrently().sql(Postgres).text,
    ///     r#"refresh materialized view concurrently "post_counts""#,
    /// );
    /// # let _ = |count: PostCount| (count.author_id, count.posts);
    /// ```
    fn refresh<D: HasMaterializedViews>() -> Refresh<D, Self>
    where
        Self: Materialized,
    {
        Refresh::new()
    }

    /// Does not compile: see [`Writable`].
    fn insert<Rows, Statement>(rows: Rows) -> Statement
    where
        Self: Writable,
    {
        Self::refused(rows)
    }

    /// Does not compile: see [`Writable`].
    fn insert_many<Rows, Statement>(rows: Rows) -> Statement
    where
        Self: Writable,
    {
        Self::refused(rows)
    }

    /// Does not compile: see [`Writable`].
    fn update<Statement>() -> Statement
    where
        Self: Writable,
    {
        Self::refused(())
    }

    /// Does not compile: see [`Writable`].
    fn delete<Statement>() -> Statement
    where
        Self: Writable,
    {
        Self::refused(())
    }

    /// Does not compile: see [`Writable`].
    fn truncate<Statement>() -> Statement
    where
        Self: Writable,
    {
        Self::refused(())
    }
}

/// What a view would have to be to be written. None is: which views a database writes through depends on their queries, on the
/// database, and on triggers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a view: its rows are written through the tables that it reads",
    label = "`{Self}` is only read",
    note = "insert, update or delete the rows of a struct with `#[derive(Table)]`"
)]
pub trait Writable {
    /// Makes a statement of any type, so that nothing else is said about what is called on it.
    fn refused<Rows, Statement>(rows: Rows) -> Statement;
}

/// A view whose rows are kept: `#[view(materialized)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a materialized view",
    label = "a view that keeps no rows is never out of date",
    note = "rows are kept by `#[view(materialized)]`, on PostgreSQL"
)]
pub trait Materialized: View {}

/// A materialized view with a unique index over columns and all rows, as `refresh … concurrently` needs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no unique index, which `REFRESH … CONCURRENTLY` needs",
    label = "its old and new rows cannot be told apart",
    note = "name the columns that no two rows share: `#[view(unique(id))]`"
)]
pub trait UniquelyIndexed: Materialized {}
