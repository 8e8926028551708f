//! Queries put together by set operations, and the order of the whole.

use orm_schema::Dialect;

use super::Statement;
use super::expr::expr;
use super::select::{CellNames, cells, rows};
use super::source::ROWS;
use super::writer::Writer;
use super::{repeated, tail};
use crate::ast::{Combined, Expr, Item, Lock, Order, RowCount, Select, SetOperator, Source};

/// What follows the rows of a query.
pub(super) struct Tail {
    order_by: Vec<Order>,
    limit: Option<RowCount>,
    offset: Option<RowCount>,
    lock: Option<Lock>,
}

impl Tail {
    /// Takes it out of a query.
    pub(super) fn take(select: &mut Select) -> Self {
        Self {
            order_by: std::mem::take(&mut select.order_by),
            limit: select.limit.take(),
            offset: select.offset.take(),
            lock: select.lock.take(),
        }
    }

    /// Appends it.
    pub(super) fn write(self, writer: &mut Writer) {
        tail::order_by(writer, self.order_by);
        tail::limit(writer, self.limit, self.offset);
        if let Some(lock) = self.lock {
            tail::lock(writer, lock);
        }
    }
}

/// Appends a query with its set operations.
///
/// What the whole is sorted by is a cell of its first query, and is written as the position of that cell: the columns
/// behind it are not in scope there. MySQL has to test such a cell for NULL in a query around the whole, and SQLite has to
/// make a number of a decimal there.
pub(super) fn query(writer: &mut Writer, mut select: Select, names: CellNames) {
    let tail = Tail::take(&mut select);
    let cells = if tail.order_by.is_empty() { Vec::new() } else { texts(writer.dialect, &select) };
    let needs_names = match writer.dialect {
        Dialect::Postgres => false,
        Dialect::Mysql => tail.order_by.iter().any(|order| order.nulls.is_some()),
        Dialect::Sqlite => tail.order_by.iter().any(|order| matches!(order.expr, Expr::Decimal(_))),
    };
    if needs_names {
        let names = if matches!(names, CellNames::Own) { CellNames::Numbered } else { names };
        writer.push("select * from (");
        operands(writer, select, names);
        writer.push(") as ");
        writer.ident(ROWS);
        order_by(writer, tail.order_by, &cells, Some(names));
    } else {
        operands(writer, select, names);
        order_by(writer, tail.order_by, &cells, None);
    }
    tail::limit(writer, tail.limit, tail.offset);
}

fn operands(writer: &mut Writer, mut select: Select, names: CellNames) {
    let combined = std::mem::take(&mut select.combined);
    writer.check_groups(&select);
    let keys = repeated::keys(writer.dialect, &select);
    writer.in_query(keys, |writer| rows(writer, select, names));
    for Combined { operator, is_all, select } in combined {
        writer.push(match operator {
            SetOperator::Union => " union ",
            SetOperator::Intersect => " intersect ",
            SetOperator::Except => " except ",
        });
        if is_all {
            writer.push("all ");
        }
        writer.check_groups(&select);
        let keys = repeated::keys(writer.dialect, &select);
        writer.in_query(keys, |writer| rows(writer, select, CellNames::Own));
    }
}

fn order_by(writer: &mut Writer, keys: Vec<Order>, cells: &[Statement], names: Option<CellNames>) {
    if keys.is_empty() {
        return;
    }
    writer.push(" order by ");
    writer.list(", ", keys, |writer, order| {
        let (key, is_decimal) = match order.expr.clone() {
            Expr::Decimal(key) => (text(writer.dialect, *key), writer.dialect == Dialect::Sqlite),
            key => (text(writer.dialect, key), false),
        };
        match (cells.iter().position(|cell| *cell == key), names) {
            (Some(position), Some(names)) => {
                if let (Some(nulls), Dialect::Mysql) = (order.nulls, writer.dialect) {
                    writer.ident(&names.of(position));
                    writer.push(tail::null_test(nulls));
                }
                writer.push(if is_decimal { "cast(" } else { "" });
                writer.ident(&names.of(position));
                writer.push(if is_decimal { " as real)" } else { "" });
            }
            (Some(position), None) => writer.number(position as u64 + 1),
            (None, _) => expr(writer, order.expr),
        }
        tail::direction(writer, order.is_descending, order.nulls);
    });
}

/// The cells of the first query, each as it would be written alone.
fn texts(dialect: Dialect, select: &Select) -> Vec<Statement> {
    match (&select.items[..], &select.from) {
        ([Item::Everything], Source::Rows(inner)) => texts(dialect, inner),
        (items, _) => cells(items.to_vec()).into_iter().map(|cell| text(dialect, cell)).collect(),
    }
}

fn text(dialect: Dialect, expression: Expr) -> Statement {
    let mut writer = Writer::new(dialect, 32);
    expr(&mut writer, expression);
    writer.finish()
}
