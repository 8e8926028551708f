//! The number that SQLite keeps for each row.

use super::{Expr, NeedsRowId, One};
use crate::ast;
use crate::schema::Source;
use crate::types::NotNull;

/// `rowid`: the number of a row, which is its key where that is an integer. A table that is `WITHOUT ROWID` has none. SQLite only.
///
/// ```
/// # use orm_core::doc::*;
/// use orm_core::expr::row_id;
///
/// assert_eq!(
///     User::query().order_by(row_id::<User>()).select(User::name).sql(Sqlite).text,
///     r#"select "users"."name" from "users" order by "users"."rowid""#,
/// );
/// ```
pub fn row_id<S: Source>() -> Expr<i64, NotNull, (NeedsRowId, One<S>)> {
    Expr::new(ast::Expr::Column { source: S::ALIAS, name: "rowid" })
}
