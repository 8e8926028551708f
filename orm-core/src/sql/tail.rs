//! What follows the rows of a query: ORDER BY, LIMIT, row locks.

use orm_schema::Dialect;

use super::expr::{expr, operand};
use super::writer::Writer;
use crate::ast::{Lock, LockStrength, LockWait, Nulls, Order, RowCount};
use crate::types::{Parameter, ParameterForm, Value};

/// Appends ORDER BY.
pub(super) fn order_by(writer: &mut Writer, keys: Vec<Order>) {
    if !keys.is_empty() {
        writer.push(" order by ");
        writer.list(", ", keys, order);
    }
}

/// Appends a sort key.
pub(super) fn order(writer: &mut Writer, order: Order) {
    // MySQL has no NULLS FIRST: a key before the key says the same, false before true.
    if let (Some(nulls), Dialect::Mysql) = (order.nulls, writer.dialect) {
        operand(writer, order.expr.clone());
        writer.push(null_test(nulls));
    }
    expr(writer, order.expr);
    direction(writer, order.is_descending, order.nulls);
}

/// The rest of the key that MySQL takes for `nulls first` and `nulls last`.
pub(super) const fn null_test(nulls: Nulls) -> &'static str {
    match nulls {
        Nulls::First => " is not null, ",
        Nulls::Last => " is null, ",
    }
}

/// Appends what stands behind a sort key.
pub(super) fn direction(writer: &mut Writer, is_descending: bool, nulls: Option<Nulls>) {
    if is_descending {
        writer.push(" desc");
    }
    match (nulls, writer.dialect) {
        (None, _) | (_, Dialect::Mysql) => {}
        (Some(Nulls::First), Dialect::Postgres | Dialect::Sqlite) => writer.push(" nulls first"),
        (Some(Nulls::Last), Dialect::Postgres | Dialect::Sqlite) => writer.push(" nulls last"),
    }
}

/// Appends LIMIT and OFFSET: bound on PostgreSQL and MySQL, where the text is the key of the statement cache and a literal
/// can keep a bad plan; integers in the text on SQLite, which prepares a statement anew when a bound one changes.
pub(super) fn limit(writer: &mut Writer, limit: Option<RowCount>, offset: Option<RowCount>) {
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

fn count_of_rows(writer: &mut Writer, rows: RowCount) {
    let rows = match rows {
        RowCount::Number(rows) => rows,
        RowCount::First => return writer.push("1"),
        // Bound on SQLite as well, so that a prepared query has one text. SQLite plans it anew at each run then.
        RowCount::Parameter(position) => {
            return writer.bind(Parameter::value(position, ParameterForm::Rows));
        }
    };
    let bounded = i64::try_from(rows).unwrap_or(i64::MAX);
    match writer.dialect {
        Dialect::Postgres | Dialect::Mysql => writer.bind(Value::I64(bounded)),
        Dialect::Sqlite => writer.number(bounded.unsigned_abs()),
    }
}

/// Appends a row lock.
///
/// MariaDB knows a shared lock by its old name alone, and no names of tables:
/// <https://mariadb.com/kb/en/lock-in-share-mode/>. MySQL 8 knows both names, and the options only behind the new one.
pub(super) fn lock(writer: &mut Writer, lock: Lock) {
    let is_bare = lock.of.is_empty() && lock.wait == LockWait::Wait;
    writer.push(match (lock.strength, writer.dialect) {
        (LockStrength::Share, Dialect::Mysql) if is_bare => " lock in share mode",
        (LockStrength::Update, _) => " for update",
        (LockStrength::NoKeyUpdate, _) => " for no key update",
        (LockStrength::Share, _) => " for share",
        (LockStrength::KeyShare, _) => " for key share",
    });
    if !lock.of.is_empty() {
        writer.push(" of ");
        writer.list(", ", lock.of, Writer::ident);
    }
    match lock.wait {
        LockWait::Wait => {}
        LockWait::Fail => writer.push(" nowait"),
        LockWait::Skip => writer.push(" skip locked"),
    }
}
