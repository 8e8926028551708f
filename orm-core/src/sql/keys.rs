//! Keys of parents as a source, so that the database says to which of them a row belongs.
//!
//! What is equal depends on the type and the collation of a column: `a` may be `A`, `ä`, or `a` with a blank behind it. So the
//! keys have to be compared as the column is. SQLite takes the collation from the column on the left. PostgreSQL takes it from
//! the column as well, but compares texts in types such as `citext` only where both sides have the type. MySQL makes the rows
//! of a union what its first query is, here one of the column itself without rows.

use orm_schema::Dialect;

#[cfg(feature = "exec")]
use super::list::has_json_form;
use super::list::json_array;
use super::writer::Writer;
use crate::ast::Keys;
use crate::schema::{ColumnMeta, Declared};
use crate::types::Value;

/// How many keys of these columns one statement may have.
#[cfg(feature = "exec")]
pub(crate) fn most(dialect: Dialect, columns: &[&ColumnMeta]) -> usize {
    match dialect {
        Dialect::Postgres => usize::MAX,
        Dialect::Sqlite if columns.iter().all(|column| has_json_form(column.key.ty)) => usize::MAX,
        // A statement has 32,766 values.
        Dialect::Sqlite => 16_384 / columns.len().max(1),
        // Each key is a query of a union, which is read recursively.
        Dialect::Mysql => 256,
    }
}

/// Appends the keys under the name of the source.
pub(super) fn keys(writer: &mut Writer, keys: Keys) {
    let place = keys.place();
    let Keys { table, columns, keys, alias } = keys;
    let names = columns.iter().map(|column| column.name).chain([place]);
    match writer.dialect {
        Dialect::Postgres => {
            writer.push("unnest(");
            let mut keys: Vec<_> = keys.into_iter().map(Vec::into_iter).collect();
            writer.list(", ", &columns, |writer, column| {
                array(writer, column, keys.iter_mut().filter_map(Iterator::next).collect());
            });
            writer.push(") with ordinality as ");
            writer.ident(alias);
            writer.push(" (");
            writer.list(", ", names, Writer::ident);
            return writer.push(")");
        }
        Dialect::Mysql => {
            writer.push("(select ");
            for column in &columns {
                writer.ident(column.name);
                writer.push(", ");
            }
            writer.push("0 as ");
            writer.ident(place);
            writer.push(" from ");
            writer.table(table);
            writer.push(" where false");
            for (at, key) in padded(keys).into_iter().enumerate() {
                writer.push(" union all select ");
                row(writer, key, at);
            }
        }
        Dialect::Sqlite => {
            if let Some(json) = json_rows(&keys) {
                writer.push("(select ");
                let several = columns.len() > 1;
                writer.list(", ", columns.iter().enumerate(), |writer, (at, column)| {
                    writer.push(if several { "value ->> " } else { "value" });
                    if several {
                        writer.number(at as u64);
                    }
                    writer.push(" as ");
                    writer.ident(column.name);
                });
                writer.push(", key + 1 as ");
                writer.ident(place);
                writer.push(" from json_each(");
                writer.bind(Value::Text(json.into()));
                writer.push(")");
            } else {
                writer.push("(select ");
                writer.list(", ", names.enumerate(), |writer, (at, name)| {
                    writer.push("column");
                    writer.number(at as u64 + 1);
                    writer.push(" as ");
                    writer.ident(name);
                });
                writer.push(" from (values ");
                writer.list(", ", padded(keys).into_iter().enumerate(), |writer, (at, key)| {
                    writer.push("(");
                    row(writer, key, at);
                    writer.push(")");
                });
                writer.push(")");
            }
        }
    }
    writer.push(") as ");
    writer.ident(alias);
}

/// The keys with NULLs behind them, which are equal to nothing, up to a power of two: one text for lists of many lengths.
fn padded(mut keys: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let columns = keys.first().map_or(0, Vec::len);
    keys.resize(keys.len().next_power_of_two(), vec![Value::Null; columns]);
    keys
}

fn row(writer: &mut Writer, key: Vec<Value>, at: usize) {
    for value in key {
        writer.bind(value);
        writer.push(", ");
    }
    writer.number(at as u64 + 1);
}

/// The keys as a JSON array, if JSON has an exact form for their values: of the values where a key has one, else of arrays.
fn json_rows(keys: &[Vec<Value>]) -> Option<String> {
    if !keys.iter().flatten().all(is_exact_in_json) {
        return None;
    }
    if keys.iter().all(|key| key.len() == 1) {
        return json_array(&keys.iter().flatten().cloned().collect::<Vec<_>>());
    }
    let rows: Vec<String> = keys.iter().map(|key| json_array(key)).collect::<Option<_>>()?;
    Some(format!("[{}]", rows.join(",")))
}

fn is_exact_in_json(value: &Value) -> bool {
    matches!(value, Value::I16(_) | Value::I32(_) | Value::I64(_) | Value::Text(_) | Value::Label(_))
}

/// Appends the values of a column as an array of the type that it is compared in (PostgreSQL).
fn array(writer: &mut Writer, column: &ColumnMeta, values: Vec<Value>) {
    cast_array(writer, Value::Array { element: column.key.ty, values }, compared_in(column));
}

/// Appends an array whose elements are to be of that type (PostgreSQL).
pub(super) fn cast_array(writer: &mut Writer, bound: Value, ty: Option<&'static str>) {
    let Some(ty) = ty else { return writer.bind(bound) };
    writer.push("cast(");
    writer.bind(bound);
    writer.push(" as ");
    writer.push(ty);
    writer.push("[])");
}

/// The type in which PostgreSQL compares two texts of a column, where it compares one of them and a `text` in another.
fn compared_in(column: &ColumnMeta) -> Option<&'static str> {
    if !column.key.is_text() {
        return None;
    }
    let declared = match column.key.declared {
        Declared::Inferred => return None,
        Declared::Char => return Some("bpchar"),
        Declared::Sql(declared) => declared,
    };
    let base = declared.split('(').next().unwrap_or_default().trim().to_ascii_lowercase();
    match base.as_str() {
        // Without the length, to which a cast would cut what is longer.
        "char" | "character" | "bpchar" => Some("bpchar"),
        "text" | "varchar" => None,
        // `character varying`, or a type with a collation behind it.
        words if words.contains(' ') => None,
        _ => Some(declared),
    }
}
