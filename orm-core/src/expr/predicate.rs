//! What a filter takes.

use super::{Expr, Expression, One, PerGroup, PerRow, Uses};
use crate::ast;
use crate::schema::{Col, Source};
use crate::types::Nullness;

/// A condition on rows in a query of the database `D` over the sources `Sc`: an expression of the type `bool`, or a `bool` column.
/// `P` is inferred: where the sources stand in the scope.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition",
    label = "expected a condition",
    note = "a condition is an expression of the type `bool`: `Project::id.eq(7)`, joined with `.and(..)` and `.or(..)`"
)]
pub trait Predicate<D, Sc, P> {
    /// The node.
    fn into_predicate(self) -> ast::Expr;
}

/// A condition on groups: as a [`Predicate`], with aggregates in it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition",
    label = "expected a condition",
    note = "a condition is an expression of the type `bool`: `count_all().gt(7)`, joined with `.and(..)` and `.or(..)`"
)]
pub trait GroupPredicate<D, Sc, P> {
    /// The node.
    fn into_group_predicate(self) -> ast::Expr;
}

impl<D, Sc, N: Nullness, U: Uses<D, Sc, P> + PerRow, P> Predicate<D, Sc, P> for Expr<bool, N, U> {
    fn into_predicate(self) -> ast::Expr {
        self.node()
    }
}

impl<D, Sc, N: Nullness, U: Uses<D, Sc, P> + PerGroup, P> GroupPredicate<D, Sc, P> for Expr<bool, N, U> {
    fn into_group_predicate(self) -> ast::Expr {
        self.node()
    }
}

macro_rules! columns {
    ($($F:ty),*) => {$(
        impl<D, Sc, S: Source, P> Predicate<D, Sc, P> for Col<S, $F>
        where
            One<S>: Uses<D, Sc, P>,
        {
            fn into_predicate(self) -> ast::Expr {
                self.into_node()
            }
        }

        impl<D, Sc, S: Source, P> GroupPredicate<D, Sc, P> for Col<S, $F>
        where
            One<S>: Uses<D, Sc, P>,
        {
            fn into_group_predicate(self) -> ast::Expr {
                self.into_node()
            }
        }
    )*};
}

columns!(bool, Option<bool>);
