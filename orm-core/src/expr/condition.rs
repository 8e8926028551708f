//! Conditions out of conditions.

use super::{Expr, Never};
use crate::ast;
use crate::types::{NotNull, Nullness};

impl<N: Nullness, U> Expr<bool, N, U> {
    /// `self and other`
    ///
    /// Repeated `.filter(..)` says the same; long chains compile faster that way.
    pub fn and<M: Nullness, V>(self, other: Expr<bool, M, V>) -> Expr<bool, N::Or<M>, (U, V)> {
        Expr::new(and(self.node(), other.node()))
    }

    /// `self or other`
    pub fn or<M: Nullness, V>(self, other: Expr<bool, M, V>) -> Expr<bool, N::Or<M>, (U, V)> {
        Expr::new(or(self.node(), other.node()))
    }

    /// `not self`. NULL stays NULL, which is no match.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "it does: this is `!` without importing it")]
    pub fn not(self) -> Self {
        Self::new(ast::Expr::Not(Box::new(self.node())))
    }

    /// `coalesce(self, false)`: NULL counts as false.
    pub fn or_false(self) -> Expr<bool, NotNull, Never<U>> {
        Expr::new(ast::Expr::Function(ast::Function::Coalesce, vec![self.node(), ast::Expr::Bool(false)]))
    }
}

impl<N: Nullness, U> std::ops::Not for Expr<bool, N, U> {
    type Output = Self;

    fn not(self) -> Self {
        Self::not(self)
    }
}

/// All conditions of a list hold; of none, `true`. Conditions of different types are [`boxed`](super::Predicate::boxed).
pub fn all_of<N: Nullness, U>(conditions: impl IntoIterator<Item = Expr<bool, N, U>>) -> Expr<bool, N, U> {
    Expr::new(ast::Expr::All(conditions.into_iter().map(Expr::node).collect()))
}

/// Any condition of a list holds; of none, `false`. Conditions of different types are [`boxed`](super::Predicate::boxed).
pub fn any_of<N: Nullness, U>(conditions: impl IntoIterator<Item = Expr<bool, N, U>>) -> Expr<bool, N, U> {
    Expr::new(ast::Expr::Any(conditions.into_iter().map(Expr::node).collect()))
}

/// Joins two conditions, taking those of a conjunction apart so that chains stay flat.
fn and(left: ast::Expr, right: ast::Expr) -> ast::Expr {
    match left {
        ast::Expr::All(mut conditions) if !conditions.is_empty() => {
            conditions.push(right);
            ast::Expr::All(conditions)
        }
        left => ast::Expr::All(vec![left, right]),
    }
}

fn or(left: ast::Expr, right: ast::Expr) -> ast::Expr {
    match left {
        ast::Expr::Any(mut conditions) if !conditions.is_empty() => {
            conditions.push(right);
            ast::Expr::Any(conditions)
        }
        left => ast::Expr::Any(vec![left, right]),
    }
}
