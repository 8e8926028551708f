//! COPY (PostgreSQL): the text names the columns, and the values follow beside it.

use orm_schema::Dialect;

use super::writer::Writer;
use super::{Statement, insert};
use crate::ast::{Insert, NewRow, NewRows};
use crate::schema::TableMeta;
use crate::types::Value;

/// The statement for rows that name the same columns, with their cells as values. COPY has no form for a row that names
/// none: it is an insert.
pub(super) fn statement(table: &'static TableMeta, rows: Vec<NewRow>) -> Statement {
    let named = |row: &NewRow| (0..row.len()).filter(|&position| row[position].is_some()).collect();
    let columns: Vec<usize> = rows.first().map(named).unwrap_or_default();
    if columns.is_empty() {
        return insert::statement(Dialect::Postgres, Insert::new(table, NewRows::Values(rows)));
    }
    let mut writer = Writer::new(Dialect::Postgres, 128);
    writer.push("copy ");
    writer.table(table);
    writer.push(" (");
    writer.list(", ", columns, |writer, position| writer.ident(table.columns[position].name));
    writer.push(") from stdin");
    Statement { binds: rows.into_iter().flatten().flatten().collect(), ..writer.finish() }
}

/// About how many bytes of memory a row takes. Of most rows the cells themselves take more than what is sent for them.
pub(super) fn size(row: &NewRow) -> usize {
    size_of::<NewRow>()
        + row.len() * size_of::<Option<Value>>()
        + row.iter().flatten().map(content).sum::<usize>()
}

/// About how many bytes the content of a cell takes, in memory or on its way.
fn content(value: &Value) -> usize {
    match value {
        Value::Array { values, .. } => {
            values.len() * size_of::<Value>() + values.iter().map(content).sum::<usize>()
        }
        plain => plain.size(),
    }
}
