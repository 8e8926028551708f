//! What an INSERT does with rows whose key exists.

use orm_schema::Dialect;

use super::change::{assignments, filters};
use super::writer::Writer;
use crate::ast::{Conflict, ConflictAction};
use crate::schema::TableMeta;

/// Appends the conflict clause.
pub(super) fn conflict(writer: &mut Writer, table: &'static TableMeta, conflict: Conflict) {
    match writer.dialect {
        Dialect::Postgres | Dialect::Sqlite => on_conflict(writer, table, conflict),
        Dialect::Mysql => on_duplicate_key(writer, table, conflict.action),
    }
}

fn on_conflict(writer: &mut Writer, table: &'static TableMeta, conflict: Conflict) {
    writer.push(" on conflict");
    if !conflict.target.is_empty() {
        writer.push(" (");
        writer.list(", ", conflict.target, Writer::ident);
        writer.push(")");
        // PostgreSQL proves with constants alone that the condition is that of an index.
        writer.with_literals(|writer| filters(writer, conflict.target_filters));
    }
    match conflict.action {
        ConflictAction::Nothing => writer.push(" do nothing"),
        ConflictAction::Update { set, filters } => {
            writer.push(" do update set ");
            assignments(writer, table, set, false);
            self::filters(writer, filters);
        }
    }
}

fn on_duplicate_key(writer: &mut Writer, table: &'static TableMeta, action: ConflictAction) {
    writer.push(" on duplicate key update ");
    match action {
        // INSERT IGNORE would also turn other errors into warnings. A column set to itself changes nothing.
        ConflictAction::Nothing => {
            let name = table.columns[table.primary_key.first().copied().unwrap_or(0)].name;
            writer.ident(name);
            writer.push(" = ");
            writer.column(table.name, name);
        }
        ConflictAction::Update { set, .. } => {
            // LAST_INSERT_ID(id) makes the key of the row that exists the one the connection reports, so that the row can
            // be read back: https://dev.mysql.com/doc/refman/8.0/en/insert-on-duplicate.html.
            if let Some(key) = auto_increment_key(table) {
                writer.ident(key);
                writer.push(" = last_insert_id(");
                writer.column(table.name, key);
                writer.push("), ");
            }
            assignments(writer, table, set, false);
        }
    }
}

/// The column of the primary key that the database counts up.
fn auto_increment_key(table: &TableMeta) -> Option<&'static str> {
    table
        .primary_key
        .iter()
        .map(|&position| &table.columns[position])
        .find(|column| column.is_auto_increment)
        .map(|column| column.name)
}
