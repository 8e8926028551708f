//! Arithmetic, with the operators of Rust: `Project::views + 1`, `-Project::views`.

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

use super::{Expr, Expression, IntoExpr};
use crate::ast::{self, BinaryOperator, Function};
use crate::schema::{Col, Source};
use crate::types::{ColumnType, Field, Nullness};

/// A Rust type that SQL calculates with. A division of integers cuts off the fraction, as in Rust: `/`, `div` on MySQL. One by
/// zero is an error on PostgreSQL and NULL on the others; [`IntegerFunctions::quotient`](super::IntegerFunctions::quotient)
/// is read as an `Option`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "only numbers are calculated with"
)]
pub trait Number: ColumnType {}
impl Number for i8 {}
impl Number for i16 {}
impl Number for i32 {}
impl Number for i64 {}
impl Number for u8 {}
impl Number for u16 {}
impl Number for u32 {}
impl Number for u64 {}
impl Number for f32 {}
impl Number for f64 {}
#[cfg(feature = "rust_decimal")]
impl Number for rust_decimal::Decimal {}
#[cfg(feature = "bigdecimal")]
impl Number for bigdecimal::BigDecimal {}

/// A number that may be below zero: `-User::age`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no numbers below zero",
    label = "only signed numbers are negated",
    note = "`.cast::<i64>()` makes a signed number"
)]
pub trait Signed: Number {}
impl Signed for i8 {}
impl Signed for i16 {}
impl Signed for i32 {}
impl Signed for i64 {}
impl Signed for f32 {}
impl Signed for f64 {}
#[cfg(feature = "rust_decimal")]
impl Signed for rust_decimal::Decimal {}
#[cfg(feature = "bigdecimal")]
impl Signed for bigdecimal::BigDecimal {}

impl<S: Source, F: Field<Base: Signed>> Neg for Col<S, F> {
    type Output = Expr<F::Base, F::Null, <Self as Expression>::Uses>;

    fn neg(self) -> Self::Output {
        negated::<F::Base, _, _>(self.into_node())
    }
}

impl<T: Signed, N: Nullness, U> Neg for Expr<T, N, U> {
    type Output = Self;

    fn neg(self) -> Self {
        negated(self.node())
    }
}

fn negated<T: ColumnType, N, U>(operand: ast::Expr) -> Expr<T, N, U> {
    Expr::new(ast::Expr::Function(Function::Negate, vec![operand.compared_as(T::SQL_NAME)]))
}

macro_rules! arithmetic {
    ($($Trait:ident::$method:ident => $operator:ident;)*) => {$(
        impl<S: Source, F: Field<Base: Number>, R: IntoExpr<F::Base>> $Trait<R> for Col<S, F> {
            type Output = Expr<F::Base, <F::Null as Nullness>::Or<R::Null>, (<Self as Expression>::Uses, R::Uses)>;

            fn $method(self, other: R) -> Self::Output {
                arithmetic::<F::Base, _, _, _>(BinaryOperator::$operator, self.into_node(), other.into_expr_node())
            }
        }

        impl<T: Number, N: Nullness, U, R: IntoExpr<T>> $Trait<R> for Expr<T, N, U> {
            type Output = Expr<T, N::Or<R::Null>, (U, R::Uses)>;

            fn $method(self, other: R) -> Self::Output {
                arithmetic::<T, _, _, _>(BinaryOperator::$operator, self.node(), other.into_expr_node())
            }
        }
    )*};
}

arithmetic! {
    Add::add => Add;
    Sub::sub => Subtract;
    Mul::mul => Multiply;
    Div::div => Divide;
    Rem::rem => Remainder;
}

fn arithmetic<C: ColumnType, T, N, U>(
    operator: BinaryOperator,
    left: ast::Expr,
    right: ast::Expr,
) -> Expr<T, N, U> {
    let operator = match operator {
        BinaryOperator::Divide if is_integer(C::SQL_NAME) => BinaryOperator::Quotient,
        operator => operator,
    };
    Expr::new(ast::Expr::binary(operator, left.compared_as(C::SQL_NAME), right.compared_as(C::SQL_NAME)))
}

/// Has the SQL type of that name (as `ColumnType::SQL_NAME` spells it) no fractions?
fn is_integer(ty: &str) -> bool {
    let ty = ty.strip_prefix("unsigned ").unwrap_or(ty);
    matches!(ty, "tinyint" | "smallint" | "integer" | "bigint")
}
