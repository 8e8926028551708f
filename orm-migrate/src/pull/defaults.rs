//! The words for where the value of a column comes from.

use std::fmt::Write as _;

use orm_schema::model::{
    ColumnDef, DefaultDef, GeneratedKind, IdentityDef, IdentityKind, Literal, UpdateDef,
};
use orm_schema::{SqlType, ident};

use super::literal;
use super::names::{Names, variants};
use super::objects::option_words;
use crate::introspect::LiveSchema;

/// Default, counter, expression, and what updates write.
pub(super) fn words(live: &LiveSchema, names: &Names, column: &ColumnDef, is_key: bool) -> Vec<String> {
    let mut words = Vec::new();
    if column.auto_increment {
        words.push("auto_increment".to_owned());
    }
    words.extend(column.identity.as_ref().map(|identity| identity_word(identity, is_key)));
    words.extend(column.default.as_ref().map(|default| default_word(live, names, column, default)));
    match &column.on_update {
        Some(UpdateDef::Now) => words.push("on_update = now()".to_owned()),
        Some(UpdateDef::Sql(sql)) => words.push(format!("on_update = {}", literal(sql))),
        None => {}
    }
    if let Some(generated) = &column.generated {
        let kind = match generated.kind {
            GeneratedKind::Stored => "stored",
            GeneratedKind::Virtual => "virtual",
        };
        words.push(format!("generated = {}", literal(&generated.expression)));
        words.push(kind.to_owned());
    }
    words
}

fn identity_word(identity: &IdentityDef, is_key: bool) -> String {
    let IdentityDef { kind, options } = identity;
    let mut words = Vec::new();
    match kind {
        IdentityKind::ByDefault => {}
        IdentityKind::Always => words.push("always".to_owned()),
        IdentityKind::Serial => words.push("serial".to_owned()),
    }
    words.extend(option_words(options));
    match (words.is_empty(), is_key) {
        (true, true) => "auto_increment".to_owned(),
        (true, false) => "identity".to_owned(),
        (false, _) => format!("identity({})", words.join(", ")),
    }
}

fn default_word(live: &LiveSchema, names: &Names, column: &ColumnDef, default: &DefaultDef) -> String {
    let ty = &column.ty;
    let quoted = |text: &str| ident::string_literal(live.dialect, text);
    let is_number = ty.is_integer() || matches!(ty, SqlType::Real | SqlType::Double | SqlType::Numeric(_));
    match default {
        DefaultDef::Literal(Literal::Bool(value)) if *ty == SqlType::Bool => format!("default = {value}"),
        DefaultDef::Literal(Literal::Int(value)) if is_number => format!("default = {value}"),
        DefaultDef::Literal(Literal::Float(value)) if is_number => format!("default = {value}"),
        DefaultDef::Literal(Literal::String(text)) => match ty {
            SqlType::Enum(name) => variant(live, names, name, text)
                .map_or_else(|| sql(&quoted(text)), |variant| format!("default = {variant}")),
            ty if ty.is_text() => format!("default = {}", literal(text)),
            _ => sql(&quoted(text)),
        },
        DefaultDef::Literal(Literal::Bytes(bytes)) if *ty == SqlType::Bytes => {
            format!("default = b\"{}\"", hex(bytes, "\\x"))
        }
        DefaultDef::Literal(Literal::Bool(value)) => sql(&value.to_string()),
        DefaultDef::Literal(Literal::Int(value)) => sql(&value.to_string()),
        DefaultDef::Literal(Literal::Float(value)) => sql(value),
        DefaultDef::Literal(Literal::Bytes(bytes)) => sql(&format!("x'{}'", hex(bytes, ""))),
        DefaultDef::Now => "default = now()".to_owned(),
        DefaultDef::UuidV4 => "default = uuid_v4()".to_owned(),
        DefaultDef::Json(json) => sql(&quoted(json)),
        DefaultDef::Sql(text) => sql(text),
    }
}

/// Two digits for each byte, with `before` in front of them.
fn hex(bytes: &[u8], before: &str) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{before}{byte:02x}");
        out
    })
}

fn sql(text: &str) -> String {
    format!("default_sql = {}", literal(text))
}

fn variant(
    live: &LiveSchema,
    names: &Names,
    name: &orm_schema::model::ObjectName,
    label: &str,
) -> Option<String> {
    let def = live.schema.enum_def(name)?;
    let at = def.labels.iter().position(|known| known.label == label)?;
    Some(format!("{}::{}", names.enum_name(name)?, variants(def)[at]))
}
