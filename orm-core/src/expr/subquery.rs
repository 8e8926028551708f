//! Queries as expressions of the query around them.

use super::{Expr, NeedsDatabase, Never};
use crate::ast;
use crate::dialect::Database;
use crate::query::Query;
use crate::types::{Field, NotNull, Null};

/// `exists (select 1 …)`: the query has rows. Columns of the query around it are in its scope after
/// [`Select::correlate`](crate::query::Select::correlate).
pub fn exists<D: Database, Q: Query<D>>(
    query: Q,
) -> Expr<bool, NotNull, Never<(NeedsDatabase<D>, Q::OuterUses)>> {
    Expr::new(ast::Expr::Exists(Box::new(query.into_query())))
}

/// `not exists (select 1 …)`: the query has no row.
pub fn not_exists<D: Database, Q: Query<D>>(
    query: Q,
) -> Expr<bool, NotNull, Never<(NeedsDatabase<D>, Q::OuterUses)>> {
    Expr::new(ast::Expr::Not(Box::new(ast::Expr::Exists(Box::new(query.into_query())))))
}

/// `(select count(*) …)`: how many rows a query has. A limit counts. Never NULL, unlike [`scalar`] of a count, which may have a
/// condition that leaves no row.
///
/// The rows of a query with `distinct`, a limit or groups are counted around it, in a derived table: on MariaDB, and on MySQL
/// before 8.0.14, such a query cannot be correlated (error 1054, unknown column), since a derived table there sees no query
/// around it.
///
/// ```
/// # use orm_core::doc::*;
/// let posts = Post::query().correlate(User::table).filter(Post::author_id.eq(User::id));
/// assert_eq!(
///     User::query().filter(count_of(posts).gt(3)).select(User::id).sql(Sqlite).text,
///     r#"select "users"."id" from "users" where (select count(*) from "posts" "#.to_owned()
///         + r#"where "posts"."author_id" = "users"."id") > ?"#,
/// );
/// ```
pub fn count_of<D: Database, Q: Query<D>>(
    query: Q,
) -> Expr<i64, NotNull, Never<(NeedsDatabase<D>, Q::OuterUses)>> {
    let count = super::count_all().node();
    Expr::new(ast::Expr::Scalar(Box::new(query.into_query().in_one_row(count))))
}

/// `(select …)`: the one value of a query that selects one expression; NULL when it has no row. More rows than one are an
/// error of the database (SQLite takes the first).
pub fn scalar<D: Database, Q: Query<D, Row: Field<Base = T>>, T>(
    query: Q,
) -> Expr<T, Null, (NeedsDatabase<D>, Q::OuterUses)> {
    Expr::new(ast::Expr::Scalar(Box::new(query.into_query())))
}
