//! UPDATE and DELETE.

use orm_schema::Dialect;

use super::expr::{conditions, expr};
use super::insert::returning;
use super::select::CellNames;
use super::source::{join, source, with};
use super::writer::Writer;
use super::{Refusal, deleted, tail};
use crate::ast::{
    Assignment, BinaryOperator, Delete, Expr, Join, RawPart, Refresh, TableRef, Truncate, Update,
};
use crate::schema::{OnUpdate, TableMeta};
use crate::types::Value;

/// Appends an update.
pub(super) fn update(writer: &mut Writer, mut update: Update) {
    if !update.includes_deleted {
        update.filters.extend(not_deleted(TableRef::plain(update.table)));
        deleted::leave_out_joined(&mut update.from, &mut update.filters);
    }
    with(writer, update.with);
    writer.push("update ");
    writer.table(update.table);
    let is_joined = writer.dialect == Dialect::Mysql && !update.from.is_empty();
    if is_joined {
        writer.push(", ");
        sources(writer, std::mem::take(&mut update.from));
    }
    let Update { table, set, from, filters: conditions, order_by, limit, .. } = update;
    writer.in_change(table, |writer| {
        writer.push(" set ");
        assignments(writer, table, set, is_joined);
        if !from.is_empty() {
            writer.push(" from ");
            sources(writer, from);
        }
        filters(writer, conditions);
        tail::order_by(writer, order_by);
        tail::limit(writer, limit, None);
    });
    returning(writer, update.returning);
}

/// Appends a delete. Where the table marks deleted rows it is an update, unless it is a hard one.
pub(super) fn delete(writer: &mut Writer, delete: Delete) {
    let mut delete = match delete.table.soft_delete {
        Some(position) if !delete.is_hard => return mark(writer, delete, position),
        _ => delete,
    };
    deleted::leave_out_joined(&mut delete.using, &mut delete.filters);
    with(writer, delete.with);
    writer.push("delete ");
    // MySQL names the table whose rows go, and lists it among the sources.
    if writer.dialect == Dialect::Mysql && !delete.using.is_empty() {
        writer.table(delete.table);
        writer.push(" from ");
        writer.table(delete.table);
        writer.push(", ");
        sources(writer, delete.using);
    } else {
        writer.push("from ");
        writer.table(delete.table);
        if !delete.using.is_empty() {
            writer.push(" using ");
            sources(writer, delete.using);
        }
    }
    let Delete { table, filters: conditions, order_by, limit, .. } = delete;
    writer.in_change(table, |writer| {
        filters(writer, conditions);
        tail::order_by(writer, order_by);
        tail::limit(writer, limit, None);
    });
    returning(writer, delete.returning);
}

/// Appends the update that marks rows as deleted.
fn mark(writer: &mut Writer, delete: Delete, position: usize) {
    let set = vec![deleted::mark(delete.table, position)];
    update(
        writer,
        Update {
            with: delete.with,
            set,
            from: delete.using,
            filters: delete.filters,
            order_by: delete.order_by,
            limit: delete.limit,
            returning: delete.returning,
            ..Update::new(delete.table)
        },
    );
}

/// Appends the statement that empties a table. SQLite has no other than a delete, which it does without looking at the rows:
/// <https://www.sqlite.org/lang_delete.html>, section 4.
pub(super) fn truncate(writer: &mut Writer, truncate: Truncate) {
    writer.push(match writer.dialect {
        Dialect::Postgres | Dialect::Mysql => "truncate table ",
        Dialect::Sqlite => "delete from ",
    });
    writer.table(truncate.table);
    if truncate.restarts_identity {
        writer.push(" restart identity");
    }
    if truncate.cascades {
        writer.push(" cascade");
    }
}

/// Appends the statement that computes the rows of a materialized view anew. The types let only PostgreSQL come here.
pub(super) fn refresh(writer: &mut Writer, refresh: Refresh) {
    writer.push("refresh materialized view ");
    writer.push(if refresh.is_concurrent { "concurrently " } else { "" });
    writer.table(refresh.view);
    writer.push(if refresh.is_emptied { " with no data" } else { "" });
}

