//! An entity relationship diagram: <https://mermaid.js.org/syntax/entityRelationshipDiagram.html>.

use std::fmt::Write as _;

use orm_schema::model::{ForeignKeyDef, TableDef};
use orm_schema::types::column_type;
use orm_schema::{Dialect, SchemaDef};

/// Each table with its columns, each foreign key as a line.
pub(super) fn text(schema: &SchemaDef, dialect: Dialect) -> String {
    let mut text = String::from("erDiagram\n");
    for table in &schema.tables {
        for foreign_key in &table.foreign_keys {
            line(&mut text, table, foreign_key);
        }
    }
    for table in &schema.tables {
        writeln!(text, "    {} {{", quoted(&table.name.to_string())).expect("a String takes every text");
        for column in &table.columns {
            let ty = word(&column_type(dialect, schema, &column.ty));
            write!(text, "        {ty} {}", word(&column.name)).expect("a String takes every text");
            let keys = keys(table, &column.name);
            if !keys.is_empty() {
                write!(text, " {}", keys.join(", ")).expect("a String takes every text");
            }
            if column.is_nullable {
                text.push_str(" \"nullable\"");
            }
            text.push('\n');
        }
        text.push_str("    }\n");
    }
    text
}

/// Who refers, how many of them, and to what.
fn line(text: &mut String, table: &TableDef, foreign_key: &ForeignKeyDef) {
    let is_nullable =
        |name: &String| table.columns.iter().any(|column| column.name == *name && column.is_nullable);
    let is_key = |columns: &[String]| columns == foreign_key.columns;
    let is_unique = table.primary_key.as_ref().is_some_and(|key| is_key(&key.columns))
        || table.uniques.iter().any(|unique| is_key(&unique.columns));
    let many = if is_unique { "|o" } else { "}o" };
    let one = if foreign_key.columns.iter().any(is_nullable) { "o|" } else { "||" };
    let (from, to) = (quoted(&table.name.to_string()), quoted(&foreign_key.references.to_string()));
    let label = quoted(&foreign_key.columns.join(", "));
    writeln!(text, "    {from} {many}--{one} {to} : {label}").expect("a String takes every text");
}

fn keys(table: &TableDef, column: &str) -> Vec<&'static str> {
    let mut keys = Vec::new();
    if table.is_primary_key(column) {
        keys.push("PK");
    }
    if table.foreign_keys.iter().any(|key| key.columns.iter().any(|name| name == column)) {
        keys.push("FK");
    }
    if table.uniques.iter().any(|unique| unique.columns == [column]) {
        keys.push("UK");
    }
    keys
}

/// The names of entities and labels may be any text without quotes.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "'"))
}

/// Types and attributes are words.
fn word(text: &str) -> String {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '(' | ')' | '[' | ']');
    let word: String = text.chars().map(|c| if is_letter(c) { c } else { '_' }).collect();
    if word.starts_with(|c: char| c.is_alphabetic()) { word } else { format!("c_{word}") }
}
