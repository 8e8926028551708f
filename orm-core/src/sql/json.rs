//! Places in JSON documents.

use orm_schema::Dialect;

use super::expr::{expr, operand};
use super::writer::Writer;
use crate::ast::{Expr, JsonPath, JsonRead, JsonStep};
use crate::types::Value;

/// Appends what stands at a place. A place that is not there is NULL, and so is the `null` of JSON.
pub(super) fn path(writer: &mut Writer, path: JsonPath) {
    let JsonPath { document, steps, read } = path;
    let (before, after) = words(writer.dialect, read);
    writer.push(before);
    match writer.dialect {
        Dialect::Postgres => postgres(writer, document, steps, read),
        Dialect::Mysql => mysql(writer, &document, &steps, read),
        Dialect::Sqlite => sqlite(writer, document, &steps, read),
    }
    writer.push(after);
}

/// What brings the place to its type.
#[expect(clippy::match_same_arms, reason = "a table of facts, in the order of its rows")]
const fn words(dialect: Dialect, read: JsonRead) -> (&'static str, &'static str) {
    match (read, dialect) {
        (JsonRead::Text | JsonRead::Document, Dialect::Postgres) => ("(", ")"),
        (JsonRead::Integer, Dialect::Postgres) => ("cast(", " as bigint)"),
        (JsonRead::Double, Dialect::Postgres) => ("cast(", " as double precision)"),
        (JsonRead::Bool, Dialect::Postgres) => ("cast(", " as boolean)"),
        (JsonRead::Length, Dialect::Postgres) => ("jsonb_array_length(", ")"),
        (JsonRead::Text | JsonRead::Document, Dialect::Mysql) => ("", ""),
        (JsonRead::Integer, Dialect::Mysql) => ("cast(", " as signed)"),
        (JsonRead::Double, Dialect::Mysql) => ("(", " + 0e0)"),
        (JsonRead::Bool, Dialect::Mysql) => ("(", " = 'true')"),
        (JsonRead::Length, Dialect::Mysql) => ("json_length(", ")"),
        (JsonRead::Text, Dialect::Sqlite) => ("cast(", " as text)"),
        (JsonRead::Integer, Dialect::Sqlite) => ("cast(", " as integer)"),
        (JsonRead::Double, Dialect::Sqlite) => ("cast(", " as real)"),
        (JsonRead::Bool, Dialect::Sqlite) => ("", ""),
        (JsonRead::Document, Dialect::Sqlite) => ("(", ")"),
        (JsonRead::Length, Dialect::Sqlite) => ("json_array_length(", ")"),
    }
}

fn postgres(writer: &mut Writer, document: Expr, steps: Vec<JsonStep>, read: JsonRead) {
    operand(writer, document);
    writer.push(match read {
        JsonRead::Document | JsonRead::Length => " #> ",
        JsonRead::Text | JsonRead::Integer | JsonRead::Double | JsonRead::Bool => " #>> ",
    });
    writer.bind(Value::array(steps.into_iter().map(|step| match step {
        JsonStep::Key(key) => key,
        JsonStep::Index(index) => index.to_string(),
    })));
}

fn mysql(writer: &mut Writer, document: &Expr, steps: &[JsonStep], read: JsonRead) {
    let mut extract = |before: &str, after: &str| {
        writer.push(before);
        expr(writer, document.clone());
        writer.push(", ");
        writer.bind(Value::Text(path_text(steps).into()));
        writer.push(after);
    };
    match read {
        JsonRead::Document => extract("json_extract(", ")"),
        JsonRead::Length => extract("", ""),
        JsonRead::Text | JsonRead::Integer | JsonRead::Double | JsonRead::Bool => {
            extract("case json_type(json_extract(", "))");
            extract(" when 'NULL' then null else json_unquote(json_extract(", ")) end");
        }
    }
}

fn sqlite(writer: &mut Writer, document: Expr, steps: &[JsonStep], read: JsonRead) {
    match read {
        JsonRead::Document => {
            operand(writer, document);
            writer.push(" -> ");
            writer.bind(Value::Text(path_text(steps).into()));
        }
        JsonRead::Length => {
            expr(writer, document);
            writer.push(", ");
            writer.bind(Value::Text(path_text(steps).into()));
        }
        JsonRead::Text | JsonRead::Integer | JsonRead::Double | JsonRead::Bool => {
            writer.push("json_extract(");
            expr(writer, document);
            writer.push(", ");
            writer.bind(Value::Text(path_text(steps).into()));
            writer.push(")");
        }
    }
}

/// `$."a"[0]`
fn path_text(steps: &[JsonStep]) -> String {
    let mut text = "$".to_owned();
    for step in steps {
        match step {
            JsonStep::Key(key) => {
                text.push_str(".\"");
                for c in key.chars() {
                    if matches!(c, '"' | '\\') {
                        text.push('\\');
                    }
                    text.push(c);
                }
                text.push('"');
            }
            JsonStep::Index(index) => {
                text.push('[');
                text.push_str(&index.to_string());
                text.push(']');
            }
        }
    }
    text
}
