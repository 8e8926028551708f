//! Functions of times.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, Utc};

use super::function::{Either, call};
use super::{Expr, Expression, IntoExpr, NeedsCalendar};
use crate::ast::{self, Function, TimeForm, TimePart};
use crate::types::{ColumnType, NotNull};

/// A Rust type that is a day, or a day with a time.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a time", label = "only times have this operation")]
pub trait TimeType: ColumnType {
    /// How it is kept.
    const FORM: TimeForm;
    /// A day, in the crate of this type.
    type Day: TimeType;
}

/// A time that has hours.
#[diagnostic::on_unimplemented(message = "`{Self}` has no hours", label = "expected a day with a time")]
pub trait ClockType: TimeType {}

/// A Rust type that is a point in time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a point in time",
    label = "expected a type like `DateTime<Utc>`, which has another date and time in each zone"
)]
pub trait PointInTime: ClockType {
    /// A date and time without a zone, in the crate of this type.
    type Local: LocalTime;
}

/// A Rust type that is a date and time without a zone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a date and time without a zone",
    label = "expected a type like `NaiveDateTime`, which is another point in time in each zone"
)]
pub trait LocalTime: ClockType {
    /// A point in time, in the crate of this type.
    type Point: PointInTime;
}

/// The three types of a crate, and others that are points in time.
macro_rules! times {
    ($($(#[$cfg:meta])? $day:ty, $local:ty, $point:ty $(, $other:ty)*;)*) => {$(
        $(#[$cfg])?
        const _: () = {
            impl TimeType for $day {
                const FORM: TimeForm = TimeForm::Date;
                type Day = Self;
            }
            impl TimeType for $local {
                const FORM: TimeForm = TimeForm::Local;
                type Day = $day;
            }
            impl ClockType for $local {}
            impl LocalTime for $local {
                type Point = $point;
            }
            times!(@point $day, $local; $point $(, $other)*);
        };
    )*};
    (@point $day:ty, $local:ty; $($point:ty),*) => {$(
        impl TimeType for $point {
            const FORM: TimeForm = TimeForm::Utc;
            type Day = $day;
        }
        impl ClockType for $point {}
        impl PointInTime for $point {
            type Local = $local;
        }
    )*};
}

times! {
    NaiveDate, NaiveDateTime, DateTime<Utc>, DateTime<Local>, DateTime<FixedOffset>;
    #[cfg(feature = "jiff")] jiff::civil::Date, jiff::civil::DateTime, jiff::Timestamp;
    #[cfg(feature = "time")] time::Date, time::PrimitiveDateTime, time::OffsetDateTime;
}

/// The time of the statement: `now()`, `current_timestamp(6)` on MySQL. On SQLite in milliseconds.
pub fn now() -> Expr<DateTime<Utc>, NotNull, ()> {
    now_as()
}

/// [`now`] for a column of another type: a local time of chrono, a type of jiff or time.
///
/// ```
/// # use orm_core::doc::*;
/// use chrono::{DateTime, Local};
/// use orm_core::expr::now_as;
///
/// let query = User::query().select(now_as::<DateTime<Local>>());
/// assert_eq!(query.sql(Postgres).text, r#"select now() from "users""#);
/// ```
pub fn now_as<T: PointInTime>() -> Expr<T, NotNull, ()> {
    Expr::new(ast::Expr::Now(T::SQL_NAME))
}

/// The day of the statement, in UTC.
pub fn current_date() -> Expr<NaiveDate, NotNull, ()> {
    current_date_as()
}

/// [`current_date`] for a column of another type.
pub fn current_date_as<T: TimeType<Day = T>>() -> Expr<T, NotNull, ()> {
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
    fn date(self) -> Expr<<Self::Ty as TimeType>::Day, Self::Null, Self::Uses> {
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
