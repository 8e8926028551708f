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
        operand(writer, aggregate.operand, aggregate.filter);
        put_together(writer, aggregate.function, aggregate.order_by);
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

/// Appends what stands between texts, and their order.
fn put_together(writer: &mut Writer, function: AggregateFunction, order_by: Vec<Order>) {
    let separator = match function {
        AggregateFunction::Text(separator) => Some(separator),
        _ => None,
    };
    if let (Some(separator), Dialect::Postgres | Dialect::Sqlite) = (&separator, writer.dialect) {
        writer.push(", ");
        writer.bind(Value::Text(separator.clone().into()));
    }
    if !order_by.is_empty() {
        writer.push(" order by ");
        writer.list(", ", order_by, order);
    }
    if let (Some(separator), Dialect::Mysql) = (separator, writer.dialect) {
        // A placeholder is not allowed here; no text can end a literal of hexadecimal digits.
        writer.push(" separator x'");
        for byte in separator.bytes() {
            writer.push(&format!("{byte:02x}"));
        }
        writer.push("'");
    }
}
