//! TypeScript: an interface for each model, with its rules in the comments that generators of validators read.

use std::fmt::Write as _;

use crate::{Definition, Limits, Member, Object, Route, TextForm, Type, Value, Wire};

/// What `JsonValue` is.
pub const ANY_JSON: &str = "null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue }";

/// The module.
pub fn text(wire: &Wire) -> String {
    let mut text = String::from("// Written by `orm-migrate export --format typescript`. Do not edit.\n");
    for definition in &wire.definitions {
        self::definition(&mut text, definition);
        let relations = format!("{}Relations", definition.name);
        if let Some(relations) = wire.relations.iter().find(|relation| relation.name == relations) {
            self::definition(&mut text, relations);
        }
    }
    let in_routes = wire.routes.iter().flat_map(Route::values);
    let mut values = wire.definitions.iter().map(|definition| &definition.value).chain(in_routes);
    if values.any(crate::has_json) {
        push(&mut text, format_args!("\n/** Any JSON. */\nexport type JsonValue = {ANY_JSON};\n"));
    }
    text
}

fn definition(text: &mut String, Definition { name, docs, value }: &Definition) {
    text.push('\n');
    comment(text, "", docs, &value.limits, None);
    match &value.ty {
        Type::Object(object) if !value.is_nullable && object.flattened.is_empty() => {
            push(text, format_args!("export interface {name} {}\n", braces(object, "")));
        }
        _ => push(text, format_args!("export type {name} = {};\n", ty(value, ""))),
    }
}

fn braces(object: &Object, indent: &str) -> String {
    let inner = format!("{indent}  ");
    let mut text = String::from("{\n");
    for Member { name, docs, value, is_optional } in &object.members {
        comment(&mut text, &inner, docs, &value.limits, Some(&value.ty));
        let mark = if *is_optional { "?" } else { "" };
        push(&mut text, format_args!("{inner}{}{mark}: {};\n", key(name), ty(value, &inner)));
    }
    text.push_str(indent);
    text.push('}');
    for inner in &object.flattened {
        push(&mut text, format_args!(" & {}", ty(inner, indent)));
    }
    text
}

/// The type of a value, whose further lines begin with `indent`.
pub fn ty(value: &Value, indent: &str) -> String {
    let text = match &value.ty {
        Type::Null => "null".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::Integer { .. } | Type::Single | Type::Double => "number".to_owned(),
        Type::DecimalInput => "string | number".to_owned(),
        Type::Text | Type::Form(_) | Type::Decimal => "string".to_owned(),
        Type::Json => "JsonValue".to_owned(),
        Type::Unknown | Type::Written(_) => "unknown".to_owned(),
        Type::Named(name) => name.clone(),
        Type::List(element) => {
            let element = ty(element, indent);
            if element.contains(['|', '{']) { format!("({element})[]") } else { format!("{element}[]") }
        }
        Type::Map(element) => format!("Record<string, {}>", ty(element, indent)),
        Type::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(|element| ty(element, indent)).collect();
            format!("[{}]", elements.join(", "))
        }
        Type::Labels(labels) if labels.is_empty() => "never".to_owned(),
        Type::Labels(labels) => {
            let labels: Vec<String> = labels.iter().map(|label| quoted(label)).collect();
            labels.join(" | ")
        }
        Type::OneOf(options) => {
            let options: Vec<String> = options.iter().map(|option| ty(option, indent)).collect();
            options.join(" | ")
        }
        Type::Object(object) => braces(object, indent),
    };
    if value.is_nullable && !matches!(value.ty, Type::Unknown | Type::Null) { text + " | null" } else { text }
}

/// What is known of a value beyond its type, as a comment in front of it.
fn comment(text: &mut String, indent: &str, docs: &str, limits: &Limits, ty: Option<&Type>) {
    let mut lines: Vec<String> = docs.lines().map(str::to_owned).collect();
    lines.extend(tags(limits, ty));
    lines.extend(limits.notes.iter().map(|note| format!("Note: {note}.")));
    for line in &mut lines {
        // The end of a comment would end this one.
        *line = line.replace("*/", "*\u{200b}/");
    }
    match &lines[..] {
        [] => {}
        [line] => push(text, format_args!("{indent}/** {line} */\n")),
        lines => {
            push(text, format_args!("{indent}/**\n"));
            for line in lines {
                push(text, format_args!("{}\n", format!("{indent} * {line}").trim_end()));
            }
            push(text, format_args!("{indent} */\n"));
        }
    }
}

/// The tags that generators know: <https://json-schema.org/draft/2020-12/json-schema-validation>, as comments have them.
fn tags(limits: &Limits, ty: Option<&Type>) -> Vec<String> {
    let is_list = matches!(ty, Some(Type::List(_)));
    let (fewest, most) = if is_list { ("minItems", "maxItems") } else { ("minLength", "maxLength") };
    let mut tags = Vec::new();
    let mut tag =
        |name: &str, value: Option<String>| tags.extend(value.map(|value| format!("@{name} {value}")));
    tag(fewest, limits.min_length.map(|limit| limit.to_string()));
    tag(most, limits.max_length.map(|limit| limit.to_string()));
    match ty {
        Some(Type::Integer { .. }) => tag("type", Some("integer".to_owned())),
        Some(Type::Form(form)) => tag("format", Some(name(*form).to_owned())),
        _ => {}
    }
    tag("minimum", limits.min.clone());
    tag("maximum", limits.max.clone());
    tag("exclusiveMinimum", limits.exclusive_min.clone());
    tag("exclusiveMaximum", limits.exclusive_max.clone());
    if let Some((precision, scale)) = limits.digits {
        tag("digits", Some(format!("{precision}, {scale} of them after the point")));
    }
    for form in &limits.forms {
        tag("format", Some(name(*form).to_owned()));
    }
    for part in &limits.contains {
        tag("contains", Some(quoted(part)));
    }
    for part in &limits.lacks {
        tag("doesNotContain", Some(quoted(part)));
    }
    tags
}

fn name(form: TextForm) -> &'static str {
    match form {
        TextForm::Char => "char",
        TextForm::Day => "date",
        TextForm::Time => "local-time",
        TextForm::DateTime => "local-date-time",
        TextForm::Instant => "date-time",
        TextForm::Span => "duration",
        TextForm::Uuid => "uuid",
        TextForm::Ip => "ip",
        TextForm::Ipv4 => "ipv4",
        TextForm::Ipv6 => "ipv6",
        TextForm::Email => "email",
        TextForm::Url => "uri",
        TextForm::NonControl => "no-control-characters",
    }
}

/// A name of a member, quoted where it is no identifier.
fn key(name: &str) -> String {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let is_identifier = name.chars().all(is_letter) && name.starts_with(|c: char| !c.is_ascii_digit());
    if is_identifier { name.to_owned() } else { quoted(name) }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("a String takes every text");
}
