//! Functions of times of day.

use chrono::NaiveTime;

use super::function::call;
use super::{Expr, Expression};
use crate::ast::{Function, TimeForm, TimePart};
use crate::types::ColumnType;

/// A Rust type that is a time of day.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a time of day",
    label = "only times have this operation"
)]
pub trait TimeOfDay: ColumnType {}

impl TimeOfDay for NaiveTime {}
#[cfg(feature = "jiff")]
impl TimeOfDay for jiff::civil::Time {}
#[cfg(feature = "time")]
impl TimeOfDay for time::Time {}

/// Functions of times of day.
///
/// ```
/// # use orm_core::doc::*;
/// assert_eq!(
///     User::query().select(current_time().hour()).sql(Mysql).text,
///     "select extract(hour from utc_time(6)) from `users`",
/// );
/// ```
pub trait ClockFunctions: Expression<Ty: TimeOfDay> {
    /// `extract(hour from self)`
    fn hour(self) -> Expr<i32, Self::Null, Self::Uses> {
        call(Function::Extract(TimePart::Hour, TimeForm::Local), [self.into_node()])
    }

    /// `extract(minute from self)`
    fn minute(self) -> Expr<i32, Self::Null, Self::Uses> {
        call(Function::Extract(TimePart::Minute, TimeForm::Local), [self.into_node()])
    }

    /// `extract(second from self)`, without its fraction.
    fn second(self) -> Expr<i32, Self::Null, Self::Uses> {
        call(Function::Extract(TimePart::Second, TimeForm::Local), [self.into_node()])
    }
}

impl<E: Expression<Ty: TimeOfDay>> ClockFunctions for E {}
