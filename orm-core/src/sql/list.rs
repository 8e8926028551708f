//! Tests against a list of values, with one text for lists of many lengths.
//!
//! A statement cache is keyed by text, so `in (?, ?, ?)` with as many placeholders as values would fill it with variants of
//! one query. PostgreSQL takes the values as one array, SQLite integers and text as one JSON text; elsewhere the list is padded
//! with its last value to the next power of two. A statement has at most 65,535 values on MySQL and 32,766 on SQLite, so that
//! longer lists stand in the text as [`literals`](super::literals) there, and are [`packed`](super::packed) here.

use std::fmt::Write;

use orm_schema::Dialect;

use super::expr::{self, operand};
use super::keys::cast_array;
use super::literals;
use super::packed::Packed;
use super::writer::Writer;
use crate::ast::{Expr, ListTest, RowsTest, is_decimal};
use crate::types::{Parameter, ParameterForm, Value};

/// Appends the test. A list without values has no match.
pub(super) fn in_list(writer: &mut Writer, test: ListTest) {
    if test.values.is_empty() {
        writer.push(if test.is_negated { "true" } else { "false" });
        return;
    }
    let compared_in = expr::compared_in(writer, &test.operand);
    operand(writer, *test.operand);
    if let [Value::Parameter(Parameter { position, form: ParameterForm::List })] = test.values[..] {
        return in_parameter(writer, position, test.ty, compared_in, test.is_negated);
    }
    match writer.dialect {
        Dialect::Postgres if !has_array(&test.values) => {
            in_placeholders(writer, test.values, test.ty, test.is_negated);
        }
        Dialect::Postgres => {
            writer.push(if test.is_negated { " <> all(" } else { " = any(" });
            cast_array(writer, Value::Array { element: test.ty, values: test.values }, compared_in);
            writer.push(")");
        }
        Dialect::Mysql | Dialect::Sqlite => {
            in_placeholders(writer, test.values, test.ty, test.is_negated);
        }
    }
}

/// Does PostgreSQL know an array of these values? The types of extensions have no number that is known beforehand.
fn has_array(values: &[Value]) -> bool {
    !values.iter().any(|value| matches!(value, Value::Vector(_)))
}

fn in_placeholders(writer: &mut Writer, values: Vec<Value>, ty: &'static str, is_negated: bool) {
    writer.push(if is_negated { " not in (" } else { " in (" });
    elements(writer, values, ty);
    writer.push(")");
}

/// Appends the test against a list that comes later. Where no text is that of all lengths, the elements are written then.
fn in_parameter(
    writer: &mut Writer,
    position: usize,
    ty: &'static str,
    compared_in: Option<&'static str>,
    is_negated: bool,
) {
    let (before, form, after) = match (writer.dialect, is_negated) {
        (Dialect::Postgres, false) => (" = any(", ParameterForm::Value, ")"),
        (Dialect::Postgres, true) => (" <> all(", ParameterForm::Value, ")"),
        (Dialect::Sqlite, false) if has_json_form(ty) => {
            (" in (select value from json_each(", ParameterForm::Json, "))")
        }
        (Dialect::Sqlite, true) if has_json_form(ty) => {
            (" not in (select value from json_each(", ParameterForm::Json, "))")
        }
        (Dialect::Mysql | Dialect::Sqlite, is_negated) => {
            let before = if is_negated { " not in (" } else { " in (" };
            writer.push(before);
            ("", ParameterForm::Elements { at: writer.length(), ty }, ")")
        }
    };
    writer.push(before);
    cast_array(writer, Parameter::value(position, form), compared_in);
    writer.push(after);
}

/// Appends the values of a list between parentheses.
pub(super) fn elements(writer: &mut Writer, values: Vec<Value>, ty: &'static str) {
    match writer.dialect {
        Dialect::Sqlite => {
            if let Some(json) = json_array(&values) {
                writer.push("select value from json_each(");
                writer.bind(Value::Text(json.into()));
                return writer.push(")");
            }
            if values.len() > LONGEST_OF_SQLITE {
                let rows: Vec<_> = values.iter().map(|value| vec![value.clone()]).collect();
                if let Some(packed) = Packed::new(&rows, &[ty]) {
                    return packed.query(writer);
                }
            }
            padded(writer, values, if is_decimal(ty) { decimal } else { Writer::bind });
        }
        Dialect::Postgres => padded(writer, values, Writer::bind),
        Dialect::Mysql => {
            // A list of texts is not compared with a decimal digit by digit, as one text is.
            let has_wide = is_decimal(ty) && !values.iter().all(expr::fits_decimal);
            let has_room = has_room(writer, values.len());
            let literals = if has_wide || !has_room { literals(&values) } else { None };
            match literals {
                Some(literals) => writer.push_literals(&literals),
                None => padded(writer, values, if is_decimal(ty) { decimal } else { Writer::bind }),
            }
        }
    }
}

/// Does a list of this type become one JSON text on SQLite, whatever its values are?
pub(super) fn has_json_form(ty: &str) -> bool {
    matches!(
        ty,
        "tinyint"
            | "smallint"
            | "integer"
            | "bigint"
            | "unsigned tinyint"
            | "unsigned smallint"
            | "unsigned integer"
            | "text"
    )
}

