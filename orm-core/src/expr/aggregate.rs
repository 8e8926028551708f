//! Aggregates: one value for the rows of a group, or for all rows when nothing groups them.

use super::{Aggregated, Expr, Expression, Never, Number};
use crate::ast::{self, AggregateFunction, ComparedBy};
use crate::types::{ColumnType, NotNull, Null};

/// `count(expression)`: the rows in which it is not NULL.
///
/// ```
/// # use orm_core::doc::*;
/// let query = User::query().select((count_all(), count(User::age), count_distinct(User::age)));
/// assert_eq!(
///     query.sql(Sqlite).text,
///     r#"select count(*), count("users"."age"), count(distinct "users"."age") from "users""#,
/// );
/// ```
pub fn count<E: Expression>(expression: E) -> Expr<i64, NotNull, Aggregated<Never<E::Uses>>> {
    aggregate(AggregateFunction::Count, Some(expression.into_node()), false)
}

/// `count(distinct expression)`: the different values that are not NULL.
pub fn count_distinct<E: Expression>(expression: E) -> Expr<i64, NotNull, Aggregated<Never<E::Uses>>> {
    aggregate(AggregateFunction::Count, Some(expression.into_node().compared_as(E::Ty::SQL_NAME)), true)
}

/// `count(*)`: the rows.
pub fn count_all() -> Expr<i64, NotNull, Aggregated<()>> {
    aggregate(AggregateFunction::Count, None, false)
}

/// `sum(expression)`; NULL of no rows.
///
/// Integers add up to `i64`, or to `u64` where they are some, whatever type the database has for it; a sum that is larger is an
/// error.
///
/// ```
/// # use orm_core::doc::*;
/// assert_eq!(
///     User::query().select(sum(User::age)).sql(Postgres).text,
///     r#"select cast(sum("users"."age") as bigint) from "users""#,
/// );
/// ```
pub fn sum<E: Expression<Ty: Sum<Out = T>>, T>(expression: E) -> Expr<T, Null, Aggregated<E::Uses>> {
    aggregate(E::Ty::SUM, Some(expression.into_node()), false)
}

/// `avg(expression)`; NULL of no rows. A double, except for decimals, which keep their type.
pub fn avg<E: Expression<Ty: Average<Out = T>>, T>(expression: E) -> Expr<T, Null, Aggregated<E::Uses>> {
    aggregate(E::Ty::AVERAGE, Some(expression.into_node()), false)
}

/// `sum(distinct expression)`: equal values are added once.
pub fn sum_distinct<E: Expression<Ty: Sum<Out = T>>, T>(expression: E) -> Expr<T, Null, Aggregated<E::Uses>> {
    aggregate(E::Ty::SUM, Some(expression.into_node().compared_as(E::Ty::SQL_NAME)), true)
}

/// `avg(distinct expression)`: equal values count once.
pub fn avg_distinct<E: Expression<Ty: Average<Out = T>>, T>(
    expression: E,
) -> Expr<T, Null, Aggregated<E::Uses>> {
    aggregate(E::Ty::AVERAGE, Some(expression.into_node().compared_as(E::Ty::SQL_NAME)), true)
}

/// `min(expression)`; NULL of no rows.
///
/// PostgreSQL has none for some types: of truth it is `bool_and` there; of UUIDs, bytes, bits, hardware addresses, vectors and
/// documents the smallest text of them, whose order is the same but for the last two.
///
/// ```
/// # use orm_core::doc::*;
/// #[derive(Table)]
/// #[table(name = "files")]
/// struct File {
///     #[column(primary_key)]
///     id: uuid::Uuid,
///     is_public: bool,
/// }
///
/// let smallest = || (min(File::id), min(File::is_public));
/// assert_eq!(
///     File::query().select(smallest()).sql(Postgres).text,
///     r#"select cast(min(cast("files"."id" as text) collate "C") as uuid), bool_and("files"."is_public") from "files""#,
/// );
/// assert_eq!(
///     File::query().select(smallest()).sql(Sqlite).text,
///     r#"select min("files"."id"), min("files"."is_public") from "files""#,
/// );
/// # let _ = |file: File| (file.id, file.is_public);
/// ```
pub fn min<E: Expression>(expression: E) -> Expr<E::Ty, Null, Aggregated<E::Uses>> {
    let function = match Extremes::of(E::Ty::SQL_NAME) {
        Extremes::Values => AggregateFunction::Min,
        Extremes::Truth => AggregateFunction::BoolAnd,
        Extremes::By(by) => AggregateFunction::MinBy(by),
    };
    aggregate(function, Some(expression.into_node().compared_as(E::Ty::SQL_NAME)), false)
}

