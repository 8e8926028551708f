//! What a column can be set to.

use crate::ast;
use crate::expr::{Expr, IntoExpr, One, Param};
use crate::schema::{Col, Source};
use crate::types::{ColumnType, Field, NotNull, Nullness};

/// What a column of the field type `F` can be set to: a value, a column or an expression of its type; for a column that
/// may be NULL also an `Option`, `None`, and what may be NULL.
#[diagnostic::on_unimplemented(
    message = "a column of type `{F}` cannot be set to `{Self}`",
    label = "expected a `{F}`: a value, column or expression",
    note = "what may be NULL fits only a column whose type is an `Option`; `.coalesce(..)` gives it a value"
)]
pub trait Assign<F> {
    /// What it needs of its statement.
    type Uses;

    /// The node.
    fn into_assigned(self) -> ast::Expr;
}

macro_rules! values {
    ($(<$($T:ident: $bound:path)?> $Self:ty => $F:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($T: $bound)?> Assign<$F> for $Self {
            type Uses = ();

            fn into_assigned(self) -> ast::Expr {
                ast::Expr::Value(<$F>::from(self).into_field_value())
            }
        }
    )*};
}

values! {
    <T: ColumnType> T => T;
    <T: ColumnType> T => Option<T>;
    <T: ColumnType> Option<T> => Option<T>;
    <> &str => String;
}

#[diagnostic::do_not_recommend]
impl Assign<Option<String>> for &str {
    type Uses = ();

    fn into_assigned(self) -> ast::Expr {
        Assign::<String>::into_assigned(self)
    }
}

macro_rules! expressions {
    ($(<$($G:ident: $bound:path),*> $Self:ty => $F:ty, uses $uses:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($G: $bound,)* U> Assign<$F> for $Self {
            type Uses = $uses;

            fn into_assigned(self) -> ast::Expr {
                self.node()
            }
        }
    )*};
}

expressions! {
    <T: ColumnType> Expr<T, NotNull, U> => T, uses U;
    <T: ColumnType, N: Nullness> Expr<T, N, U> => Option<T>, uses U;
}

macro_rules! parameters {
    ($($P:ty => $F:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ColumnType> Assign<$F> for Param<$P> {
            type Uses = ();

            fn into_assigned(self) -> ast::Expr {
                ast::Expr::Value(self.value())
            }
        }
    )*};
}

parameters! {
    T => T;
    T => Option<T>;
    Option<T> => Option<T>;
}

macro_rules! columns {
    ($($G:ty => $F:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<S: Source, T: ColumnType> Assign<$F> for Col<S, $G> {
            type Uses = One<S>;

            fn into_assigned(self) -> ast::Expr {
                IntoExpr::<T>::into_expr_node(self)
            }
        }
    )*};
}

columns! {
    T => T;
    T => Option<T>;
    Option<T> => Option<T>;
}
