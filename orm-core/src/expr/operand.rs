//! What may stand on the other side of an operator: values, columns, expressions.

use super::expression::column_node;
use super::{Expr, Expression, One, Param};
use crate::ast;
use crate::schema::{Col, Source};
use crate::types::{ColumnType, NotNull, Null, Nullness};

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

/// What a column of the type `T` can be compared with: the same as [`IntoExpr`], with its own words when it is something
/// else.
#[diagnostic::on_unimplemented(
    message = "a `{T}` column cannot be compared with `{Self}`",
    label = "expected a `{T}`: a value, column or expression",
    note = "for an `Option`: `.is_null()` tests for NULL, `.is_distinct_from(..)` counts NULL as a value, and \
            `filter_opt(value.map(|value| column.eq(value)))` leaves the condition out when there is none"
)]
pub trait Comparand<T> {
    /// Can it be NULL by itself?
    type Null: Nullness;
    /// What it needs of its query.
    type Uses;

    /// The node.
    fn into_comparand(self) -> ast::Expr;
}

/// The operands, once for each of the traits above. A trait in terms of the other would put the words of the other into the
/// message. Columns are two implementations, and not one over every [`Field`](crate::types::Field), so that one of another
/// type has none: the compiler then underlines the column itself.
macro_rules! operands {
    ($Trait:ident, $method:ident) => {
        #[diagnostic::do_not_recommend]
        impl<T: ColumnType> $Trait<T> for T {
            type Null = NotNull;
            type Uses = ();

            fn $method(self) -> ast::Expr {
                ast::Expr::Value(self.into_value())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: ColumnType + Clone> $Trait<T> for &T {
            type Null = NotNull;
            type Uses = ();

            fn $method(self) -> ast::Expr {
                ast::Expr::Value(self.clone().into_value())
            }
        }

        #[diagnostic::do_not_recommend]
        impl $Trait<String> for &str {
            type Null = NotNull;
            type Uses = ();

            fn $method(self) -> ast::Expr {
                ast::Expr::Value(self.to_owned().into_value())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<S: Source, T: ColumnType> $Trait<T> for Col<S, T> {
            type Null = NotNull;
            type Uses = One<S>;

            fn $method(self) -> ast::Expr {
                column_node(S::ALIAS, self.name())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<S: Source, T: ColumnType> $Trait<T> for Col<S, Option<T>> {
            type Null = Null;
            type Uses = One<S>;

            fn $method(self) -> ast::Expr {
                column_node(S::ALIAS, self.name())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: ColumnType> $Trait<T> for Param<T> {
            type Null = NotNull;
            type Uses = ();

            fn $method(self) -> ast::Expr {
                self.into_node()
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: ColumnType, N: Nullness, U> $Trait<T> for Expr<T, N, U> {
            type Null = N;
            type Uses = U;

            fn $method(self) -> ast::Expr {
                self.node()
            }
        }
    };
}

operands!(IntoExpr, into_expr_node);
operands!(Comparand, into_comparand);