/// The condition that a row is not marked as deleted, if its table marks them.
pub(super) fn not_deleted(source: TableRef) -> Option<Expr> {
    let column = &source.table.columns[source.table.soft_delete?];
    let operand = Box::new(Expr::Column { source: source.alias, name: column.name });
    Some(Expr::IsNull { operand, is_negated: false })
}

/// Appends the sources that a change reads. A comma between them would keep the conditions of joins from those before it.
fn sources(writer: &mut Writer, sources: Vec<Join>) {
    let mut sources = sources.into_iter();
    if let Some(first) = sources.next() {
        source(writer, first.source, CellNames::Own);
    }
    sources.for_each(|next| join(writer, next));
}

/// Appends assignments, and those of the columns that update themselves and are not among them. The columns are qualified
/// where the statement has several tables.
pub(super) fn assignments(
    writer: &mut Writer,
    table: &'static TableMeta,
    mut set: Vec<Assignment>,
    is_qualified: bool,
) {
    for (position, column) in table.columns.iter().enumerate() {
        if set.iter().any(|assignment| assignment.column == column.name) {
            continue;
        }
        if let Some(value) = automatic(writer.dialect, table, position) {
            set.push(Assignment { column: column.name, value });
        }
    }
    let set = match writer.dialect {
        Dialect::Mysql => one_after_another(writer, table, set),
        Dialect::Postgres | Dialect::Sqlite => set,
    };
    writer.list(", ", set, |writer, assignment| {
        if is_qualified {
            writer.column(table.name, assignment.column);
        } else {
            writer.ident(assignment.column);
        }
        writer.push(" = ");
        expr(writer, assignment.value);
    });
}

/// Assignments in an order in which each reads what was in the row before, as the others read it whatever the order. MySQL sets
/// one column after another: <https://dev.mysql.com/doc/refman/8.0/en/update.html>.
fn one_after_another(writer: &mut Writer, table: &TableMeta, set: Vec<Assignment>) -> Vec<Assignment> {
    let reads = |value: &Expr, column| reads(value, table.name, column);
    let mut rest = set;
    let mut ordered = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let is_read = |place: usize| {
            let others = rest.iter().enumerate().filter(|(other, _)| *other != place);
            others.into_iter().any(|(_, other)| reads(&other.value, rest[place].column))
        };
        let next = (0..rest.len()).find(|place| !is_read(*place)).unwrap_or_else(|| {
            writer.refuse(Refusal::SetInACircle { table: table.name, column: rest[0].column });
            0
        });
        ordered.push(rest.remove(next));
    }
    ordered
}

/// Does the value read this column, outside of subqueries?
fn reads(value: &Expr, table: &str, column: &str) -> bool {
    let is_column = |source: &str, name: &str| source == table && name == column;
    match value {
        Expr::Column { source, name } => is_column(source, name),
        Expr::Raw(raw) => raw.parts.iter().any(|part| match part {
            RawPart::Column { source, name } => is_column(source, name),
            RawPart::Expr(expression) => reads(expression, table, column),
            _ => false,
        }),
        value => value.any_child(&mut |child| reads(child, table, column)),
    }
}

/// What an update writes into a column that it does not name.
fn automatic(dialect: Dialect, table: &TableMeta, position: usize) -> Option<Expr> {
    let column = &table.columns[position];
    if table.version == Some(position) {
        let count = Expr::Column { source: table.name, name: column.name };
        return Some(Expr::binary(BinaryOperator::Add, count, Expr::Value(Value::I32(1))));
    }
    match (column.on_update?, dialect) {
        // The column is declared `ON UPDATE CURRENT_TIMESTAMP`, which MySQL has for timestamps alone.
        (OnUpdate::Now, Dialect::Mysql) if column.ty.starts_with("timestamp") => None,
        (OnUpdate::Now, _) => Some(Expr::Now(column.ty)),
        (OnUpdate::Sql(sql), _) => Some(Expr::SchemaSql(sql)),
    }
}

/// Appends `where …`, if there are conditions.
pub(super) fn filters(writer: &mut Writer, filters: Vec<Expr>) {
    if !filters.is_empty() {
        writer.push(" where ");
        conditions(writer, filters);
    }
}
