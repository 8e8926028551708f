//! Aggregate functions.

use orm_schema::Dialect;

use super::expr::expr;
use super::tail::order;
use super::words;
use super::writer::Writer;
use crate::ast::{Aggregate, AggregateFunction, Expr, Order};
use crate::types::Value;

/// Appends an aggregate.
pub(super) fn aggregate(writer: &mut Writer, aggregate: Aggregate) {
    let after = open(writer, aggregate);
    writer.push(after);
}

/// Appends an aggregate up to what brings its result to its type, which is handed back: the words of a window come before.
pub(super) fn open(writer: &mut Writer, mut aggregate: Aggregate) -> &'static str {
    let (before, after) = words::aggregate(writer.dialect, &aggregate.function);
    let filter = match writer.dialect {
        Dialect::Postgres | Dialect::Sqlite => aggregate.filter.take(),
        // MySQL has no FILTER: what is left out is NULL, which aggregates pass over.
        Dialect::Mysql => None,
    };
    writer.push(before);
    writer.push("(");
    if is_of_an_order(&aggregate.function) {
        aggregate.argument.into_iter().for_each(|argument| expr(writer, argument));
        writer.push(") within group (order by ");
        writer.list(", ", aggregate.order_by, order);
    } else {
        if aggregate.is_distinct {
            writer.push("distinct ");
        }
        if let Some(argument) = aggregate.argument {
            expr(writer, argument);
            writer.push(", ");
        }
        let start = writer.length();
        let (before, after) = compared_by(writer.dialect, &aggregate.function);
        writer.push(before);
        operand(writer, aggregate.operand, aggregate.filter);
        writer.push(after);
        let order = match aggregate.function {
            AggregateFunction::Text(_) | AggregateFunction::Array if aggregate.is_distinct => {
                PutInOrder::Operand(writer.written_since(start))
            }
            _ => PutInOrder::Keys(aggregate.order_by),
        };
        put_together(writer, aggregate.function, order);
    }
    writer.push(")");
    if let Some(condition) = filter {
        writer.push(" filter (where ");
        expr(writer, condition);
        writer.push(")");
    }
    after
}

/// Is it a function of the order of the rows (PostgreSQL)?
fn is_of_an_order(function: &AggregateFunction) -> bool {
    matches!(
        function,
        AggregateFunction::PercentileContinuous
            | AggregateFunction::PercentileDiscrete
            | AggregateFunction::Mode
    )
}

fn operand(writer: &mut Writer, operand: Option<Expr>, condition: Option<Expr>) {
    let Some(condition) = condition else { return or_word(writer, operand, "*") };
    writer.push("case when ");
    expr(writer, condition);
    writer.push(" then ");
    or_word(writer, operand, "1");
    writer.push(" end");
}

fn or_word(writer: &mut Writer, operand: Option<Expr>, word: &str) {
    match operand {
        Some(operand) => expr(writer, operand),
        None => writer.push(word),
    }
}

/// What stands around the operand of `min` and `max` of a type that has none.
fn compared_by(dialect: Dialect, function: &AggregateFunction) -> (&'static str, &'static str) {
    match (function, dialect) {
        (AggregateFunction::MinBy(by) | AggregateFunction::MaxBy(by), Dialect::Postgres) => {
            words::compared_by(*by)
        }
        _ => ("", ""),
    }
}

/// The order in which values are put together.
enum PutInOrder {
    /// That of keys.
    Keys(Vec<Order>),
    /// Their own, and how they are written. Different values have no other on PostgreSQL, which looks for the same text, so that
    /// its placeholders stand in it again.
    Operand(String),
}

impl PutInOrder {
    fn write(self, writer: &mut Writer) {
        match (self, writer.dialect) {
            (Self::Keys(keys), _) if keys.is_empty() => {}
            (Self::Keys(keys), _) => {
                writer.push(" order by ");
                writer.list(", ", keys, order);
            }
            (Self::Operand(operand), Dialect::Postgres) => {
                writer.push(" order by ");
                writer.push(&operand);
            }
            (Self::Operand(_), Dialect::Mysql | Dialect::Sqlite) => writer.push(" order by 1"),
        }
    }
}

/// Appends what stands between texts, and their order.
fn put_together(writer: &mut Writer, function: AggregateFunction, order: PutInOrder) {
    let separator = match function {
        AggregateFunction::Text(separator) => Some(separator),
        _ => None,
    };
    if let (Some(separator), Dialect::Postgres | Dialect::Sqlite) = (&separator, writer.dialect) {
        writer.push(", ");
        writer.bind(Value::Text(separator.clone().into()));
    }
    order.write(writer);
    if let (Some(separator), Dialect::Mysql) = (separator, writer.dialect) {
        // A placeholder is not allowed here; no text can end a literal of hexadecimal digits.
        writer.push(" separator x'");
        for byte in separator.bytes() {
            writer.push(&format!("{byte:02x}"));
        }
        writer.push("'");
    }
}
