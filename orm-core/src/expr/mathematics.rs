//! Logarithms and trigonometry. SQLite has them only when it is compiled with its mathematical functions.

use super::function::{Either, call};
use super::{Expr, Expression, IntoExpr, NeedsMathematics};
use crate::ast::Function;
use crate::types::{NotNull, Null};

/// A number from 0 up to 1, another one for each row: `random()`, `rand()` on MySQL.
///
/// ```
/// # use orm_core::doc::*;
/// let some = User::query().order_by(random()).limit(3).select(User::id);
/// assert_eq!(some.sql(Mysql).text, "select `users`.`id` from `users` order by rand() limit ?");
/// ```
pub fn random() -> Expr<f64, NotNull, ()> {
    call(Function::Random, [])
}

/// The number π: `pi()`, written out on SQLite.
pub fn pi() -> Expr<f64, NotNull, ()> {
    call(Function::Pi, [])
}

macro_rules! functions {
    ($($(#[$docs:meta])* $method:ident, $Function:ident, $null:ty;)*) => {$(
        $(#[$docs])*
        fn $method(self) -> Expr<f64, $null, (NeedsMathematics, Self::Uses)> {
            call(Function::$Function, [self.into_node()])
        }
    )*};
}

/// Logarithms and trigonometry of doubles; angles are in radians. Outside of its domain, a function is an error on PostgreSQL
/// and NULL on MySQL. Not on SQLite.
///
/// ```
/// # use orm_core::doc::*;
/// let digits = User::id.cast::<f64>().log10().floor();
/// assert_eq!(
///     User::query().select(digits).sql(Postgres).text,
///     r#"select floor(log(cast("users"."id" as double precision))) from "users""#,
/// );
/// ```
pub trait Mathematics: Expression<Ty = f64> {
    functions! {
        /// `exp(self)`
        exp, Exponential, Self::Null;
        /// `ln(self)`
        ln, NaturalLogarithm, Null;
        /// `log10(self)`
        log10, DecimalLogarithm, Null;
        /// `sin(self)`
        sin, Sine, Self::Null;
        /// `cos(self)`
        cos, Cosine, Self::Null;
        /// `tan(self)`
        tan, Tangent, Self::Null;
        /// `asin(self)`
        asin, ArcSine, Null;
        /// `acos(self)`
        acos, ArcCosine, Null;
        /// `atan(self)`
        atan, ArcTangent, Self::Null;
    }

    /// The logarithm to a base: `ln(self) / ln(base)`.
    fn log<A: IntoExpr<f64>>(self, base: A) -> Expr<f64, Null, (NeedsMathematics, (Self::Uses, A::Uses))> {
        call(Function::Logarithm, [base.into_expr_node(), self.into_node()])
    }

    /// `atan2(self, x)`: the angle of the point with this y.
    fn atan2<A: IntoExpr<f64>>(
        self,
        x: A,
    ) -> Expr<f64, Either<Self, A::Null>, (NeedsMathematics, (Self::Uses, A::Uses))> {
        call(Function::ArcTangent2, [self.into_node(), x.into_expr_node()])
    }
}

impl<E: Expression<Ty = f64>> Mathematics for E {}
