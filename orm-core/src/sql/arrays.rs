//! Rows as one array for each column (PostgreSQL): `unnest($1::integer[], $2::text[])`.
//!
//! The text does not depend on how many rows there are, and a statement has a placeholder for each column instead of each
//! value. An array says the type of its elements as a single value would, so that what is stored is the same. Not all values
//! have an array to stand in; then the rows are written one by one.

use std::mem;

use orm_schema::model::ObjectName;
use orm_schema::{Dialect, SqlType};

use super::expr::is_citext;
use super::writer::Writer;
use crate::ast::NewRow;
use crate::schema::{ColumnMeta, TableMeta};
use crate::types::Value;

/// Rows by column.
pub(super) struct Arrays {
    columns: Vec<Column>,
}

struct Column {
    position: usize,
    element: Element,
    values: Vec<Value>,
    /// The type in which the values are compared, if it is not that of the elements.
    compared_in: Option<&'static str>,
}

/// The type of the elements of an array.
#[derive(Clone, PartialEq)]
enum Element {
    /// A built-in type, by its name in `ColumnType::SQL_NAME`.
    Plain(&'static str),
    /// An enum: its labels are sent as text.
    Enum(ObjectName),
}

/// The rows as arrays, where the database has them and they hold the values. Otherwise the rows come back.
pub(super) fn of_rows(dialect: Dialect, table: &TableMeta, rows: Vec<NewRow>) -> Result<Arrays, Vec<NewRow>> {
    let elements = match dialect {
        Dialect::Postgres => elements(table, &rows),
        Dialect::Mysql | Dialect::Sqlite => None,
    };
    let Some(elements) = elements else { return Err(rows) };
    let mut columns: Vec<Column> = elements
        .into_iter()
        .map(|(position, element)| Column {
            position,
            element,
            values: Vec::with_capacity(rows.len()),
            compared_in: table.columns[position].key.declared_text().filter(|ty| is_citext(ty)),
        })
        .collect();
    for mut row in rows {
        for column in &mut columns {
            column.values.extend(row[column.position].take());
        }
    }
    Ok(Arrays { columns })
}

/// Can the rows be sent as arrays?
pub(super) fn hold(table: &TableMeta, rows: &[NewRow]) -> bool {
    elements(table, rows).is_some()
}

/// The type of each column that is named. `None` when the rows are less than two, name different columns or none, or hold
/// values without arrays.
fn elements(table: &TableMeta, rows: &[NewRow]) -> Option<Vec<(usize, Element)>> {
    let first = rows.first().filter(|_| rows.len() > 1)?;
    let named = (0..first.len()).filter(|&position| first[position].is_some());
    let elements: Option<Vec<_>> = named
        .map(|position| Some((position, element(&table.columns[position], cells(rows, position))?)))
        .collect();
    let count = |row: &NewRow| row.iter().flatten().count();
    let has_others = rows.iter().any(|row| count(row) != count(first));
    elements.filter(|elements| !elements.is_empty() && !has_others)
}

/// The cells of a column; `None` where a row does not name it.
fn cells(rows: &[NewRow], position: usize) -> impl Iterator<Item = Option<&Value>> {
    rows.iter().map(move |row| row[position].as_ref())
}

/// The type of all these cells, if it is one and has arrays.
fn element<'v>(column: &ColumnMeta, cells: impl Iterator<Item = Option<&'v Value>>) -> Option<Element> {
    let (mut found, mut last) = (None, None);
    for cell in cells {
        let value = cell?;
        // Most columns hold one kind of value.
        if matches!(value, Value::Null) || last == Some(mem::discriminant(value)) {
            continue;
        }
        last = Some(mem::discriminant(value));
        let next = match (plain(value), value) {
            (Some(name), _) => Element::Plain(name),
            (None, Value::Label(_)) => declared(column.ty)?,
            (None, _) => return None,
        };
        if found.as_ref().is_some_and(|found| *found != next) {
            return None;
        }
        found = Some(next);
    }
    found.or_else(|| declared(column.ty))
}

