//! SELECT.

use orm_schema::Dialect;

use super::expr::{conditions, expr, operand};
use super::writer::Writer;
use crate::ast::{Distinct, Expr, Item, Join, JoinKind, Nulls, Order, Select, TableRef};
use crate::types::Value;

/// Appends a query.
pub(super) fn select(writer: &mut Writer, mut select: Select) {
    head(writer, &mut select);
    items(writer, std::mem::take(&mut select.items));
    body(writer, select);
}

/// Appends a query for the sake of its rows and not of their cells.
pub(super) fn select_one(writer: &mut Writer, mut query: Select) {
    // Which rows are equal depends on the select list, and so do the groups that it makes without a GROUP BY.
    if !matches!(query.distinct, Distinct::No) || is_one_group(&query) {
        head(writer, &mut query);
        numbered_items(writer, std::mem::take(&mut query.items));
    } else {
        writer.push("select 1");
    }
    body(writer, query);
}

/// Appends the query that counts the rows of another.
pub(super) fn count(writer: &mut Writer, mut query: Select) {
    query.order_by.clear();
    let counts_its_rows = matches!(query.distinct, Distinct::No)
        && query.group_by.is_empty()
        && query.having.is_empty()
        && query.limit.is_none()
        && query.offset.is_none()
        && !is_one_group(&query);
    writer.push("select count(*)");
    if counts_its_rows {
        body(writer, query);
    } else {
        writer.push(" from (");
        select_one(writer, query);
        writer.push(") as ");
        writer.ident("rows");
    }
}

/// Appends a select list.
pub(super) fn items(writer: &mut Writer, items: Vec<Item>) {
    writer.list(", ", items, |writer, item| match item {
        Item::Expr(expression) => expr(writer, expression),
        Item::Row(source) => writer.list(", ", source.table.columns, |writer, column| {
            writer.column(source.alias, column.name);
        }),
    });
}

/// Appends a select list with a name for each cell: MySQL wants the columns of a derived table to have different ones.
fn numbered_items(writer: &mut Writer, items: Vec<Item>) {
    let cells = items.into_iter().flat_map(|item| match item {
        Item::Expr(expression) => vec![expression],
        Item::Row(TableRef { table, alias }) => {
            table.columns.iter().map(|column| Expr::Column { source: alias, name: column.name }).collect()
        }
    });
    writer.list(", ", cells.enumerate(), |writer, (position, cell)| {
        expr(writer, cell);
        writer.push(" as ");
        writer.ident(&format!("c{position}"));
    });
}

/// Appends what comes before the select list.
fn head(writer: &mut Writer, select: &mut Select) {
    writer.push("select ");
    match std::mem::replace(&mut select.distinct, Distinct::No) {
        Distinct::No => {}
        Distinct::Rows => writer.push("distinct "),
        Distinct::On(keys) => {
            writer.push("distinct on (");
            writer.list(", ", keys, expr);
            writer.push(") ");
        }
    }
}

/// Appends everything after the select list.
fn body(writer: &mut Writer, select: Select) {
    writer.push(" from ");
    writer.source(select.from);
    for join in select.joins {
        self::join(writer, join);
    }
    if !select.filters.is_empty() {
        writer.push(" where ");
        conditions(writer, select.filters);
    }
    if !select.group_by.is_empty() {
        writer.push(" group by ");
        writer.list(", ", select.group_by, expr);
    }
    if !select.having.is_empty() {
        writer.push(" having ");
        conditions(writer, select.having);
    }
    if !select.order_by.is_empty() {
        writer.push(" order by ");
        writer.list(", ", select.order_by, order);
    }
    limit(writer, select.limit, select.offset);
}

fn join(writer: &mut Writer, join: Join) {
    writer.push(match join.kind {
        JoinKind::Inner => " join ",
        JoinKind::Left => " left join ",
        JoinKind::Right => " right join ",
        JoinKind::Full => " full join ",
        JoinKind::Cross => " cross join ",
    });
    writer.source(join.source);
    if let Some(on) = join.on {
        writer.push(" on ");
        expr(writer, on);
    }
}

