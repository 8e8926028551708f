//! Rows of values as a source.

use orm_schema::types::column_type;
use orm_schema::{Dialect, SchemaDef, SqlType};

use super::writer::Writer;
use crate::ast::TableRef;
use crate::schema::ColumnMeta;
use crate::types::Value;

/// Appends the rows in parentheses under the name of the source.
///
/// MySQL and MariaDB spell VALUES in different ways, so the rows are selected there. SQLite gives the columns of VALUES names
/// of its own, and has at most 500 selects in one statement.
pub(super) fn values(writer: &mut Writer, rows: Vec<Vec<Value>>, target: TableRef) {
    let columns = target.table.columns;
    writer.push("(");
    match writer.dialect {
        _ if rows.is_empty() => none(writer, columns),
        Dialect::Postgres => {
            writer.push("values ");
            let mut is_first = true;
            writer.list(", ", rows, |writer, row| {
                writer.push("(");
                writer.list(", ", row.into_iter().zip(columns), |writer, (value, column)| {
                    if is_first { typed(writer, value, column) } else { writer.bind(value) }
                });
                writer.push(")");
                is_first = false;
            });
        }
        Dialect::Mysql => {
            let mut is_first = true;
            writer.list(" union all ", rows, |writer, row| {
                writer.push("select ");
                writer.list(", ", row.into_iter().zip(columns), |writer, (value, column)| {
                    match value {
                        // A column whose first value is a NULL that is bound is text.
                        Value::Null => writer.push("null"),
                        value => writer.bind(value),
                    }
                    if is_first {
                        named(writer, column.name);
                    }
                });
                is_first = false;
            });
        }
        Dialect::Sqlite => {
            writer.push("select ");
            writer.list(", ", columns.iter().enumerate(), |writer, (position, column)| {
                writer.push("column");
                writer.number(position as u64 + 1);
                named(writer, column.name);
            });
            writer.push(" from (values ");
            writer.list(", ", rows, |writer, row| {
                writer.push("(");
                writer.list(", ", row, Writer::bind);
                writer.push(")");
            });
            writer.push(")");
        }
    }
    writer.push(") as ");
    writer.ident(target.alias);
    if writer.dialect == Dialect::Postgres {
        writer.push(" (");
        writer.list(", ", columns, |writer, column| writer.ident(column.name));
        writer.push(")");
    }
}

fn none(writer: &mut Writer, columns: &[ColumnMeta]) {
    writer.push("select ");
    writer.list(", ", columns, |writer, column| {
        typed(writer, Value::Null, column);
        named(writer, column.name);
    });
    writer.push(" where false");
}

fn named(writer: &mut Writer, name: &str) {
    writer.push(" as ");
    writer.ident(name);
}

/// Appends a value that says which type its column has: PostgreSQL would take an enum or a NULL for text.
fn typed(writer: &mut Writer, value: Value, column: &ColumnMeta) {
    let ty = match writer.dialect {
        Dialect::Postgres => column.ty.parse::<SqlType>().ok(),
        Dialect::Mysql | Dialect::Sqlite => None,
    };
    let Some(ty) = ty else { return writer.bind(value) };
    writer.push("cast(");
    writer.bind(value);
    writer.push(" as ");
    writer.push(&column_type(Dialect::Postgres, &SchemaDef::default(), &ty));
    writer.push(")");
}