/// The name of the type that a single value is sent as, if it has arrays.
fn plain(value: &Value) -> Option<&'static str> {
    Some(match value {
        Value::Bool(_) => "boolean",
        Value::I16(_) => "smallint",
        Value::I32(_) => "integer",
        Value::I64(_) => "bigint",
        Value::U64(_) | Value::Decimal(_) => "numeric",
        Value::F32(_) => "real",
        Value::F64(_) => "double",
        Value::Text(_) => "text",
        Value::Bytes(_) => "bytes",
        Value::Date(_) => "date",
        Value::Time(_) => "time",
        Value::Timestamp(_) => "timestamp",
        Value::TimestampTz(_) => "timestamptz",
        Value::Interval(_) => "interval",
        Value::Uuid(_) => "uuid",
        Value::Json(_) => "json",
        Value::Inet(..) => "inet",
        Value::MacAddr(_) => "macaddr",
        Value::Bits(..) => "varbit",
        // Arrays in arrays would be taken apart, the array types of extensions differ from database to database, and the
        // argument of a parameter may be of any type.
        Value::Null
        | Value::Label(_)
        | Value::Vector(_)
        | Value::Array { .. }
        | Value::Parameter(_)
        | Value::Invalid(_) => {
            return None;
        }
    })
}

/// The type of the elements where only the type of the column tells; `None` where it was written by hand.
fn declared(ty: &str) -> Option<Element> {
    Some(Element::Plain(match ty.parse().ok()? {
        SqlType::Enum(name) => return Some(Element::Enum(name)),
        SqlType::Bool => "boolean",
        SqlType::TinyInt | SqlType::SmallInt | SqlType::UnsignedTinyInt => "smallint",
        SqlType::Int | SqlType::UnsignedSmallInt => "integer",
        SqlType::BigInt | SqlType::UnsignedInt => "bigint",
        SqlType::UnsignedBigInt | SqlType::Numeric(_) => "numeric",
        SqlType::Real => "real",
        SqlType::Double => "double",
        SqlType::Text | SqlType::Varchar(_) | SqlType::Char(_) => "text",
        SqlType::Bytes => "bytes",
        SqlType::Date => "date",
        SqlType::Time(_) => "time",
        SqlType::Timestamp(_) => "timestamp",
        SqlType::TimestampTz(_) => "timestamptz",
        SqlType::Interval => "interval",
        SqlType::Uuid => "uuid",
        SqlType::Json => "json",
        SqlType::Inet => "inet",
        SqlType::MacAddr => "macaddr",
        SqlType::VarBit => "varbit",
        SqlType::Array(_) | SqlType::Vector(_) | SqlType::Custom(_) => return None,
    }))
}

impl Arrays {
    /// The positions of the columns, in the order of the arrays.
    pub(super) fn positions(&self) -> Vec<usize> {
        self.columns.iter().map(|column| column.position).collect()
    }

    /// Appends `unnest(…)`.
    pub(super) fn unnest(self, writer: &mut Writer) {
        writer.push("unnest(");
        writer.list(
            ", ",
            self.columns,
            |writer, Column { element, values, compared_in, .. }| match element {
                Element::Plain(element) => {
                    writer.bind(Value::Array { element, values });
                    for ty in [spelled(element)].into_iter().chain(compared_in) {
                        writer.push("::");
                        writer.push(ty);
                        writer.push("[]");
                    }
                }
                Element::Enum(name) => {
                    writer.bind(Value::Array { element: "text", values });
                    writer.push("::text[]::");
                    if let Some(schema) = &name.schema {
                        writer.ident(schema);
                        writer.push(".");
                    }
                    writer.ident(&name.name);
                    writer.push("[]");
                }
            },
        );
        writer.push(")");
    }
}

/// The name of PostgreSQL for a type with that name in `ColumnType::SQL_NAME`.
fn spelled(element: &'static str) -> &'static str {
    match element {
        "double" => "double precision",
        "bytes" => "bytea",
        "json" => "jsonb",
        element => element,
    }
}
