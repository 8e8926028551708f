//! Places in JSON documents.

use orm_schema::Dialect;

use super::expr::{expr, operand};
use super::function::spell;
use super::list::push_json_string;
use super::writer::Writer;
use crate::ast::{Expr, JsonForm, JsonPath, JsonRead, JsonStep};
use crate::types::Value;

/// Appends what stands at a place. A place that is not there is NULL, and so is the `null` of JSON.
pub(super) fn path(writer: &mut Writer, path: JsonPath) {
    let JsonPath { document, steps, read } = path;
    if let Some(spelling) = about(writer.dialect, read) {
        let place = Expr::Value(place(writer.dialect, &steps));
        return spell(writer, spelling, &[document, place]);
    }
    let (before, after) = words(writer.dialect, read);
    writer.push(before);
    match writer.dialect {
        Dialect::Postgres => postgres(writer, document, &steps, read),
        Dialect::Mysql => mysql(writer, &document, &steps, read),
        Dialect::Sqlite => sqlite(writer, document, &steps, read),
    }
    writer.push(after);
}

/// What brings the place to its type.
#[expect(clippy::match_same_arms, reason = "a table of facts, in the order of its rows")]
const fn words(dialect: Dialect, read: JsonRead) -> (&'static str, &'static str) {
    match (read, dialect) {
        (JsonRead::Keys | JsonRead::Kind | JsonRead::Exists, _) => ("", ""),
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

fn postgres(writer: &mut Writer, document: Expr, steps: &[JsonStep], read: JsonRead) {
    operand(writer, document);
    writer.push(match read {
        JsonRead::Document | JsonRead::Length | JsonRead::Keys | JsonRead::Kind | JsonRead::Exists => " #> ",
        JsonRead::Text | JsonRead::Integer | JsonRead::Double | JsonRead::Bool => " #>> ",
    });
    writer.bind(place(Dialect::Postgres, steps));
}

fn mysql(writer: &mut Writer, document: &Expr, steps: &[JsonStep], read: JsonRead) {
    let mut extract = |before: &str, after: &str| {
        writer.push(before);
        expr(writer, document.clone());
        writer.push(", ");
        writer.bind(Value::Text(path_text(Dialect::Mysql, steps).into()));
        writer.push(after);
    };
    match read {
        JsonRead::Document => extract("json_extract(", ")"),
        JsonRead::Length => extract("", ""),
        JsonRead::Keys | JsonRead::Kind | JsonRead::Exists => {}
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
            writer.bind(Value::Text(path_text(Dialect::Sqlite, steps).into()));
        }
        JsonRead::Length => {
            expr(writer, document);
            writer.push(", ");
            writer.bind(Value::Text(path_text(Dialect::Sqlite, steps).into()));
        }
        JsonRead::Keys | JsonRead::Kind | JsonRead::Exists => {}
        JsonRead::Text | JsonRead::Integer | JsonRead::Double | JsonRead::Bool => {
            writer.push("json_extract(");
            expr(writer, document);
            writer.push(", ");
            writer.bind(Value::Text(path_text(Dialect::Sqlite, steps).into()));
            writer.push(")");
        }
    }
}

/// How something about a place is spelled, with the document and the place in the holes; `None` for what is at the place.
const fn about(dialect: Dialect, read: JsonRead) -> Option<&'static str> {
    Some(match (read, dialect) {
        (JsonRead::Keys, Dialect::Postgres) => {
            "case jsonb_typeof({0!} #> {1}) when 'object' then coalesce((select jsonb_agg(name) \
             from jsonb_object_keys({0!} #> {1}) as name), '[]') end"
        }
        (JsonRead::Keys, Dialect::Mysql) => "json_keys({0}, {1})",
        (JsonRead::Keys, Dialect::Sqlite) => {
            "case json_type({0}, {1}) when 'object' then (select json_group_array(key) from json_each({0}, {1})) end"
        }
        (JsonRead::Kind, Dialect::Postgres) => "jsonb_typeof({0!} #> {1})",
        (JsonRead::Kind, Dialect::Mysql) => {
            "case json_type(json_extract({0}, {1})) when 'OBJECT' then 'object' when 'ARRAY' then 'array' \
             when 'STRING' then 'string' when 'BOOLEAN' then 'boolean' when 'NULL' then 'null' \
             when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' \
             when 'DECIMAL' then 'number' end"
        }
        (JsonRead::Kind, Dialect::Sqlite) => {
            "case json_type({0}, {1}) when 'object' then 'object' when 'array' then 'array' when 'text' then 'string' \
             when 'true' then 'boolean' when 'false' then 'boolean' when 'null' then 'null' \
             when 'integer' then 'number' when 'real' then 'number' end"
        }
        (JsonRead::Exists, Dialect::Postgres) => "({0!} #> {1} is not null)",
        (JsonRead::Exists, Dialect::Mysql) => "coalesce(json_contains_path({0}, 'one', {1}), 0)",
        (JsonRead::Exists, Dialect::Sqlite) => "(json_type({0}, {1}) is not null)",
        (
            JsonRead::Text
            | JsonRead::Integer
            | JsonRead::Double
            | JsonRead::Bool
            | JsonRead::Document
            | JsonRead::Length,
            _,
        ) => return None,
    })
}

