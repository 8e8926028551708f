//! INSERT: one statement a chunk of rows.

use orm_schema::Dialect;

use super::arrays::Arrays;
use super::chunk::chunks;
use super::conflict::conflicts;
use super::grouping::is_of_several_rows;
use super::select::{items, select};
use super::source::with;
use super::writer::Writer;
use super::{Refusal, Statement, arrays};
use crate::ast::{Expr, Insert, Item, NewRow, NewRows, Overriding, Select, Source};
use crate::schema::TableMeta;

/// The statements of an insert: none without rows, one for a few rows, several when the rows are many.
pub(super) fn statements(dialect: Dialect, insert: Insert) -> Vec<Statement> {
    chunks(dialect, insert).into_iter().map(|chunk| statement(dialect, chunk)).collect()
}

/// The statement of an insert of all its rows.
pub(super) fn statement(dialect: Dialect, insert: Insert) -> Statement {
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
    let Insert { table, mut rows, overriding, ignores_errors, conflicts, returning } = insert;
    // A statement that writes stands at the top of the whole statement, and MySQL has WITH only before the query.
    if let (NewRows::Query { select, .. }, Dialect::Postgres | Dialect::Sqlite) = (&mut rows, writer.dialect)
    {
        with(writer, std::mem::take(&mut select.with));
    }
    writer.push(if ignores_errors { "insert ignore into " } else { "insert into " });
    writer.table(table);
    match rows {
        NewRows::Values(rows) => match arrays::of_rows(writer.dialect, table, rows) {
            Ok(arrays) => columns_and_arrays(writer, table, arrays, overriding),
            Err(rows) => columns_and_values(writer, table, rows, overriding),
        },
        NewRows::Query { columns, select } => {
            writer.push(" (");
            writer.list(", ", columns, Writer::ident);
            writer.push(")");
            self::overriding(writer, overriding);
            query(writer, *select, !conflicts.is_empty());
        }
    }
    self::conflicts(writer, table, conflicts);
    self::returning(writer, returning);
}

/// Appends ` overriding … value`, if it is said.
fn overriding(writer: &mut Writer, overriding: Option<Overriding>) {
    match overriding {
        None => {}
        Some(Overriding::System) => writer.push(" overriding system value"),
        Some(Overriding::User) => writer.push(" overriding user value"),
    }
}

/// Appends the query.
fn query(writer: &mut Writer, mut select: Select, has_conflict: bool) {
    writer.push(" ");
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
        // The types say it of everything but the fields of a projection.
        if returning
            .iter()
            .any(|item| matches!(item, Item::Expr(expression) if is_of_several_rows(expression)))
        {
            writer.refuse(Refusal::Returned);
        }
        writer.push(" returning ");
        items(writer, returning);
    }
}

/// Appends the list of columns and the rows as one array for each column.
fn columns_and_arrays(
    writer: &mut Writer,
    table: &TableMeta,
    arrays: Arrays,
    overriding: Option<Overriding>,
) {
    named(writer, table, &arrays.positions());
    self::overriding(writer, overriding);
    writer.push(" select * from ");
    arrays.unnest(writer);
}

/// Appends the list of columns and the rows.
fn columns_and_values(
    writer: &mut Writer,
    table: &TableMeta,
    rows: Vec<NewRow>,
    overriding: Option<Overriding>,
) {
    let mut columns = named_columns(&rows);
    if columns.is_empty() {
        match (writer.dialect, rows.len()) {
            (Dialect::Sqlite, _) | (Dialect::Postgres, 1) => return writer.push(" default values"),
            (Dialect::Postgres | Dialect::Mysql, _) => columns.push(0),
        }
    }
    named(writer, table, &columns);
    self::overriding(writer, overriding);
    writer.push(" values ");
    writer.list(", ", rows, |writer, mut row| {
        writer.push("(");
        writer.list(", ", &columns, |writer, &position| match row[position].take() {
            Some(value) => writer.bind(value),
            None => writer.push("default"),
        });
        writer.push(")");
    });
}

/// Appends the names of the columns at these positions.
fn named(writer: &mut Writer, table: &TableMeta, positions: &[usize]) {
    writer.push(" (");
    writer.list(", ", positions, |writer, &position| writer.ident(table.columns[position].name));
    writer.push(")");
}

/// The positions of the columns that any of the rows names.
fn named_columns(rows: &[NewRow]) -> Vec<usize> {
    let width = rows.first().map_or(0, Vec::len);
    (0..width).filter(|&position| rows.iter().any(|row| row[position].is_some())).collect()
}