fn order(writer: &mut Writer, order: Order) {
    // MySQL has no NULLS FIRST: a key before the key says the same, false before true.
    if let (Some(nulls), Dialect::Mysql) = (order.nulls, writer.dialect) {
        operand(writer, order.expr.clone());
        writer.push(match nulls {
            Nulls::First => " is not null, ",
            Nulls::Last => " is null, ",
        });
    }
    expr(writer, order.expr);
    if order.is_descending {
        writer.push(" desc");
    }
    match (order.nulls, writer.dialect) {
        (None, _) | (_, Dialect::Mysql) => {}
        (Some(Nulls::First), Dialect::Postgres | Dialect::Sqlite) => writer.push(" nulls first"),
        (Some(Nulls::Last), Dialect::Postgres | Dialect::Sqlite) => writer.push(" nulls last"),
    }
}

/// Appends LIMIT and OFFSET: bound on PostgreSQL and MySQL, where the text is the key of the statement cache and a literal
/// can keep a bad plan; integers in the text on SQLite, which prepares a statement anew when a bound one changes.
fn limit(writer: &mut Writer, limit: Option<u64>, offset: Option<u64>) {
    match (limit, offset, writer.dialect) {
        (None, None, _) => return,
        (Some(limit), _, _) => {
            writer.push(" limit ");
            count_of_rows(writer, limit);
        }
        (None, Some(_), Dialect::Postgres) => {}
        // These have no OFFSET without a LIMIT; both manuals give the number that stands for "all".
        (None, Some(_), Dialect::Mysql) => writer.push(" limit 18446744073709551615"),
        (None, Some(_), Dialect::Sqlite) => writer.push(" limit -1"),
    }
    if let Some(offset) = offset {
        writer.push(" offset ");
        count_of_rows(writer, offset);
    }
}

fn count_of_rows(writer: &mut Writer, rows: u64) {
    let bounded = i64::try_from(rows).unwrap_or(i64::MAX);
    match writer.dialect {
        Dialect::Postgres | Dialect::Mysql => writer.bind(Value::I64(bounded)),
        Dialect::Sqlite => writer.number(bounded.unsigned_abs()),
    }
}

/// Does the select list make one group of all rows, by an aggregate without a GROUP BY?
fn is_one_group(select: &Select) -> bool {
    select.group_by.is_empty()
        && select.items.iter().any(|item| matches!(item, Item::Expr(expr) if has_aggregate(expr)))
}

/// Does the expression aggregate, at any depth outside subqueries? Raw SQL may, so it counts as if it did.
fn has_aggregate(expression: &Expr) -> bool {
    match expression {
        Expr::Aggregate(_) | Expr::Raw(_) => true,
        Expr::Column { .. }
        | Expr::Excluded(_)
        | Expr::Value(_)
        | Expr::Bool(_)
        | Expr::Now(_)
        | Expr::Exists(_)
        | Expr::Scalar(_)
        | Expr::SchemaSql(_) => false,
        Expr::Binary(_, operands) => has_aggregate(&operands.0) || has_aggregate(&operands.1),
        Expr::Not(operand)
        | Expr::IsNull { operand, .. }
        | Expr::InSelect { operand, .. }
        | Expr::Like { operand, .. }
        | Expr::Cast(operand, _) => has_aggregate(operand),
        Expr::InList(test) => has_aggregate(&test.operand),
        Expr::Between(operands) => {
            has_aggregate(&operands.0) || has_aggregate(&operands.1) || has_aggregate(&operands.2)
        }
        Expr::All(operands) | Expr::Any(operands) | Expr::Function(_, operands) => {
            operands.iter().any(has_aggregate)
        }
        Expr::Case { arms, otherwise } => {
            arms.iter().any(|(condition, value)| has_aggregate(condition) || has_aggregate(value))
                || otherwise.as_deref().is_some_and(has_aggregate)
        }
    }
}
