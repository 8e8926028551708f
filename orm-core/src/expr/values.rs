//! Operations on values of any type.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime, Utc};

#[cfg(any(feature = "rust_decimal", feature = "bigdecimal"))]
use super::NeedsDecimalCasts;
#[cfg(feature = "uuid")]
use super::NeedsUuidCasts;
use super::function::{Either, call};
use super::{Both, Expr, Expression, IntoExpr, NeedsBoolCasts, NeedsTimeCasts, Never};
use crate::ast::{self, CastType, Function};
use crate::types::{ColumnType, NotNull, Null, Nullness};

/// A Rust type that [`Values::cast`] converts to: `i32`, `i64`, `f64`, `String` and `NaiveDate` on every database; `bool`,
/// decimals, `NaiveTime`, `NaiveDateTime` and `Uuid` on those that convert to it.
#[diagnostic::on_unimplemented(
    message = "not every database converts to `{Self}`",
    label = "cast to `i32`, `i64`, `f64`, `String` or `NaiveDate`; some databases have others",
    note = "write the conversion of your database with `sql(..)`"
)]
pub trait CastTarget: ColumnType {
    /// The type in SQL.
    const TYPE: CastType;
    /// What it needs of the database.
    type Needs;
    /// May the result be NULL where the operand is not?
    type Null: Nullness;
}

macro_rules! targets {
    ($($(#[$cfg:meta])? $ty:ty => $Type:ident, $needs:ty, $null:ty;)*) => {$(
        $(#[$cfg])?
        impl CastTarget for $ty {
            const TYPE: CastType = CastType::$Type;
            type Needs = $needs;
            type Null = $null;
        }
    )*};
}

targets! {
    i32 => Int, (), NotNull;
    i64 => BigInt, (), NotNull;
    f64 => Double, (), NotNull;
    String => Text, (), NotNull;
    bool => Bool, NeedsBoolCasts, NotNull;
    // MySQL and SQLite take text that is none for NULL.
    NaiveDate => Date, (), Null;
    NaiveTime => Time, NeedsTimeCasts, Null;
    NaiveDateTime => Timestamp, NeedsTimeCasts, Null;
    #[cfg(feature = "rust_decimal")] rust_decimal::Decimal => Decimal, NeedsDecimalCasts, NotNull;
    #[cfg(feature = "bigdecimal")] bigdecimal::BigDecimal => Decimal, NeedsDecimalCasts, NotNull;
    #[cfg(feature = "uuid")] uuid::Uuid => Uuid, NeedsUuidCasts, NotNull;
}

/// A Rust type whose values have a larger and a smaller one on every database: numbers, text and times.
#[diagnostic::on_unimplemented(
    message = "not every database says which `{Self}` is larger",
    label = "expected a number, a text or a time"
)]
pub trait Comparable: ColumnType {}

macro_rules! comparable {
    ($($(#[$cfg:meta])? $ty:ty),* $(,)?) => {$($(#[$cfg])? impl Comparable for $ty {})*};
}

comparable! {
    i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, String, NaiveDate, NaiveTime, NaiveDateTime,
    DateTime<Utc>, DateTime<Local>, DateTime<FixedOffset>,
    #[cfg(feature = "rust_decimal")] rust_decimal::Decimal,
    #[cfg(feature = "bigdecimal")] bigdecimal::BigDecimal,
    #[cfg(feature = "jiff")] jiff::civil::Date,
    #[cfg(feature = "jiff")] jiff::civil::Time,
    #[cfg(feature = "jiff")] jiff::civil::DateTime,
    #[cfg(feature = "jiff")] jiff::Timestamp,
    #[cfg(feature = "time")] time::Date,
    #[cfg(feature = "time")] time::Time,
    #[cfg(feature = "time")] time::PrimitiveDateTime,
    #[cfg(feature = "time")] time::OffsetDateTime,
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

    /// The larger of two, NULL when either is: `greatest(self, other)`, `max(self, other)` on SQLite. PostgreSQL alone would
    /// pass over a NULL, so a `case` looks for it there. Text is compared as the database sorts it.
    fn greatest<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<Self::Ty, Either<Self, A::Null>, (Self::Uses, A::Uses)>
    where
        Self::Ty: Comparable,
    {
        let arguments = [self.into_node(), other.into_expr_node()];
        call(Function::Greatest, arguments.map(|node| node.compared_as(Self::Ty::SQL_NAME)))
    }

    /// The smaller of two, NULL when either is: `least(self, other)`, `min(self, other)` on SQLite.
    fn least<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<Self::Ty, Either<Self, A::Null>, (Self::Uses, A::Uses)>
    where
        Self::Ty: Comparable,
    {
        let arguments = [self.into_node(), other.into_expr_node()];
        call(Function::Least, arguments.map(|node| node.compared_as(Self::Ty::SQL_NAME)))
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
    /// PostgreSQL refuses text that is no number or time; MySQL and SQLite take what digits it starts with, and NULL for a time,
    /// so that one read from text is an `Option`. A decimal of MySQL has 30 digits behind the point.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// use chrono::NaiveDate;
    ///
    /// let day = User::name.cast::<NaiveDate>();
    /// assert_eq!(
    ///     User::query().select(day.clone()).sql(Postgres).text,
    ///     r#"select cast("users"."name" as date) from "users""#,
    /// );
    /// assert_eq!(User::query().select(day).sql(Sqlite).text, r#"select date("users"."name") from "users""#);
    /// ```
    fn cast<T: CastTarget>(self) -> Expr<T, <Self::Null as Nullness>::Or<T::Null>, (T::Needs, Self::Uses)> {
        Expr::new(ast::Expr::Cast(Box::new(self.into_node()), T::TYPE))
    }
}

impl<E: Expression> Values for E {}

fn function<T, N, U>(function: Function, first: ast::Expr, second: ast::Expr) -> Expr<T, N, U> {
    Expr::new(ast::Expr::Function(function, vec![first, second]))
}
