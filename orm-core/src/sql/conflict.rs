//! What an INSERT does with rows whose key exists.

use orm_schema::Dialect;

use super::change::{assignments, filters};
use super::expr::expr;
use super::writer::Writer;
use crate::ast::{Conflict, ConflictAction, ConflictTarget, Expr};
use crate::schema::TableMeta;

/// Appends the conflict clauses.
pub(super) fn conflicts(writer: &mut Writer, table: &'static TableMeta, conflicts: Vec<Conflict>) {
    for conflict in conflicts {
        match writer.dialect {
            Dialect::Postgres | Dialect::Sqlite => on_conflict(writer, table, conflict),
            Dialect::Mysql => on_duplicate_key(writer, table, conflict.action),
        }
    }
}

fn on_conflict(writer: &mut Writer, table: &'static TableMeta, conflict: Conflict) {
    writer.push(" on conflict");
    let kept = match &conflict.target {
        ConflictTarget::Index(keys) => key_column(table, keys),
        ConflictTarget::AnyKey | ConflictTarget::Constraint(_) => None,
    };
    match conflict.target {
        ConflictTarget::AnyKey => {}
        // PostgreSQL proves with constants alone that expressions and condition are those of an index.
        ConflictTarget::Index(keys) => writer.as_in_an_index(|writer| {
            writer.push(" (");
            writer.list(", ", keys, index_key);
            writer.push(")");
        }),
        ConflictTarget::Constraint(name) => {
            writer.push(" on constraint ");
            writer.ident(name);
        }
    }
    writer.as_in_an_index(|writer| filters(writer, conflict.target_filters));
    match conflict.action {
        ConflictAction::Nothing => writer.push(" do nothing"),
        ConflictAction::Keep => {
            writer.push(" do update set ");
            unchanged(writer, table, kept.unwrap_or_else(|| plain_column(table)));
        }
        ConflictAction::Update { set, filters } => {
            writer.push(" do update set ");
            assignments(writer, table, set, false);
            self::filters(writer, filters);
        }
    }
}

/// Appends a key of an index: a column without the name of its table, or an expression in parentheses.
fn index_key(writer: &mut Writer, key: Expr) {
    match key {
        Expr::Column { name, .. } => writer.ident(name),
        key => {
            writer.push("(");
            expr(writer, key);
            writer.push(")");
        }
    }
}

fn on_duplicate_key(writer: &mut Writer, table: &'static TableMeta, action: ConflictAction) {
    writer.push(" on duplicate key update ");
    match action {
        // INSERT IGNORE would also turn other errors into warnings. A column set to itself changes nothing.
        ConflictAction::Nothing => {
            let key = table.primary_key.first().copied().unwrap_or(0);
            unchanged(writer, table, table.columns[key].name);
        }
        ConflictAction::Keep => match auto_increment_key(table) {
            Some(key) => found_again(writer, table, key),
            None => unchanged(writer, table, plain_column(table)),
        },
        ConflictAction::Update { set, .. } => {
            if let Some(key) = auto_increment_key(table) {
                found_again(writer, table, key);
                writer.push(", ");
            }
            assignments(writer, table, set, false);
        }
    }
}

/// Appends the assignment of a column to itself.
fn unchanged(writer: &mut Writer, table: &TableMeta, name: &str) {
    writer.ident(name);
    writer.push(" = ");
    writer.column(table.name, name);
}

/// Appends the assignment that makes the key of the row that exists the one the connection reports, so that the row can be
/// read back: <https://dev.mysql.com/doc/refman/8.0/en/insert-on-duplicate.html>.
fn found_again(writer: &mut Writer, table: &TableMeta, key: &str) {
    writer.ident(key);
    writer.push(" = last_insert_id(");
    writer.column(table.name, key);
    writer.push(")");
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

/// The first of the keys that is a column which any statement may set.
fn key_column(table: &TableMeta, keys: &[Expr]) -> Option<&'static str> {
    keys.iter().find_map(|key| match key {
        Expr::Column { name, .. } => {
            table.position(name).filter(|&position| is_plain(table, position)).and(Some(*name))
        }
        _ => None,
    })
}

/// A column that any statement may set.
fn plain_column(table: &TableMeta) -> &'static str {
    let positions = || table.primary_key.iter().copied().chain(0..table.columns.len());
    let position = positions().find(|&position| is_plain(table, position)).or_else(|| positions().next());
    table.columns[position.unwrap_or(0)].name
}

/// May any statement set the column? One that is `generated always` takes nothing, not even its own value.
fn is_plain(table: &TableMeta, position: usize) -> bool {
    let column = &table.columns[position];
    !column.is_generated && !column.is_auto_increment
}
