//! Functions of times.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::function::{Either, call};
use super::{Expr, Expression, IntoExpr, NeedsCalendar};
use crate::ast::{self, Function, TimeForm, TimePart};
use crate::types::{ColumnType, NotNull};

/// A Rust type that is a day, or a day with a time.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a time", label = "only times have this operation")]
pub trait TimeType: ColumnType {
    /// How it is kept.
    const FORM: TimeForm;
}

impl TimeType for NaiveDate {
    const FORM: TimeForm = TimeForm::Date;
}

impl TimeType for NaiveDateTime {
    const FORM: TimeForm = TimeForm::Local;
}

impl TimeType for DateTime<Utc> {
    const FORM: TimeForm = TimeForm::Utc;
}

/// A time that has hours.
#[diagnostic::on_unimplemented(message = "`{Self}` has no hours", label = "expected a day with a time")]
pub trait ClockType: TimeType {}
impl ClockType for NaiveDateTime {}
impl ClockType for DateTime<Utc> {}

/// The time of the statement: `now()`, `current_timestamp(6)` on MySQL. On SQLite in milliseconds.
pub fn now() -> Expr<DateTime<Utc>, NotNull, ()> {
    Expr::new(ast::Expr::Now(<DateTime<Utc> as ColumnType>::SQL_NAME))
}

/// The day of the statement, in UTC.
pub fn current_date() -> Expr<NaiveDate, NotNull, ()> {
    call(Function::CurrentDate, [])
}

macro_rules! parts {
    ($($(#[$docs:meta])* $method:ident, $Type:ident, $Part:ident;)*) => {$(
        $(#[$docs])*
        fn $method(self) -> Expr<i32, Self::Null, Self::Uses>
        where
            Self::Ty: $Type,
        {
            call(Function::Extract(TimePart::$Part, Self::Ty::FORM), [self.into_node()])
        }
    )*};
}

macro_rules! sums {
    ($($(#[$docs:meta])* $method:ident, $Type:ident, $Part:ident, $uses:ty;)*) => {$(
        $(#[$docs])*
        fn $method<A: IntoExpr<i32>>(self, count: A) -> Expr<Self::Ty, Either<Self, A::Null>, $uses>
        where
            Self::Ty: $Type,
        {
            call(Function::Plus(TimePart::$Part, Self::Ty::FORM), [self.into_node(), count.into_expr_node()])
        }
    )*};
}

/// Functions of times. Parts of a point in time are those in UTC.
///
/// ```
/// # use orm_core::doc::*;
/// let tomorrow = current_date().plus_days(1);
/// assert_eq!(
///     User::query().select(tomorrow.year()).sql(Mysql).text,
///     "select extract(year from (utc_date() + interval ? day)) from `users`",
/// );
/// ```
pub trait TimeFunctions: Expression<Ty: TimeType> {
    parts! {
        /// `extract(year from self)`
        year, TimeType, Year;
        /// `extract(month from self)`
        month, TimeType, Month;
        /// `extract(day from self)`
        day, TimeType, Day;
        /// `extract(hour from self)`
        hour, ClockType, Hour;
        /// `extract(minute from self)`
        minute, ClockType, Minute;
        /// `extract(second from self)`, without its fraction.
        second, ClockType, Second;
    }

    sums! {
        /// `self + interval count year`. Not on SQLite.
        plus_years, TimeType, Year, (NeedsCalendar, (Self::Uses, A::Uses));
        /// `self + interval count month`; the day is the last of the month where it has fewer. Not on SQLite.
        plus_months, TimeType, Month, (NeedsCalendar, (Self::Uses, A::Uses));
        /// `self + interval count day`. On SQLite, as all sums of times, in milliseconds.
        plus_days, TimeType, Day, (Self::Uses, A::Uses);
        /// `self + interval count hour`
        plus_hours, ClockType, Hour, (Self::Uses, A::Uses);
        /// `self + interval count minute`
        plus_minutes, ClockType, Minute, (Self::Uses, A::Uses);
        /// `self + interval count second`
        plus_seconds, ClockType, Second, (Self::Uses, A::Uses);
    }

    /// The day: `cast(self as date)`.
    fn date(self) -> Expr<NaiveDate, Self::Null, Self::Uses> {
        call(Function::Day(Self::Ty::FORM), [self.into_node()])
    }

    /// The beginning of its year, month, day, …: `date_trunc('month', self)` and what says the same on the others.
    fn truncated_to(self, part: TimePart) -> Expr<Self::Ty, Self::Null, Self::Uses> {
        call(Function::Truncate(part, Self::Ty::FORM), [self.into_node()])
    }

    /// The seconds since an earlier time, negative since a later one. On SQLite in milliseconds.
    fn seconds_since<A: IntoExpr<Self::Ty>>(
        self,
        earlier: A,
    ) -> Expr<f64, Either<Self, A::Null>, (Self::Uses, A::Uses)>
    where
        Self::Ty: ClockType,
    {
        call(Function::SecondsBetween, [self.into_node(), earlier.into_expr_node()])
    }
}

impl<E: Expression<Ty: TimeType>> TimeFunctions for E {}
