//! Aggregates beside the five that everybody knows.

use super::function::call;
use super::{
    Aggregated, Expr, Expression, Grouped, NeedsArrays, NeedsDistinctText, NeedsOrderedSets, NeedsRollup,
    NeedsStatistics, Never, Number, OrderKeys, TextType,
};
use crate::ast::{self, AggregateFunction, Function, Order};
use crate::types::{ArrayElement, ColumnType, NotNull, Null};

/// All are true: `bool_and(expression)`, `min(expression)` on MySQL and SQLite. NULL of no rows.
pub fn bool_and<E: Expression<Ty = bool>>(expression: E) -> Expr<bool, Null, Aggregated<E::Uses>> {
    aggregate(AggregateFunction::BoolAnd, expression.into_node(), Vec::new())
}

/// Any is true: `bool_or(expression)`, `max(expression)` on MySQL and SQLite. NULL of no rows.
pub fn bool_or<E: Expression<Ty = bool>>(expression: E) -> Expr<bool, Null, Aggregated<E::Uses>> {
    aggregate(AggregateFunction::BoolOr, expression.into_node(), Vec::new())
}

/// The value of one row of the group, whichever: for what is known to be the same in all of them. NULL of no rows.
///
/// `min(expression)` on MySQL and SQLite; `(array_agg(expression))[1]` on PostgreSQL, which has no `min` for some types, and
/// `any_value` only since 16.
///
/// ```
/// # use orm_core::doc::*;
/// let names = Post::query()
///     .join(User::table, User::id.eq(Post::author_id))
///     .group_by(Post::author_id)
///     .select((Post::author_id, any_value(User::name)));
/// assert_eq!(
///     names.sql(Postgres).text,
///     r#"select "posts"."author_id", (array_agg("users"."name"))[1] from "posts" "#.to_owned()
///         + r#"join "users" on "users"."id" = "posts"."author_id" group by "posts"."author_id""#,
/// );
/// ```
pub fn any_value<E: Expression>(expression: E) -> Expr<E::Ty, Null, Aggregated<E::Uses>> {
    // PostgreSQL makes one array with two dimensions of arrays, but has `min` for them.
    let is_array = E::Ty::SQL_NAME.ends_with("[]");
    let function = if is_array { AggregateFunction::Min } else { AggregateFunction::Any };
    aggregate(function, expression.into_node(), Vec::new())
}

/// `grouping(key)`: 1 in the rows of a subtotal that leaves the key out, 0 in the others. PostgreSQL and MySQL; MariaDB,
/// which is [`Mysql`](crate::Mysql) here, rejects it.
pub fn grouping<E: Expression>(key: E) -> Expr<i32, NotNull, Grouped<Never<(NeedsRollup, E::Uses)>>> {
    call(Function::Grouping, [key.into_node()])
}

/// A number that has a deviation: a double or an integer.
#[diagnostic::on_unimplemented(message = "`{Self}` has no deviation", label = "cast it to `f64`")]
pub trait Statistic: Number {}
impl Statistic for i16 {}
impl Statistic for i32 {}
impl Statistic for i64 {}
impl Statistic for f64 {}

/// `stddev_pop(expression)`: the standard deviation of all there is; NULL of no rows. Not on SQLite.
pub fn stddev_pop<E: Expression<Ty: Statistic>>(
    expression: E,
) -> Expr<f64, Null, Aggregated<(NeedsStatistics, E::Uses)>> {
    aggregate(AggregateFunction::PopulationDeviation, expression.into_node(), Vec::new())
}

/// `var_pop(expression)`: the variance of all there is; NULL of no rows. Not on SQLite.
pub fn var_pop<E: Expression<Ty: Statistic>>(
    expression: E,
) -> Expr<f64, Null, Aggregated<(NeedsStatistics, E::Uses)>> {
    aggregate(AggregateFunction::PopulationVariance, expression.into_node(), Vec::new())
}

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
/// MySQL cuts it after `group_concat_max_len` bytes, which our connections set as high as a packet can be; a pool of yours has
/// its own setting.
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
) -> Expr<String, Null, Grouped<(E::Uses, K::Uses)>> {
    let mut order_by = Vec::new();
    order.push(&mut order_by);
    aggregate(AggregateFunction::Text(separator.into()), expression.into_node(), order_by)
}

