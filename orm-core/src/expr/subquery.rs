//! Queries as expressions of the query around them.

use super::{Expr, NeedsDatabase, Never, Scope};
use crate::ast;
use crate::dialect::Database;
use crate::query::Select;
use crate::types::{Field, NotNull, Null};

/// `exists (select 1 …)`: the query has rows. Columns of the query around it are in its scope after
/// [`Select::correlate`].
pub fn exists<D: Database, Sc: Scope, Row>(
    select: Select<D, Sc, Row>,
) -> Expr<bool, NotNull, Never<(NeedsDatabase<D>, Sc::OuterUses)>> {
    Expr::new(ast::Expr::Exists(Box::new(select.into_ast())))
}

/// `not exists (select 1 …)`: the query has no row.
pub fn not_exists<D: Database, Sc: Scope, Row>(
    select: Select<D, Sc, Row>,
) -> Expr<bool, NotNull, Never<(NeedsDatabase<D>, Sc::OuterUses)>> {
    Expr::new(ast::Expr::Not(Box::new(ast::Expr::Exists(Box::new(select.into_ast())))))
}

/// `(select …)`: the one value of a query that selects one expression; NULL when it has no row. More rows than one are an
/// error of the database (SQLite takes the first).
pub fn scalar<D: Database, Sc: Scope, F: Field>(
    select: Select<D, Sc, F>,
) -> Expr<F::Base, Null, (NeedsDatabase<D>, Sc::OuterUses)> {
    Expr::new(ast::Expr::Scalar(Box::new(select.into_ast())))
}
