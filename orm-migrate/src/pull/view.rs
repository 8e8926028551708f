//! A view as source.

use std::collections::HashSet;
use std::fmt::Write as _;

use orm_schema::model::{CheckOption, ViewColumnDef, ViewDef};
use orm_schema::{Dialect, SqlType, select};

use super::names::Names;
use super::types::{self, RustType};
use super::{keys, literal, own_names, table, text};
use crate::introspect::LiveSchema;

/// The struct of a view. `never_null` are the columns that are known to hold a value in each row.
pub(super) fn item(live: &LiveSchema, names: &Names, view: &ViewDef, never_null: &HashSet<String>) -> String {
    let mut words = vec![format!("name = {}", literal(&view.name.name))];
    words.extend(view.name.schema.as_ref().map(|schema| format!("schema = {}", literal(schema))));
    words.extend(view.is_materialized.then(|| "materialized".to_owned()));
    words.extend(
        view.indexes
            .iter()
            .map(|index| format!("index({})", keys::index_words(names, &view.name, index).join(", "))),
    );
    words.extend(view.options.security_invoker.then(|| "security_invoker".to_owned()));
    words.extend(view.options.security_barrier.then(|| "security_barrier".to_owned()));
    words.extend(view.options.check_option.map(|option| match option {
        CheckOption::Local => "check_option = \"local\"".to_owned(),
        CheckOption::Cascaded => "check_option = \"cascaded\"".to_owned(),
    }));
    words.extend(view.comment.as_ref().map(|comment| format!("comment = {}", literal(comment))));
    let query = match (live.dialect, &live.default_schema) {
        (Dialect::Mysql, Some(own)) => own_names::unqualified(&live.schema, own, &view.query),
        _ => view.query.clone(),
    };
    words.push(format!("query = {}", text(&query)));
    let mut out = "#[derive(View, Debug, Clone)]\n".to_owned();
    out.push_str(&table::attribute("view", &words, ""));
    let _ = writeln!(out, "pub struct {} {{", names.view(&view.name).unwrap_or_default());
    for column in &view.columns {
        out.push_str(&field(live, names, view, column, never_null.contains(&column.name)));
    }
    out + "}\n"
}

fn field(
    live: &LiveSchema,
    names: &Names,
    view: &ViewDef,
    column: &ViewColumnDef,
    is_never_null: bool,
) -> String {
    let field = names.field(&view.name, &column.name);
    let RustType { path, words, note } = of_column(live, names, view, column);
    let mut attribute_words = Vec::new();
    if field.trim_start_matches("r#") != column.name {
        attribute_words.push(format!("name = {}", literal(&column.name)));
    }
    // How long a text may be is the business of the tables.
    attribute_words.extend(words.into_iter().filter(|word| word.starts_with("type = ")));
    let mut out = String::new();
    out.extend(note.map(|note| format!("    // {note}\n")));
    if !attribute_words.is_empty() {
        out.push_str(&table::attribute("column", &attribute_words, "    "));
    }
    let path = if is_never_null { path } else { format!("Option<{path}>") };
    let _ = writeln!(out, "    pub {field}: {path},");
    out
}

/// The type of a column. Only PostgreSQL gives one to each expression that programs could be held to.
fn of_column(live: &LiveSchema, names: &Names, view: &ViewDef, column: &ViewColumnDef) -> RustType {
    let read = types::rust_type(live.dialect, names, &column.ty);
    match (live.dialect, &column.ty) {
        (Dialect::Sqlite, SqlType::Custom(_)) if is_count(view, &column.name) => {
            types::rust_type(live.dialect, names, &SqlType::BigInt)
        }
        (Dialect::Sqlite, SqlType::Custom(_)) => RustType {
            words: Vec::new(),
            note: Some(format!(
                "SQLite does not tell the type of `{}`: take another one where `{}` does not fit.",
                column.name, read.path
            )),
            ..read
        },
        (Dialect::Mysql, SqlType::Custom(_)) => RustType { words: Vec::new(), ..read },
        _ => read,
    }
}

fn is_count(view: &ViewDef, column: &str) -> bool {
    let outputs = select::read(&view.query).map(|select| select.columns).unwrap_or_default();
    outputs
        .iter()
        .any(|output| output.name.eq_ignore_ascii_case(column) && super::nullable::counts(output.expression))
}
