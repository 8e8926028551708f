//! Integers as bits.

use super::function::{Either, call};
use super::{Expr, Expression, Integer, IntoExpr, NeedsBitXor, NeedsSignedShift};
use crate::ast::{self, Function};
use crate::types::ColumnType;

/// Operations on the bits of integers, in two's complement. MySQL has them without a sign, so a cast brings it back there.
///
/// ```
/// # use orm_core::doc::*;
/// let flag = User::id.bit_and(4).ne(0);
/// assert_eq!(
///     User::query().filter(flag.clone()).select(User::id).sql(Postgres).text,
///     r#"select "users"."id" from "users" where ("users"."id" & $1) <> $2"#,
/// );
/// assert_eq!(
///     User::query().filter(flag).select(User::id).sql(Mysql).text,
///     "select `users`.`id` from `users` where cast(`users`.`id` & ? as signed) <> ?",
/// );
/// ```
pub trait Bitwise: Expression<Ty: Integer> {
    /// `self & other`: the bits that both have.
    fn bit_and<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<Self::Ty, Either<Self, A::Null>, (Self::Uses, A::Uses)> {
        call(Function::BitAnd, [self.into_node(), other.into_expr_node()])
    }

    /// `self | other`: the bits that either has.
    fn bit_or<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<Self::Ty, Either<Self, A::Null>, (Self::Uses, A::Uses)> {
        call(Function::BitOr, [self.into_node(), other.into_expr_node()])
    }

    /// The bits that one of both has: `self # other` on PostgreSQL, `self ^ other` on MySQL. Not on SQLite.
    fn bit_xor<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<Self::Ty, Either<Self, A::Null>, (NeedsBitXor, (Self::Uses, A::Uses))> {
        call(Function::BitXor, [self.into_node(), other.into_expr_node()])
    }

    /// `~self`: the bits that it does not have.
    fn bit_not(self) -> Expr<Self::Ty, Self::Null, Self::Uses> {
        call(Function::BitNot, [self.into_node()])
    }

    /// `self << bits`, of 64 bits: those that move out are lost, so that 64 and more leave 0. `.cast::<i64>()` makes 64 bits
    /// of fewer.
    fn shift_left(self, bits: u8) -> Expr<i64, Self::Null, Self::Uses>
    where
        Self: Expression<Ty = i64>,
    {
        shifted(Function::ShiftLeft, self.into_node(), bits)
    }

    /// `self >> bits`, of 64 bits, where the sign moves in from the left: a division by a power of two, rounded down. Not on
    /// MySQL, which moves in zeros.
    fn shift_right(self, bits: u8) -> Expr<i64, Self::Null, (NeedsSignedShift, Self::Uses)>
    where
        Self: Expression<Ty = i64>,
    {
        shifted(Function::ShiftRight, self.into_node(), bits)
    }
}

impl<E: Expression<Ty: Integer>> Bitwise for E {}

/// PostgreSQL looks at the last six bits of the number alone, so 64 and more are two steps.
fn shifted<N, U>(function: Function, operand: ast::Expr, bits: u8) -> Expr<i64, N, U> {
    let by = |operand: ast::Expr, bits: u8| {
        ast::Expr::Function(function, vec![operand, ast::Expr::Value(i32::from(bits).into_value())])
    };
    Expr::new(if bits < 64 { by(operand, bits) } else { by(by(operand, 63), 1) })
}