/// `max(expression)`; NULL of no rows. PostgreSQL has none for some types, for which others stand in as for [`min`].
pub fn max<E: Expression>(expression: E) -> Expr<E::Ty, Null, Aggregated<E::Uses>> {
    let function = match Extremes::of(E::Ty::SQL_NAME) {
        Extremes::Values => AggregateFunction::Max,
        Extremes::Truth => AggregateFunction::BoolOr,
        Extremes::By(by) => AggregateFunction::MaxBy(by),
    };
    aggregate(function, Some(expression.into_node().compared_as(E::Ty::SQL_NAME)), false)
}

/// How the smallest and the largest value of a type are found.
enum Extremes {
    /// By `min` and `max`.
    Values,
    /// By what all rows, or any of them, say.
    Truth,
    /// By what stands for the values on PostgreSQL.
    By(ComparedBy),
}

impl Extremes {
    fn of(sql_name: &str) -> Self {
        match sql_name {
            "boolean" => Self::Truth,
            "uuid" => Self::By(ComparedBy::Uuid),
            "macaddr" => Self::By(ComparedBy::MacAddr),
            "varbit" => Self::By(ComparedBy::Bits),
            "bytes" => Self::By(ComparedBy::Bytes),
            "json" => Self::By(ComparedBy::Document),
            "vector" => Self::By(ComparedBy::Vector),
            _ => Self::Values,
        }
    }
}

/// A number that [`sum`] adds up.
#[diagnostic::on_unimplemented(message = "`{Self}` has no sum", label = "only numbers are added up")]
pub trait Sum: Number {
    /// The type of the sum.
    type Out: ColumnType;
    /// The function that yields it.
    const SUM: AggregateFunction;
}

/// A number that [`avg`] averages.
#[diagnostic::on_unimplemented(message = "`{Self}` has no average", label = "only numbers are averaged")]
pub trait Average: Number {
    /// The type of the average.
    type Out: ColumnType;
    /// The function that yields it.
    const AVERAGE: AggregateFunction;
}

macro_rules! sums {
    ($($ty:ty => $sum:ty, $sum_function:ident, $average:ty, $average_function:ident;)*) => {$(
        impl Sum for $ty {
            type Out = $sum;
            const SUM: AggregateFunction = AggregateFunction::$sum_function;
        }

        impl Average for $ty {
            type Out = $average;
            const AVERAGE: AggregateFunction = AggregateFunction::$average_function;
        }
    )*};
}

sums! {
    i8 => i64, SumInteger, f64, AverageDouble;
    i16 => i64, SumInteger, f64, AverageDouble;
    i32 => i64, SumInteger, f64, AverageDouble;
    i64 => i64, SumInteger, f64, AverageDouble;
    u8 => i64, SumInteger, f64, AverageDouble;
    u16 => i64, SumInteger, f64, AverageDouble;
    u32 => i64, SumInteger, f64, AverageDouble;
    u64 => Self, Sum, f64, AverageDouble;
    f32 => f64, Sum, f64, AverageDouble;
    f64 => f64, Sum, f64, AverageDouble;
}

#[cfg(feature = "rust_decimal")]
sums! { rust_decimal::Decimal => Self, Sum, Self, Average; }

#[cfg(feature = "bigdecimal")]
sums! { bigdecimal::BigDecimal => Self, Sum, Self, Average; }

impl<T, N, U> Expr<T, N, Aggregated<U>> {
    /// `aggregate filter (where condition)`: only the rows for which it holds. On MySQL, which has no such words, the others
    /// count as NULL: `aggregate(case when condition then … end)`.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let grown = count_all().filter_where(User::age.ge(18));
    /// assert_eq!(
    ///     User::query().select(grown.clone()).sql(Sqlite).text,
    ///     r#"select count(*) filter (where "users"."age" >= ?) from "users""#,
    /// );
    /// assert_eq!(
    ///     User::query().select(grown).sql(Mysql).text,
    ///     "select count(case when `users`.`age` >= ? then 1 end) from `users`",
    /// );
    /// ```
    pub fn filter_where<M, V>(self, condition: Expr<bool, M, V>) -> Expr<T, N, Aggregated<(U, Never<V>)>> {
        let mut node = self.node();
        if let ast::Expr::Aggregate(aggregate) = &mut node {
            aggregate.filter = Some(match aggregate.filter.take() {
                Some(other) => ast::Expr::All(vec![other, condition.node()]),
                None => condition.node(),
            });
        }
        Expr::new(node)
    }
}

fn aggregate<T, N, U>(
    function: AggregateFunction,
    operand: Option<ast::Expr>,
    is_distinct: bool,
) -> Expr<T, N, U> {
    let aggregate =
        ast::Aggregate { function, operand, argument: None, is_distinct, order_by: Vec::new(), filter: None };
    Expr::new(ast::Expr::Aggregate(Box::new(aggregate)))
}
