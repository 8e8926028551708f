//! UPDATE and DELETE.

use orm_schema::Dialect;

use super::expr::{conditions, expr};
use super::insert::returning;
use super::writer::Writer;
use crate::ast::{Assignment, Delete, Expr, Update};
use crate::schema::{OnUpdate, TableMeta};

/// Appends an update.
pub(super) fn update(writer: &mut Writer, update: Update) {
    writer.push("update ");
    writer.table(update.table);
    writer.push(" set ");
    assignments(writer, update.table, update.set);
    filters(writer, update.filters);
    returning(writer, update.returning);
}

/// Appends a delete.
pub(super) fn delete(writer: &mut Writer, delete: Delete) {
    writer.push("delete from ");
    writer.table(delete.table);
    filters(writer, delete.filters);
    returning(writer, delete.returning);
}

/// Appends assignments, and those of the columns that update themselves and are not among them.
pub(super) fn assignments(writer: &mut Writer, table: &TableMeta, mut set: Vec<Assignment>) {
    for column in table.columns {
        let Some(on_update) = column.on_update else { continue };
        if set.iter().any(|assignment| assignment.column == column.name) {
            continue;
        }
        let value = match (on_update, writer.dialect) {
            // The column is declared `ON UPDATE CURRENT_TIMESTAMP`, which MySQL has for timestamps alone.
            (OnUpdate::Now, Dialect::Mysql) if column.ty.starts_with("timestamp") => continue,
            (OnUpdate::Now, _) => Expr::Now(column.ty),
            (OnUpdate::Sql(sql), _) => Expr::SchemaSql(sql),
        };
        set.push(Assignment { column: column.name, value });
    }
    writer.list(", ", set, |writer, assignment| {
        writer.ident(assignment.column);
        writer.push(" = ");
        expr(writer, assignment.value);
    });
}

fn filters(writer: &mut Writer, filters: Vec<Expr>) {
    if !filters.is_empty() {
        writer.push(" where ");
        conditions(writer, filters);
    }
}
