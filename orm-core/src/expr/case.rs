//! `case when … then … else … end`.

use std::marker::PhantomData;

use super::{Expr, IntoExpr, Never};
use crate::ast;
use crate::types::{ColumnType, Null, Nullness};

/// Begins a `case`.
///
/// ```
/// # use orm_core::doc::*;
/// let group = case().when(User::age.is_null(), "unknown").when(User::age.lt(18), "child").otherwise("adult");
/// assert_eq!(
///     User::query().select(group).sql(Mysql).text,
///     "select case when `users`.`age` is null then ? when `users`.`age` < ? then ? else ? end from `users`",
/// );
/// ```
pub fn case() -> CaseStart {
    CaseStart { _private: () }
}

/// A `case` without an arm.
#[derive(Debug)]
pub struct CaseStart {
    _private: (),
}

impl CaseStart {
    /// `when condition then value`. The first value decides the type.
    #[must_use]
    pub fn when<T, R: IntoExpr<T>, M: Nullness, V>(
        self,
        condition: Expr<bool, M, V>,
        value: R,
    ) -> Case<T, R::Null, (Never<V>, R::Uses)> {
        Case { arms: vec![(condition.node(), value.into_expr_node())], marker: PhantomData }
    }
}

/// A `case` with at least one arm.
pub struct Case<T, N, U> {
    arms: Vec<(ast::Expr, ast::Expr)>,
    marker: PhantomData<fn() -> (T, N, U)>,
}

impl<T: ColumnType, N: Nullness, U> Case<T, N, U> {
    /// `when condition then value`, tried after the arms before it.
    #[must_use]
    pub fn when<R: IntoExpr<T>, M: Nullness, V>(
        mut self,
        condition: Expr<bool, M, V>,
        value: R,
    ) -> Case<T, N::Or<R::Null>, (U, (Never<V>, R::Uses))> {
        self.arms.push((condition.node(), value.into_expr_node()));
        Case { arms: self.arms, marker: PhantomData }
    }

    /// `else value end`
    pub fn otherwise<R: IntoExpr<T>>(self, value: R) -> Expr<T, N::Or<R::Null>, (U, R::Uses)> {
        Expr::new(ast::Expr::Case { arms: self.arms, otherwise: Some(Box::new(value.into_expr_node())) })
    }

    /// `end`: NULL when no condition holds.
    pub fn end(self) -> Expr<T, Null, U> {
        Expr::new(ast::Expr::Case { arms: self.arms, otherwise: None })
    }
}
