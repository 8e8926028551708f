//! Aggregates beside the five that everybody knows.

use super::{Aggregated, Expr, Expression, NeedsStatistics, Number, OrderKeys, TextType};
use crate::ast::{self, AggregateFunction, Order};
use crate::types::Null;
#[cfg(feature = "json")]
use crate::types::{ColumnType, Json};

/// All are true: `bool_and(expression)`, `min(expression)` on MySQL and SQLite. NULL of no rows.
pub fn bool_and<E: Expression<Ty = bool>>(expression: E) -> Expr<bool, Null, Aggregated<E::Uses>> {
    aggregate(AggregateFunction::BoolAnd, expression.into_node(), Vec::new())
}

/// Any is true: `bool_or(expression)`, `max(expression)` on MySQL and SQLite. NULL of no rows.
pub fn bool_or<E: Expression<Ty = bool>>(expression: E) -> Expr<bool, Null, Aggregated<E::Uses>> {
    aggregate(AggregateFunction::BoolOr, expression.into_node(), Vec::new())
}

/// A number that has a deviation: a double or an integer.
#[diagnostic::on_unimplemented(message = "`{Self}` has no deviation", label = "cast it to `f64`")]
pub trait Statistic: Number {}
impl Statistic for i16 {}
impl Statistic for i32 {}
impl Statistic for i64 {}
impl Statistic for f64 {}

/// `stddev_samp(expression)`: the standard deviation of a sample; NULL of fewer than two rows. Not on SQLite.
pub fn stddev<E: Expression<Ty: Statistic>>(
    expression: E,
) -> Expr<f64, Null, Aggregated<(NeedsStatistics, E::Uses)>> {
    aggregate(AggregateFunction::StandardDeviation, expression.into_node(), Vec::new())
}

/// `var_samp(expression)`: the variance of a sample; NULL of fewer than two rows. Not on SQLite.
pub fn variance<E: Expression<Ty: Statistic>>(
    expression: E,
) -> Expr<f64, Null, Aggregated<(NeedsStatistics, E::Uses)>> {
    aggregate(AggregateFunction::Variance, expression.into_node(), Vec::new())
}

/// Texts one after the other, in an order, with a separator between them; NULL of no rows. `string_agg` on PostgreSQL,
/// `group_concat` on the others (in an order on SQLite since 3.44). `()` is no order.
///
/// ```
/// # use orm_core::doc::*;
/// let names = string_agg(User::name, ", ", User::name.desc());
/// assert_eq!(
///     User::query().select(names.clone()).sql(Postgres).text,
///     r#"select string_agg("users"."name", $1 order by "users"."name" desc) from "users""#,
/// );
/// assert_eq!(
///     User::query().select(names).sql(Mysql).text,
///     "select group_concat(`users`.`name` order by `users`.`name` desc separator x'2c20') from `users`",
/// );
/// ```
pub fn string_agg<E: Expression<Ty: TextType>, K: OrderKeys>(
    expression: E,
    separator: impl Into<String>,
    order: K,
) -> Expr<String, Null, (E::Uses, K::Uses)> {
    let mut order_by = Vec::new();
    order.push(&mut order_by);
    aggregate(AggregateFunction::Text(separator.into()), expression.into_node(), order_by)
}

/// A value that JSON holds as it is.
#[cfg(feature = "json")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no one form in JSON on all databases",
    label = "expected an integer, a double or text"
)]
pub trait JsonElement: ColumnType {}
#[cfg(feature = "json")]
impl JsonElement for i16 {}
#[cfg(feature = "json")]
impl JsonElement for i32 {}
#[cfg(feature = "json")]
impl JsonElement for i64 {}
#[cfg(feature = "json")]
impl JsonElement for f64 {}
#[cfg(feature = "json")]
impl JsonElement for String {}

/// An array of the values, NULLs among them; in no order. Of no rows it is NULL on PostgreSQL and MySQL, an empty array on
/// SQLite. `jsonb_agg`, `json_arrayagg` on MySQL, `json_group_array` on SQLite.
#[cfg(feature = "json")]
pub fn json_array_agg<E: Expression<Ty: JsonElement>>(
    expression: E,
) -> Expr<Json<Vec<Option<E::Ty>>>, Null, E::Uses>
where
    Json<Vec<Option<E::Ty>>>: ColumnType,
{
    aggregate(AggregateFunction::JsonArray, expression.into_node(), Vec::new())
}

fn aggregate<T, N, U>(
    function: AggregateFunction,
    operand: ast::Expr,
    order_by: Vec<Order>,
) -> Expr<T, N, U> {
    let aggregate =
        ast::Aggregate { function, operand: Some(operand), is_distinct: false, order_by, filter: None };
    Expr::new(ast::Expr::Aggregate(Box::new(aggregate)))
}