/// The different texts one after the other, in their own order, with a separator between them; NULL of no rows. PostgreSQL and
/// MySQL; on SQLite, [`string_agg`] of a derived table whose rows are `.distinct()`. Of `citext`, PostgreSQL tells case.
///
/// ```
/// # use orm_core::doc::*;
/// let names = string_agg_distinct(User::name, ", ");
/// assert_eq!(
///     User::query().select(names.clone()).sql(Postgres).text,
///     r#"select string_agg(distinct "users"."name", $1 order by "users"."name") from "users""#,
/// );
/// assert_eq!(
///     User::query().select(names).sql(Mysql).text,
///     "select group_concat(distinct `users`.`name` order by 1 separator x'2c20') from `users`",
/// );
/// ```
pub fn string_agg_distinct<E: Expression<Ty: TextType>>(
    expression: E,
    separator: impl Into<String>,
) -> Expr<String, Null, Grouped<(NeedsDistinctText, E::Uses)>> {
    aggregate_distinct(AggregateFunction::Text(separator.into()), expression.into_node())
}

/// The different values as an array, in their own order, with a NULL at its end if there is any. NULL of no rows. PostgreSQL only.
pub fn array_agg_distinct<E: Expression<Ty: ArrayElement + ColumnType>>(
    expression: E,
) -> Expr<Vec<Option<E::Ty>>, Null, Grouped<Never<(NeedsArrays, E::Uses)>>> {
    aggregate_distinct(AggregateFunction::Array, expression.into_node())
}

/// The values as an array, NULLs among them, in an order; `()` is no order. NULL of no rows. PostgreSQL only.
pub fn array_agg<E: Expression<Ty: ArrayElement + ColumnType>, K: OrderKeys>(
    expression: E,
    order: K,
) -> Expr<Vec<Option<E::Ty>>, Null, Aggregated<Never<(NeedsArrays, (E::Uses, K::Uses))>>> {
    let mut order_by = Vec::new();
    order.push(&mut order_by);
    aggregate(AggregateFunction::Array, expression.into_node(), order_by)
}

/// `percentile_cont(fraction) within group (order by expression)`: the value at that part of the order, 0.5 for the median,
/// between two values if need be. NULL of no rows. PostgreSQL only.
///
/// ```
/// # use orm_core::doc::*;
/// assert_eq!(
///     User::query().select(percentile_cont(0.5, User::age)).sql(Postgres).text,
///     r#"select percentile_cont($1) within group (order by "users"."age") from "users""#,
/// );
/// ```
pub fn percentile_cont<E: Expression<Ty: Statistic>>(
    fraction: f64,
    expression: E,
) -> Expr<f64, Null, Grouped<(NeedsOrderedSets, E::Uses)>> {
    of_an_order(AggregateFunction::PercentileContinuous, Some(fraction), expression)
}

/// `percentile_disc(fraction) within group (order by expression)`: the first value at or behind that part of the order. NULL
/// of no rows. PostgreSQL only.
pub fn percentile_disc<E: Expression>(
    fraction: f64,
    expression: E,
) -> Expr<E::Ty, Null, Grouped<(NeedsOrderedSets, E::Uses)>> {
    of_an_order(AggregateFunction::PercentileDiscrete, Some(fraction), expression)
}

/// `mode() within group (order by expression)`: the most frequent value. NULL of no rows. PostgreSQL only.
pub fn mode<E: Expression>(expression: E) -> Expr<E::Ty, Null, Grouped<(NeedsOrderedSets, E::Uses)>> {
    of_an_order(AggregateFunction::Mode, None, expression)
}

fn of_an_order<T, N, U, E: Expression>(
    function: AggregateFunction,
    fraction: Option<f64>,
    expression: E,
) -> Expr<T, N, U> {
    let aggregate = ast::Aggregate {
        function,
        operand: None,
        argument: fraction.map(|fraction| ast::Expr::Value(fraction.into_value())),
        is_distinct: false,
        order_by: vec![Order::ascending(expression.into_node())],
        filter: None,
    };
    Expr::new(ast::Expr::Aggregate(Box::new(aggregate)))
}

fn aggregate_distinct<T, N, U>(function: AggregateFunction, operand: ast::Expr) -> Expr<T, N, U> {
    let aggregate = ast::Aggregate {
        function,
        operand: Some(operand),
        argument: None,
        is_distinct: true,
        order_by: Vec::new(),
        filter: None,
    };
    Expr::new(ast::Expr::Aggregate(Box::new(aggregate)))
}

fn aggregate<T, N, U>(
    function: AggregateFunction,
    operand: ast::Expr,
    order_by: Vec<Order>,
) -> Expr<T, N, U> {
    let aggregate = ast::Aggregate {
        function,
        operand: Some(operand),
        argument: None,
        is_distinct: false,
        order_by,
        filter: None,
    };
    Expr::new(ast::Expr::Aggregate(Box::new(aggregate)))
}
