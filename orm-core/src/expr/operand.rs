//! What may stand on the other side of an operator: values, columns, expressions.

use super::expression::column_node;
use super::{Expr, One};
use crate::ast;
use crate::schema::{Col, Source};
use crate::types::{ColumnType, Field, NotNull, Nullness};

/// A value, column or expression of the type `T`.
///
/// A value of a column's own type, a reference to one, `&str` for `String`. An `Option` is none: `= NULL` never holds in
/// SQL, so it would not do what it says.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an SQL expression of type `{T}`",
    label = "expected a `{T}`: a value, column or expression",
    note = "an `Option` has to be taken apart first; another type can be converted with `.cast::<_>()`"
)]
pub trait IntoExpr<T> {
    /// Can it be NULL by itself?
    type Null: Nullness;
    /// What it needs of its query.
    type Uses;

    /// The node.
    fn into_expr_node(self) -> ast::Expr;
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> IntoExpr<T> for T {
    type Null = NotNull;
    type Uses = ();

    fn into_expr_node(self) -> ast::Expr {
        ast::Expr::Value(self.into_value())
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType + Clone> IntoExpr<T> for &T {
    type Null = NotNull;
    type Uses = ();

    fn into_expr_node(self) -> ast::Expr {
        ast::Expr::Value(self.clone().into_value())
    }
}

#[diagnostic::do_not_recommend]
impl IntoExpr<String> for &str {
    type Null = NotNull;
    type Uses = ();

    fn into_expr_node(self) -> ast::Expr {
        ast::Expr::Value(self.to_owned().into_value())
    }
}

#[diagnostic::do_not_recommend]
impl<S: Source, F: Field> IntoExpr<F::Base> for Col<S, F> {
    type Null = F::Null;
    type Uses = One<S>;

    fn into_expr_node(self) -> ast::Expr {
        column_node(S::ALIAS, self.name())
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType, N: Nullness, U> IntoExpr<T> for Expr<T, N, U> {
    type Null = N;
    type Uses = U;

    fn into_expr_node(self) -> ast::Expr {
        self.node()
    }
}

/// What a column of the type `T` can be compared with: the same as [`IntoExpr`], with its own words when it is something
/// else.
#[diagnostic::on_unimplemented(
    message = "a `{T}` column cannot be compared with `{Self}`",
    label = "expected a `{T}`: a value, column or expression",
    note = "for an `Option`: `.is_null()` tests for NULL, `.is_distinct_from(..)` counts NULL as a value, and \
            `filter_opt(value.map(|value| column.eq(value)))` leaves the condition out when there is none"
)]
pub trait Comparand<T>: IntoExpr<T> {}

#[diagnostic::do_not_recommend]
impl<T, R: IntoExpr<T>> Comparand<T> for R {}
