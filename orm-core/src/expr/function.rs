//! What the functions of this stage have in common.

use super::{Expr, Expression};
use crate::ast::{self, Function};
use crate::types::Nullness;

/// NULL when either of two is.
pub(super) type Either<L, R> = <<L as Expression>::Null as Nullness>::Or<R>;

/// A call of a function.
pub(super) fn call<T, N, U, const COUNT: usize>(
    function: Function,
    arguments: [ast::Expr; COUNT],
) -> Expr<T, N, U> {
    Expr::new(ast::Expr::Function(function, arguments.into()))
}
