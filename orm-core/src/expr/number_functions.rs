//! Functions of numbers.

use super::function::{Either, call};
use super::{Expr, Expression, IntoExpr, NeedsRoots, Never, Number};
use crate::ast::{self, Function};
use crate::types::{ColumnType, Null};

/// Functions of numbers of any type.
pub trait NumberFunctions: Expression<Ty: Number> {
    /// `abs(self)`
    fn abs(self) -> Expr<Self::Ty, Self::Null, Self::Uses> {
        call(Function::Abs, [self.into_node()])
    }

    /// `sign(self)`: -1, 0 or 1.
    fn sign(self) -> Expr<i32, Self::Null, Self::Uses> {
        call(Function::Sign, [self.into_node()])
    }
}

impl<E: Expression<Ty: Number>> NumberFunctions for E {}

/// A number with a fraction: a double or a decimal.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a double or a decimal",
    label = "only doubles and decimals have a fraction to round",
    note = "`.cast::<f64>()` makes a double"
)]
pub trait Fractional: Number {
    /// How it is rounded to digits.
    const ROUND_TO: Function;
}
impl Fractional for f64 {
    const ROUND_TO: Function = Function::RoundTo;
}
#[cfg(feature = "rust_decimal")]
impl Fractional for rust_decimal::Decimal {
    const ROUND_TO: Function = Function::RoundDecimalTo;
}
#[cfg(feature = "bigdecimal")]
impl Fractional for bigdecimal::BigDecimal {
    const ROUND_TO: Function = Function::RoundDecimalTo;
}

/// Functions of numbers with a fraction. A decimal is one of SQLite's doubles there.
///
/// ```
/// # use orm_core::doc::*;
/// let root = User::id.cast::<f64>().square_root().floor();
/// assert_eq!(
///     User::query().select(root).sql(Postgres).text,
///     r#"select floor(sqrt(cast("users"."id" as double precision))) from "users""#,
/// );
/// ```
pub trait Rounding: Expression<Ty: Fractional> {
    /// `floor(self)`; made of casts on SQLite, up to 64 bits.
    fn floor(self) -> Expr<Self::Ty, Self::Null, Self::Uses> {
        rounded(Function::Floor, self)
    }

    /// `ceil(self)`; made of casts on SQLite, up to 64 bits.
    fn ceil(self) -> Expr<Self::Ty, Self::Null, Self::Uses> {
        rounded(Function::Ceiling, self)
    }

    /// `round(self)`. Halves of decimals go away from zero; those of doubles to the even neighbour on PostgreSQL, away from
    /// zero on SQLite.
    fn round(self) -> Expr<Self::Ty, Self::Null, Self::Uses> {
        rounded(Function::Round, self)
    }

    /// `round(self, digits)`: rounded to so many digits behind the point. PostgreSQL rounds a double as a decimal.
    fn round_to(self, digits: u8) -> Expr<Self::Ty, Self::Null, Self::Uses> {
        let digits = ast::Expr::Value(i32::from(digits).into_value());
        call(Self::Ty::ROUND_TO, [self.into_node().compared_as(Self::Ty::SQL_NAME), digits])
    }

    /// `trunc(self)`: without its fraction, toward zero. Made of casts on SQLite, up to 64 bits.
    fn truncate(self) -> Expr<Self::Ty, Self::Null, Self::Uses> {
        rounded(Function::WithoutFraction, self)
    }
}

impl<E: Expression<Ty: Fractional>> Rounding for E {}

fn rounded<E: Expression>(function: Function, number: E) -> Expr<E::Ty, E::Null, E::Uses> {
    call(function, [number.into_node().compared_as(E::Ty::SQL_NAME)])
}

/// A number without a fraction.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an integer",
    label = "only integers have this operation"
)]
pub trait Integer: Number {}
impl Integer for i8 {}
impl Integer for i16 {}
impl Integer for i32 {}
impl Integer for i64 {}

/// Functions of integers.
pub trait IntegerFunctions: Expression<Ty: Integer> {
    /// The quotient without its fraction, `-7 / 2 = -3`, on every database: `self / divisor`, `self div divisor` on MySQL,
    /// whose `/` yields a decimal. Division by zero is an error on PostgreSQL and NULL on the others.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// assert_eq!(
    ///     User::query().select(User::id.quotient(2)).sql(Mysql).text,
    ///     "select (`users`.`id` div ?) from `users`",
    /// );
    /// ```
    fn quotient<A: IntoExpr<Self::Ty>>(
        self,
        divisor: A,
    ) -> Expr<Self::Ty, Null, Never<(Self::Uses, A::Uses)>> {
        call(Function::Quotient, [self.into_node(), divisor.into_expr_node()])
    }
}

impl<E: Expression<Ty: Integer>> IntegerFunctions for E {}

/// Functions of doubles; `.cast::<f64>()` makes one of another number.
pub trait DoubleFunctions: Expression<Ty = f64> {
    /// `degrees(self)`: of radians.
    fn degrees(self) -> Expr<f64, Self::Null, Self::Uses> {
        call(Function::Degrees, [self.into_node()])
    }

    /// `radians(self)`: of degrees.
    fn radians(self) -> Expr<f64, Self::Null, Self::Uses> {
        call(Function::Radians, [self.into_node()])
    }

    /// `sqrt(self)`. Of a negative number an error on PostgreSQL, NULL on MySQL. Not on SQLite.
    fn square_root(self) -> Expr<f64, Null, (NeedsRoots, Self::Uses)> {
        call(Function::SquareRoot, [self.into_node()])
    }

    /// `power(self, exponent)`. Not on SQLite.
    fn power<A: IntoExpr<f64>>(
        self,
        exponent: A,
    ) -> Expr<f64, Either<Self, A::Null>, (NeedsRoots, (Self::Uses, A::Uses))> {
        call(Function::Power, [self.into_node(), exponent.into_expr_node()])
    }
}

impl<E: Expression<Ty = f64>> DoubleFunctions for E {}