/// Appends a value as JSON. Documents and truth values are texts and numbers where they are no types of their own, and JSON
/// has one form for times.
pub(super) fn value(writer: &mut Writer, value: Expr, form: JsonForm) {
    let spelling = match (form, writer.dialect) {
        (JsonForm::Member, Dialect::Postgres) => "coalesce(to_jsonb({0}), 'null')",
        (JsonForm::Plain | JsonForm::Member, _)
        | (_, Dialect::Postgres)
        | (JsonForm::Utc, Dialect::Sqlite) => "{0}",
        (JsonForm::Bool, Dialect::Mysql) => "json_extract(elt({0!} + 1, 'false', 'true'), '$')",
        (JsonForm::Bool, Dialect::Sqlite) => "json(case when {0} then 'true' when not {0!} then 'false' end)",
        (JsonForm::Document, Dialect::Mysql) => "json_extract({0}, '$')",
        (JsonForm::Document, Dialect::Sqlite) => "json({0})",
        (JsonForm::Local, Dialect::Mysql) => "date_format({0}, '%Y-%m-%dT%H:%i:%s.%f')",
        (JsonForm::Local, Dialect::Sqlite) => "replace({0}, ' ', 'T')",
        (JsonForm::Utc, Dialect::Mysql) => "date_format({0}, '%Y-%m-%dT%H:%i:%s.%f+00:00')",
    };
    spell(writer, spelling, &[value]);
}

/// A place as the database takes it: the steps as an array of texts, or a path.
pub(super) fn place(dialect: Dialect, steps: &[JsonStep]) -> Value {
    match dialect {
        Dialect::Postgres => Value::array(steps.iter().map(|step| match step {
            JsonStep::Key(key) => key.clone(),
            JsonStep::Index(index) => index.to_string(),
        })),
        Dialect::Mysql | Dialect::Sqlite => Value::Text(path_text(dialect, steps).into()),
    }
}

/// `$."a"[0]`
///
/// MySQL reads a name as a string of JSON. MariaDB compares it with the name as the document spells it, and takes no control
/// character: both want the escapes that serde writes. SQLite compares the characters.
fn path_text(dialect: Dialect, steps: &[JsonStep]) -> String {
    let mut text = "$".to_owned();
    for step in steps {
        match step {
            JsonStep::Key(key) => {
                text.push('.');
                match dialect {
                    Dialect::Mysql => push_json_string(&mut text, key),
                    Dialect::Postgres | Dialect::Sqlite => push_name(&mut text, key),
                }
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

fn push_name(text: &mut String, name: &str) {
    text.push('"');
    for c in name.chars() {
        if matches!(c, '"' | '\\') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('"');
}
