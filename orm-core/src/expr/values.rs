//! Operations on values of any type.

use super::{Both, Expr, Expression, IntoExpr, Never};
use crate::ast::{self, CastType, Function};
use crate::types::{ColumnType, NotNull, Null};

/// A Rust type that [`Values::cast`] converts to on every database: `i32`, `i64`, `f64`, `String`.
#[diagnostic::on_unimplemented(
    message = "not every database converts to `{Self}`",
    label = "cast to `i32`, `i64`, `f64` or `String`",
    note = "write the conversion of your database with `sql(..)`"
)]
pub trait CastTarget: ColumnType {
    /// The type in SQL.
    const TYPE: CastType;
}

impl CastTarget for i32 {
    const TYPE: CastType = CastType::Int;
}

impl CastTarget for i64 {
    const TYPE: CastType = CastType::BigInt;
}

impl CastTarget for f64 {
    const TYPE: CastType = CastType::Double;
}

impl CastTarget for String {
    const TYPE: CastType = CastType::Text;
}

/// What values of any type can do.
pub trait Values: Expression {
    /// `coalesce(self, other)`: `other` where this is NULL.
    ///
    /// The result is NULL only where both are.
    fn coalesce<R: IntoExpr<Self::Ty>>(
        self,
        other: R,
    ) -> Expr<Self::Ty, NotNull, Both<Self::Null, Self::Uses, R::Null, R::Uses>> {
        function(Function::Coalesce, self.into_node(), other.into_expr_node())
    }

    /// `nullif(self, other)`: NULL where both are equal.
    fn nullif<R: IntoExpr<Self::Ty>>(self, other: R) -> Expr<Self::Ty, Null, Never<(Self::Uses, R::Uses)>> {
        function(
            Function::NullIf,
            self.into_node().compared_as(Self::Ty::SQL_NAME),
            other.into_expr_node().compared_as(Self::Ty::SQL_NAME),
        )
    }

    /// `cast(self as …)`: the value as another type, by the rules of the database.
    ///
    /// PostgreSQL refuses text that is no number; MySQL and SQLite take what digits it starts with.
    fn cast<T: CastTarget>(self) -> Expr<T, Self::Null, Self::Uses> {
        Expr::new(ast::Expr::Cast(Box::new(self.into_node()), T::TYPE))
    }
}

impl<E: Expression> Values for E {}

fn function<T, N, U>(function: Function, first: ast::Expr, second: ast::Expr) -> Expr<T, N, U> {
    Expr::new(ast::Expr::Function(function, vec![first, second]))
}
