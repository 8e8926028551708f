//! INSERT: one statement a chunk of rows.

use orm_schema::Dialect;

use super::Statement;
use super::conflict::conflict;
use super::select::{items, select};
use super::writer::Writer;
use crate::ast::{Expr, Insert, Item, NewRows, Select, Source};
use crate::schema::TableMeta;
use crate::types::Value;

/// The values of a row by position of the column; `None` is left to the database's default.
type Row = Vec<Option<Value>>;

/// The statements of an insert: none without rows, one for a few rows, several when the rows are many.
///
/// A chunk has at most as many rows as the database accepts values for, and its size is one of a few, so that the texts
/// repeat. Columns that no row of a chunk names are left out; a cell that others name is `default`. SQLite has no such
/// word: there a chunk ends where the named columns change.
pub(super) fn statements(dialect: Dialect, insert: Insert) -> Vec<Statement> {
    let Insert { table, rows, conflict, returning } = insert;
    let mut rows = match rows {
        NewRows::Values(rows) => rows,
        query @ NewRows::Query { .. } => {
            return vec![statement(dialect, Insert { table, rows: query, conflict, returning })];
        }
    };
    let mut statements = Vec::new();
    while !rows.is_empty() {
        let rest = rows.split_off(chunk_length(dialect, &rows));
        let (conflict, returning) = (conflict.clone(), returning.clone());
        let chunk = Insert { table, rows: NewRows::Values(rows), conflict, returning };
        statements.push(statement(dialect, chunk));
        rows = rest;
    }
    statements
}

fn statement(dialect: Dialect, insert: Insert) -> Statement {
    let cells = match &insert.rows {
        NewRows::Values(rows) => rows.len() * insert.table.columns.len(),
        NewRows::Query { .. } => 64,
    };
    let mut writer = Writer::new(dialect, 128 + cells * 4);
    whole(&mut writer, insert);
    writer.finish()
}

/// Appends an insert of all its rows.
pub(super) fn whole(writer: &mut Writer, insert: Insert) {
    let Insert { table, rows, conflict, returning } = insert;
    writer.push("insert into ");
    writer.table(table);
    match rows {
        NewRows::Values(rows) => values(writer, table, rows),
        NewRows::Query { columns, select } => query(writer, columns, *select, conflict.is_some()),
    }
    if let Some(conflict) = conflict {
        self::conflict(writer, table, conflict);
    }
    self::returning(writer, returning);
}

/// Appends the list of columns and the query.
fn query(writer: &mut Writer, columns: Vec<&'static str>, mut select: Select, has_conflict: bool) {
    writer.push(" (");
    writer.list(", ", columns, Writer::ident);
    writer.push(") ");
    // SQLite takes the ON of a conflict for that of a join: https://www.sqlite.org/lang_upsert.html, section 2.2.
    if has_conflict && writer.dialect == Dialect::Sqlite && select.filters.is_empty() {
        if !select.combined.is_empty() {
            select = Select::new(Source::Rows(Box::new(select)), vec![Item::Everything]);
        }
        select.filters.push(Expr::Bool(true));
    }
    self::select(writer, select);
}

/// Appends `returning …`, if anything is.
pub(super) fn returning(writer: &mut Writer, returning: Vec<Item>) {
    if !returning.is_empty() {
        writer.push(" returning ");
        items(writer, returning);
    }
}

/// Appends the list of columns and the rows.
fn values(writer: &mut Writer, table: &TableMeta, rows: Vec<Row>) {
    let mut named = named_columns(&rows);
    if named.is_empty() {
        match (writer.dialect, rows.len()) {
            (Dialect::Sqlite, _) | (Dialect::Postgres, 1) => return writer.push(" default values"),
            (Dialect::Postgres | Dialect::Mysql, _) => named.push(0),
        }
    }
    writer.push(" (");
    writer.list(", ", &named, |writer, &position| writer.ident(table.columns[position].name));
    writer.push(") values ");
    writer.list(", ", rows, |writer, mut row| {
        writer.push("(");
        writer.list(", ", &named, |writer, &position| match row[position].take() {
            Some(value) => writer.bind(value),
            None => writer.push("default"),
        });
        writer.push(")");
    });
}

/// The positions of the columns that any of the rows names.
fn named_columns(rows: &[Row]) -> Vec<usize> {
    let width = rows.first().map_or(0, Vec::len);
    (0..width).filter(|&position| rows.iter().any(|row| row[position].is_some())).collect()
}

/// How many of the rows go into the next statement.
fn chunk_length(dialect: Dialect, rows: &[Row]) -> usize {
    let alike = match dialect {
        Dialect::Postgres | Dialect::Mysql => rows.len(),
        Dialect::Sqlite => length_of_like_rows(rows),
    };
    let columns = rows.first().map_or(0, Vec::len).max(1);
    let largest = previous_power_of_two(bind_limit(dialect) / columns).clamp(1, LARGEST_CHUNK);
    if alike >= largest {
        largest
    } else if alike <= FEW_ROWS {
        alike
    } else {
        previous_power_of_two(alike)
    }
}

/// More rows in a statement make it no faster.
const LARGEST_CHUNK: usize = 1024;

/// Up to so many rows the last statement takes all that are left.
const FEW_ROWS: usize = 16;

/// The most values a statement takes: the protocols of PostgreSQL and MySQL count them in 16 bits, SQLite is built with
/// `SQLITE_MAX_VARIABLE_NUMBER` 32766 since 3.32.
const fn bind_limit(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Postgres | Dialect::Mysql => 65535,
        Dialect::Sqlite => 32766,
    }
}

/// How many rows at the start name the same columns. Rows that name none go one by one: `default values` makes one row.
fn length_of_like_rows(rows: &[Row]) -> usize {
    let Some(first) = rows.first() else { return 0 };
    if first.iter().all(Option::is_none) {
        return 1;
    }
    rows.iter()
        .take_while(|row| row.iter().zip(first).all(|(cell, like)| cell.is_some() == like.is_some()))
        .count()
}

const fn previous_power_of_two(number: usize) -> usize {
    if number == 0 { 0 } else { 1 << number.ilog2() }
}
