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

    /// The larger of two, NULL when either is: `greatest(self, other)`, `max(self, other)` on SQLite. PostgreSQL alone would
    /// pass over a NULL, so a `case` looks for it there.
    fn greatest<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<Self::Ty, Either<Self, A::Null>, (Self::Uses, A::Uses)> {
        let arguments = [self.into_node(), other.into_expr_node()];
        call(Function::Greatest, arguments.map(|node| node.compared_as(Self::Ty::SQL_NAME)))
    }

    /// The smaller of two, NULL when either is: `least(self, other)`, `min(self, other)` on SQLite.
    fn least<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<Self::Ty, Either<Self, A::Null>, (Self::Uses, A::Uses)> {
        let arguments = [self.into_node(), other.into_expr_node()];
        call(Function::Least, arguments.map(|node| node.compared_as(Self::Ty::SQL_NAME)))
    }
}

impl<E: Expression<Ty: Number>> NumberFunctions for E {}

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
///
/// ```
/// # use orm_core::doc::*;
/// let root = User::id.cast::<f64>().square_root().floor();
/// assert_eq!(
///     User::query().select(root).sql(Postgres).text,
///     r#"select floor(sqrt(cast("users"."id" as double precision))) from "users""#,
/// );
/// ```
pub trait DoubleFunctions: Expression<Ty = f64> {
    /// `floor(self)`; made of casts on SQLite, up to 64 bits.
    fn floor(self) -> Expr<f64, Self::Null, Self::Uses> {
        call(Function::Floor, [self.into_node()])
    }

    /// `ceil(self)`; made of casts on SQLite, up to 64 bits.
    fn ceil(self) -> Expr<f64, Self::Null, Self::Uses> {
        call(Function::Ceiling, [self.into_node()])
    }

    /// `round(self)`. Halves go to the even neighbour on PostgreSQL, away from zero on SQLite.
    fn round(self) -> Expr<f64, Self::Null, Self::Uses> {
        call(Function::Round, [self.into_node()])
    }

    /// `round(self, digits)`: rounded to so many digits behind the point. PostgreSQL rounds it as a decimal.
    fn round_to(self, digits: u8) -> Expr<f64, Self::Null, Self::Uses> {
        call(Function::RoundTo, [self.into_node(), ast::Expr::Value(i32::from(digits).into_value())])
    }

    /// `trunc(self)`: without its fraction, toward zero. Made of casts on SQLite, up to 64 bits.
    fn truncate(self) -> Expr<f64, Self::Null, Self::Uses> {
        call(Function::WithoutFraction, [self.into_node()])
    }

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
