//! A table as source.

use std::fmt::Write as _;

use orm_schema::model::{ColumnDef, TableDef};

use super::names::Names;
use super::{defaults, keys, literal, security, types};
use crate::introspect::LiveSchema;

/// So long a line may be before its words stand one below the other.
const WIDTH: usize = 100;

pub(super) fn item(live: &LiveSchema, names: &Names, table: &TableDef) -> String {
    let mut words = vec![format!("name = {}", literal(&table.name.name))];
    words.extend(table.name.schema.as_ref().map(|schema| format!("schema = {}", literal(schema))));
    words.extend(keys::of_table(names, table));
    words.extend(security::words(table));
    words.extend(table.comment.as_ref().map(|comment| format!("comment = {}", literal(comment))));
    words.extend(table.options.strict.then(|| "strict".to_owned()));
    words.extend(table.options.without_rowid.then(|| "without_rowid".to_owned()));
    words.extend(table.options.raw.as_ref().map(|raw| format!("options = {}", literal(raw))));
    let mut out = String::new();
    for fk in keys::leading_out(names, table) {
        let _ = writeln!(
            out,
            "// Not in the model: foreign key `{}` to `{}`, a table that was not pulled.",
            fk.name, fk.references
        );
    }
    out.push_str("#[derive(Table, Debug, Clone)]\n");
    out.push_str(&attribute("table", &words, ""));
    let _ = writeln!(out, "pub struct {} {{", names.table(&table.name).unwrap_or_default());
    for column in &table.columns {
        out.push_str(&field(live, names, table, column));
    }
    out + "}\n"
}

fn field(live: &LiveSchema, names: &Names, table: &TableDef, column: &ColumnDef) -> String {
    let field = names.field(&table.name, &column.name);
    let ty = types::of_column(live.dialect, names, column);
    let mut words = Vec::new();
    if field.trim_start_matches("r#") != column.name {
        words.push(format!("name = {}", literal(&column.name)));
    }
    let mut key_words = keys::of_column(names, table, &column.name);
    let is_key = keys::is_own_key(table, &column.name);
    let rest = if is_key { key_words.split_off(1) } else { std::mem::take(&mut key_words) };
    words.extend(key_words);
    let values = defaults::words(live, names, column, is_key);
    words.extend(ty.words);
    words.extend(rest);
    words.extend(values);
    words.extend(column.collation.as_ref().map(|collation| format!("collate = {}", literal(collation))));
    words.extend(column.comment.as_ref().map(|comment| format!("comment = {}", literal(comment))));
    let mut out = String::new();
    out.extend(ty.note.map(|note| format!("    // {note}\n")));
    if !words.is_empty() {
        out.push_str(&attribute("column", &words, "    "));
    }
    let path = if column.is_nullable { format!("Option<{}>", ty.path) } else { ty.path };
    let _ = writeln!(out, "    pub {field}: {path},");
    out
}

/// `#[table(name = "users", strict)]`, or with a line for each word.
pub(super) fn attribute(name: &str, words: &[String], indent: &str) -> String {
    lines(&format!("{indent}#[{name}("), words, indent, ")]\n")
}

/// What opens, the words and what closes: in one line, or with a line for each word.
pub(super) fn lines(opening: &str, words: &[String], indent: &str, closing: &str) -> String {
    let line = format!("{opening}{}{closing}", words.join(", "));
    if line.len() <= WIDTH && line.lines().count() == 1 {
        return line;
    }
    let words = words.iter().flat_map(|word| [indent, "    ", word, ",\n"]).collect::<String>();
    format!("{opening}\n{words}{indent}{closing}")
}
