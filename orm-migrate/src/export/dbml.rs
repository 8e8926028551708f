//! The schema for dbdiagram.io and its relatives: <https://dbml.dbdiagram.io/docs>.

use std::fmt::Write as _;

use orm_schema::model::{
    ColumnDef, DefaultDef, EnumDef, ForeignKeyDef, IndexDef, IndexKey, Literal, ObjectName,
    ReferentialAction, TableDef,
};
use orm_schema::types::column_type;
use orm_schema::{Dialect, SchemaDef, SqlType};

/// Enums, tables and references.
pub(super) fn text(schema: &SchemaDef, dialect: Dialect) -> String {
    let mut parts: Vec<String> = schema.enums.iter().map(enumeration).collect();
    parts.extend(schema.tables.iter().map(|table| self::table(schema, table, dialect)));
    let references =
        schema.tables.iter().flat_map(|table| table.foreign_keys.iter().map(|key| reference(table, key)));
    let references: String = references.collect();
    if !references.is_empty() {
        parts.push(references);
    }
    parts.join("\n")
}

fn enumeration(def: &EnumDef) -> String {
    let mut text = format!("Enum {} {{\n", name(&def.name));
    for label in &def.labels {
        push(&mut text, format_args!("  {}\n", quoted(&label.label)));
    }
    text + "}\n"
}

fn table(schema: &SchemaDef, table: &TableDef, dialect: Dialect) -> String {
    let mut text = format!("Table {} {{\n", name(&table.name));
    for column in &table.columns {
        let ty = match &column.ty {
            SqlType::Enum(def) => name(def),
            ty => {
                let spelled = column_type(dialect, schema, ty);
                if spelled.contains(' ') { quoted(&spelled) } else { spelled }
            }
        };
        let settings = settings(table, column);
        let settings =
            if settings.is_empty() { String::new() } else { format!(" [{}]", settings.join(", ")) };
        push(&mut text, format_args!("  {} {ty}{settings}\n", quoted(&column.name)));
    }
    let indexes = indexes(table);
    if !indexes.is_empty() {
        push(&mut text, format_args!("\n  indexes {{\n{}  }}\n", indexes.concat()));
    }
    if let Some(comment) = &table.comment {
        push(&mut text, format_args!("\n  Note: {}\n", note(comment)));
    }
    text + "}\n"
}

fn settings(table: &TableDef, column: &ColumnDef) -> Vec<String> {
    let mut settings = Vec::new();
    if table.primary_key.as_ref().is_some_and(|key| key.columns == [column.name.as_str()]) {
        settings.push("pk".to_owned());
    }
    if column.auto_increment || column.identity.is_some() {
        settings.push("increment".to_owned());
    }
    if !column.is_nullable {
        settings.push("not null".to_owned());
    }
    if table.uniques.iter().any(|unique| unique.columns == [column.name.as_str()]) {
        settings.push("unique".to_owned());
    }
    if let Some(default) = column.default.as_ref().and_then(default) {
        settings.push(format!("default: {default}"));
    }
    settings.extend(column.comment.as_ref().map(|comment| format!("note: {}", note(comment))));
    settings
}

fn default(default: &DefaultDef) -> Option<String> {
    Some(match default {
        DefaultDef::Literal(Literal::Bool(value)) => value.to_string(),
        DefaultDef::Literal(Literal::Int(value)) => value.to_string(),
        DefaultDef::Literal(Literal::Float(value)) => value.clone(),
        DefaultDef::Literal(Literal::String(value)) | DefaultDef::Json(value) => note(value),
        DefaultDef::Literal(Literal::Bytes(_)) => return None,
        DefaultDef::Now => "`now()`".to_owned(),
        DefaultDef::UuidV4 => "`uuid_v4()`".to_owned(),
        DefaultDef::Sql(sql) => format!("`{}`", sql.replace('`', "'")),
    })
}

/// Keys of several columns and indexes, a line each.
fn indexes(table: &TableDef) -> Vec<String> {
    let columns = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        format!("({})", names.join(", "))
    };
    let mut lines = Vec::new();
    if let Some(key) = table.primary_key.as_ref().filter(|key| key.columns.len() > 1) {
        lines.push(format!("    {} [pk]\n", columns(&key.columns)));
    }
    for unique in table.uniques.iter().filter(|unique| unique.columns.len() > 1) {
        lines.push(format!("    {} [unique, name: {}]\n", columns(&unique.columns), note(&unique.name)));
    }
    lines.extend(table.indexes.iter().map(index));
    lines
}

fn index(index: &IndexDef) -> String {
    let parts: Vec<String> = index
        .parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(column) => quoted(column),
            IndexKey::Expression(sql) => format!("`{}`", sql.replace('`', "'")),
        })
        .collect();
    let unique = if index.is_unique { "unique, " } else { "" };
    format!("    ({}) [{unique}name: {}]\n", parts.join(", "), note(&index.name))
}

fn reference(table: &TableDef, key: &ForeignKeyDef) -> String {
    let side = |table: &ObjectName, columns: &[String]| {
        let columns: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
        format!("{}.({})", name(table), columns.join(", "))
    };
    let mut settings = Vec::new();
    for (event, action) in [("delete", key.on_delete), ("update", key.on_update)] {
        let action = match action {
            ReferentialAction::NoAction => continue,
            ReferentialAction::Restrict => "restrict",
            ReferentialAction::Cascade => "cascade",
            ReferentialAction::SetNull => "set null",
            ReferentialAction::SetDefault => "set default",
        };
        settings.push(format!("{event}: {action}"));
    }
    let settings = if settings.is_empty() { String::new() } else { format!(" [{}]", settings.join(", ")) };
    let (from, to) = (side(&table.name, &key.columns), side(&key.references, &key.referenced_columns));
    format!("Ref: {from} > {to}{settings}\n")
}

fn name(name: &ObjectName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", quoted(schema), quoted(&name.name)),
        None => quoted(&name.name),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "'"))
}

/// Text in single quotes.
fn note(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', " "))
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("a String takes every text");
}