/// Appends the test of a row value. A list without rows has no match.
pub(super) fn in_rows(writer: &mut Writer, test: RowsTest) {
    let RowsTest { operand, mut rows, types, is_negated } = test;
    let Some(last) = rows.last().cloned() else {
        return writer.push(if is_negated { "true" } else { "false" });
    };
    let compared_in: Vec<_> = operand.iter().map(|cell| expr::compared_in(writer, cell)).collect();
    expr::row(writer, operand);
    writer.push(if is_negated { " not in (" } else { " in (" });
    let is_padded = rows.len() * last.len() <= LONGEST_PADDED;
    let is_wide = |(value, ty): (&Value, &&'static str)| is_decimal(ty) && !expr::fits_decimal(value);
    let is_written = match writer.dialect {
        Dialect::Postgres => !is_padded && arrays(writer, &rows, &types, &compared_in),
        Dialect::Mysql => {
            let has_wide = rows.iter().any(|row| row.iter().zip(&types).any(is_wide));
            (has_wide || !has_room(writer, rows.len() * last.len())) && literal_rows(writer, &rows)
        }
        Dialect::Sqlite => rows.len() * last.len() > LONGEST_OF_SQLITE && packed_rows(writer, &rows, &types),
    };
    if is_written {
        return writer.push(")");
    }
    if is_padded {
        rows.resize(rows.len().next_power_of_two(), last);
    }
    match writer.dialect {
        // A list of VALUES would not tell the types of its cells.
        Dialect::Postgres | Dialect::Mysql => {}
        Dialect::Sqlite => writer.push("values "),
    }
    writer.list(", ", rows, |writer, row| {
        let cells = row.into_iter().zip(&types).map(|(value, ty)| Expr::Value(value).compared_as(ty));
        expr::row_in(writer, cells.collect(), &compared_in);
    });
    writer.push(")");
}

/// Appends rows as one array for each of their cells (PostgreSQL), unless there is a cell without arrays.
fn arrays(
    writer: &mut Writer,
    rows: &[Vec<Value>],
    types: &[&'static str],
    compared_in: &[Option<&'static str>],
) -> bool {
    let has_no_array =
        |value: &Value| matches!(value, Value::Array { .. } | Value::Vector(_) | Value::Invalid(_));
    if rows.iter().flatten().any(has_no_array) {
        return false;
    }
    writer.push("select * from unnest(");
    writer.list(", ", types.iter().zip(compared_in).enumerate(), |writer, (position, (element, ty))| {
        let values = rows.iter().filter_map(|row| row.get(position).cloned()).collect();
        cast_array(writer, Value::Array { element, values }, *ty);
    });
    writer.push(")");
    true
}

fn literal_rows(writer: &mut Writer, rows: &[Vec<Value>]) -> bool {
    let rows: Option<Vec<_>> = rows.iter().map(|row| Some(format!("({})", literals(row)?))).collect();
    rows.map(|rows| writer.push_literals(&rows.join(","))).is_some()
}

fn packed_rows(writer: &mut Writer, rows: &[Vec<Value>], types: &[&'static str]) -> bool {
    Packed::new(rows, types).map(|packed| packed.query(writer)).is_some()
}

/// Is there room in a statement of MySQL for so many values more, and those that a list is padded with?
fn has_room(writer: &Writer, values: usize) -> bool {
    values <= LONGEST_PADDED && writer.binds() + values.next_power_of_two() <= 2 * LONGEST_PADDED
}

/// Lists up to this length are padded. A longer one would come too close to the 65,535 values of a statement on MySQL and
/// the 32,766 on SQLite.
const LONGEST_PADDED: usize = 16_384;

/// Lists of more values than that are packed on SQLite, so that a statement has room for several.
const LONGEST_OF_SQLITE: usize = 1_024;

/// Appends a power of two of placeholders; the last value is repeated.
fn padded(writer: &mut Writer, mut values: Vec<Value>, write: fn(&mut Writer, Value)) {
    if values.len() <= LONGEST_PADDED
        && let Some(last) = values.last().cloned()
    {
        values.resize(values.len().next_power_of_two(), last);
    }
    writer.list(", ", values, write);
}

fn decimal(writer: &mut Writer, value: Value) {
    expr::decimal(writer, Expr::Value(value));
}

/// The values as literals of MySQL; `None` when there is one that has none.
fn literals(values: &[Value]) -> Option<String> {
    let mut sql = String::with_capacity(values.len() * 8);
    for (position, value) in values.iter().enumerate() {
        if position > 0 {
            sql.push(',');
        }
        literals::push(&mut sql, value)?;
    }
    Some(sql)
}

/// The values as a JSON array whose elements SQLite reads back as the same integers and texts; `None` for other types,
/// which JSON has no exact form for.
pub(super) fn json_array(values: &[Value]) -> Option<String> {
    let mut json = String::with_capacity(values.len() * 8 + 2);
    json.push('[');
    for (position, value) in values.iter().enumerate() {
        if position > 0 {
            json.push(',');
        }
        match value {
            Value::I16(number) => push_integer(&mut json, i64::from(*number)),
            Value::I32(number) => push_integer(&mut json, i64::from(*number)),
            Value::I64(number) => push_integer(&mut json, *number),
            Value::Text(text) | Value::Label(text) => push_json_string(&mut json, text),
            _ => return None,
        }
    }
    json.push(']');
    Some(json)
}

fn push_integer(json: &mut String, number: i64) {
    write!(json, "{number}").expect("writing into a String never fails");
}

/// Appends a text as JSON, with the escapes that serde writes.
pub(super) fn push_json_string(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            c if c < ' ' => {
                json.push_str("\\u00");
                json.push(char::from_digit(u32::from(c) >> 4, 16).unwrap_or('0'));
                json.push(char::from_digit(u32::from(c) & 15, 16).unwrap_or('0'));
            }
            c => json.push(c),
        }
    }
    json.push('"');
}
