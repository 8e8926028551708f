//! What calendars and clocks say of times.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::function::{Either, call};
use super::{Expr, Expression, IntoExpr, LocalTime, NeedsTimeZones, Never, PointInTime, TimeType};
use crate::ast::{self, FormatPart, Function, TimeFormat, TimeUnit, ZoneForm};
use crate::types::{ColumnType, NotNull, Null};

/// The time of day of the statement, in UTC. On SQLite in milliseconds.
pub fn current_time() -> Expr<NaiveTime, NotNull, ()> {
    call(Function::CurrentTime, [])
}

/// A day out of its parts. What is no day is an error on PostgreSQL and NULL on the others.
///
/// ```
/// # use orm_core::doc::*;
/// assert_eq!(
///     User::query().select(make_date(User::age, 12, 31)).sql(Postgres).text,
///     r#"select make_date("users"."age", $1, $2) from "users""#,
/// );
/// ```
pub fn make_date<Y: IntoExpr<i32>, M: IntoExpr<i32>, D: IntoExpr<i32>>(
    year: Y,
    month: M,
    day: D,
) -> Expr<NaiveDate, Null, Never<(Y::Uses, (M::Uses, D::Uses))>> {
    call(Function::MakeDate, [year.into_expr_node(), month.into_expr_node(), day.into_expr_node()])
}

/// The point in time so many seconds after the beginning of 1970.
pub fn from_unix_seconds<E: IntoExpr<i64>>(seconds: E) -> Expr<DateTime<Utc>, E::Null, E::Uses> {
    call(Function::FromUnix, [seconds.into_expr_node()])
}

macro_rules! units {
    ($($(#[$docs:meta])* $method:ident, $Unit:ident;)*) => {$(
        $(#[$docs])*
        fn $method(self) -> Expr<i32, Self::Null, Self::Uses> {
            call(Function::Unit(TimeUnit::$Unit, Self::Ty::FORM), [self.into_node()])
        }
    )*};
}

/// What calendars and clocks say of times. Of a point in time, it is said in UTC.
///
/// ```
/// # use orm_core::doc::*;
/// let month = now().format("%Y-%m");
/// assert_eq!(
///     User::query().select(month.clone()).sql(Postgres).text,
///     r#"select to_char(now() at time zone 'UTC', 'YYYY"-"MM') from "users""#,
/// );
/// assert_eq!(
///     User::query().select(month).sql(Mysql).text,
///     "select date_format(current_timestamp(6), '%Y-%m') from `users`",
/// );
/// ```
pub trait Calendar: Expression<Ty: TimeType> {
    units! {
        /// The quarter of its year, from 1.
        quarter, Quarter;
        /// The week of ISO 8601, from 1. It begins on Monday, and belongs to the year that has its Thursday:
        /// [`week_year`](Self::week_year).
        week, Week;
        /// The year that the week of ISO 8601 belongs to.
        week_year, WeekYear;
        /// The day of the week: 1 is Monday, 7 Sunday.
        weekday, Weekday;
        /// The day of the year, from 1.
        day_of_year, DayOfYear;
    }

    /// The seconds since the beginning of 1970, without their fraction.
    fn unix_seconds(self) -> Expr<i64, Self::Null, Self::Uses> {
        call(Function::Unit(TimeUnit::Unix, Self::Ty::FORM), [self.into_node()])
    }

    /// The days since the day of another time, negative when that is later. Hours do not count.
    fn days_since<A: IntoExpr<Self::Ty>>(
        self,
        earlier: A,
    ) -> Expr<i32, Either<Self, A::Null>, (Self::Uses, A::Uses)> {
        call(Function::DaysBetween(Self::Ty::FORM), [self.into_node(), earlier.into_expr_node()])
    }

    /// As text: `%Y` is the year in four digits, `%m` the month, `%d` the day, `%j` the day of the year, `%H` the hour, `%M` the
    /// minute, `%S` the second, `%%` a percent sign; everything else stands for itself. `to_char` on PostgreSQL,
    /// `date_format` on MySQL, `strftime` on SQLite.
    fn format(self, pattern: &'static str) -> Expr<String, Self::Null, Self::Uses> {
        let format = TimeFormat { time: self.into_node(), form: Self::Ty::FORM, parts: parts(pattern) };
        Expr::new(ast::Expr::Format(Box::new(format)))
    }

    /// The date and time that a point in time has in a zone, `"Europe/Berlin"` or `"+02:00"`. NULL on MySQL when its tables of
    /// zones are not filled; it needs them for names. Not on SQLite.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// assert_eq!(
    ///     User::query().select(now().at_time_zone("Europe/Berlin").hour()).sql(Mysql).text,
    ///     "select extract(hour from convert_tz(current_timestamp(6), '+00:00', ?)) from `users`",
    /// );
    /// ```
    fn at_time_zone(
        self,
        zone: impl Into<String>,
    ) -> Expr<<Self::Ty as PointInTime>::Local, Null, Never<(NeedsTimeZones, Self::Uses)>>
    where
        Self::Ty: PointInTime,
    {
        let (zone, form) = self::zone(zone.into());
        call(Function::AtTimeZone(form), [self.into_node(), zone])
    }

    /// The point in time of a date and time in a zone. Not on SQLite.
    fn with_time_zone(
        self,
        zone: impl Into<String>,
    ) -> Expr<<Self::Ty as LocalTime>::Point, Null, Never<(NeedsTimeZones, Self::Uses)>>
    where
        Self::Ty: LocalTime,
    {
        let (zone, form) = self::zone(zone.into());
        call(Function::FromTimeZone(form), [self.into_node(), zone])
    }
}

impl<E: Expression<Ty: TimeType>> Calendar for E {}

fn zone(zone: String) -> (ast::Expr, ZoneForm) {
    let form = if zone.starts_with(['+', '-']) { ZoneForm::Offset } else { ZoneForm::Name };
    (ast::Expr::Value(zone.into_value()), form)
}

/// The parts of a format. What stands for nothing stands for itself.
fn parts(pattern: &str) -> Vec<FormatPart> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        let part = match (character, rest.clone().next()) {
            ('%', Some('Y')) => FormatPart::Year,
            ('%', Some('m')) => FormatPart::Month,
            ('%', Some('d')) => FormatPart::Day,
            ('%', Some('j')) => FormatPart::DayOfYear,
            ('%', Some('H')) => FormatPart::Hour,
            ('%', Some('M')) => FormatPart::Minute,
            ('%', Some('S')) => FormatPart::Second,
            ('%', Some('%')) => {
                rest.next();
                text.push('%');
                continue;
            }
            _ => {
                text.push(character);
                continue;
            }
        };
        rest.next();
        if !text.is_empty() {
            parts.push(FormatPart::Text(std::mem::take(&mut text)));
        }
        parts.push(part);
    }
    if !text.is_empty() {
        parts.push(FormatPart::Text(text));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_parts_and_text() {
        let text = |text: &str| FormatPart::Text(text.to_owned());
        assert_eq!(parts("%Y-%m"), [FormatPart::Year, text("-"), FormatPart::Month]);
        assert_eq!(parts("100%% %q %"), [text("100% %q %")]);
        assert_eq!(parts(""), []);
    }
}
