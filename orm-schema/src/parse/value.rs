//! Reads the values of `default`, `default_sql`, `default_fn` and `on_update`.

use quote::ToTokens;
use syn::{Expr, ExprCall, ExprLit, ExprPath, ExprUnary, Lit, UnOp};

use super::entry::{Entries, Value};
use super::item::{RustDefault, VariantRef};
use super::json;
use super::problem::{Place, Problems};
use crate::model::{DefaultDef, Literal, ReferentialAction, UpdateDef};

/// Where the value of a new row comes from when nobody gives one.
pub(super) enum DefaultValue {
    Database(DefaultDef),
    Variant(VariantRef, ExprPath),
    Rust(RustDefault),
}

/// The default of a column and where it stands.
pub(super) fn default(entries: &Entries, problems: &mut Problems) -> Option<(DefaultValue, Place)> {
    if let Some(path) = entries.path("default_fn") {
        let value = DefaultValue::Rust(RustDefault::Function(path.clone()));
        return Some((value, entries.find("default_fn")?.value_place));
    }
    if let Some(sql) = entries.text("default_sql") {
        let place = entries.find("default_sql")?.value_place;
        if sql.trim().is_empty() {
            problems.push(place, "`default_sql` needs an SQL expression");
            return None;
        }
        return Some((DefaultValue::Database(DefaultDef::Sql(sql)), place));
    }
    let entry = entries.find("default")?;
    let Value::Expression(expr) = &entry.value else { return None };
    Some((of_expression(expr, entry.value_place, problems)?, entry.value_place))
}

fn of_expression(expr: &Expr, place: Place, problems: &mut Problems) -> Option<DefaultValue> {
    match expr {
        Expr::Lit(literal) => constant(literal, place, problems),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr: inner, .. }) => {
            negative(inner, expr, place, problems)
        }
        Expr::Call(call) => function(call, place, problems),
        Expr::Macro(mac) if mac.mac.path.segments.last().is_some_and(|last| last.ident == "json") => {
            let text = json::text(mac.mac.tokens.clone(), problems)?;
            Some(DefaultValue::Database(DefaultDef::Json(text)))
        }
        Expr::Path(path) if path.qself.is_none() && path.path.segments.len() > 1 => {
            Some(variant(path, place))
        }
        Expr::Group(group) => of_expression(&group.expr, place, problems),
        Expr::Paren(paren) => of_expression(&paren.expr, place, problems),
        _ => unreadable(expr, place, problems),
    }
}

fn constant(literal: &ExprLit, place: Place, problems: &mut Problems) -> Option<DefaultValue> {
    let value = match &literal.lit {
        Lit::Str(text) => Literal::String(text.value()),
        Lit::Char(c) => Literal::String(c.value().to_string()),
        Lit::ByteStr(bytes) => Literal::Bytes(bytes.value()),
        Lit::Byte(byte) => Literal::Int(byte.value().into()),
        Lit::Bool(value) => Literal::Bool(value.value),
        Lit::Float(number) => Literal::Float(number.base10_digits().to_owned()),
        Lit::Int(number) => {
            let Ok(number) = number.base10_parse() else {
                problems.push(place, "this number is too large for any column");
                return None;
            };
            Literal::Int(number)
        }
        _ => return unreadable(literal, place, problems),
    };
    if matches!(&value, Literal::String(text) if text.contains('\0')) {
        problems.push(place, "text in a database cannot hold a NUL character");
        return None;
    }
    Some(DefaultValue::Database(DefaultDef::Literal(value)))
}

fn negative(inner: &Expr, whole: &Expr, place: Place, problems: &mut Problems) -> Option<DefaultValue> {
    let Expr::Lit(literal) = inner else { return unreadable(whole, place, problems) };
    let value = match &literal.lit {
        Lit::Int(number) => number.base10_parse::<i128>().ok().map(|number| Literal::Int(-number)),
        Lit::Float(number) => Some(Literal::Float(format!("-{}", number.base10_digits()))),
        _ => None,
    };
    match value {
        Some(value) => Some(DefaultValue::Database(DefaultDef::Literal(value))),
        None => unreadable(whole, place, problems),
    }
}

/// `now()`, `uuid_v4()`, `uuid_v7()`.
fn function(call: &ExprCall, place: Place, problems: &mut Problems) -> Option<DefaultValue> {
    let name = match &*call.func {
        Expr::Path(path) if call.args.is_empty() => path.path.get_ident().map(ToString::to_string),
        _ => None,
    };
    match name.as_deref() {
        Some("now") => Some(DefaultValue::Database(DefaultDef::Now)),
        Some("uuid_v4") => Some(DefaultValue::Database(DefaultDef::UuidV4)),
        Some("uuid_v7") => Some(DefaultValue::Rust(RustDefault::UuidV7)),
        _ => unreadable(call, place, problems),
    }
}

fn variant(path: &ExprPath, place: Place) -> DefaultValue {
    let mut segments: Vec<String> =
        path.path.segments.iter().map(|segment| super::name_of(&segment.ident)).collect();
    let variant = segments.pop().unwrap_or_default();
    DefaultValue::Variant(VariantRef { ty: segments, variant, place }, path.clone())
}

fn unreadable<T>(expr: &impl ToTokens, place: Place, problems: &mut Problems) -> Option<T> {
    let text = super::type_ref::written(expr);
    problems
        .push(place, format!("`{text}` is no default that a database can be told"))
        .hint("a default is a literal, an enum variant, `now()`, `uuid_v4()`, `uuid_v7()` or `json!(..)`")
        .hint(r#"an SQL expression is written `default_sql = ".."`, a Rust function `default_fn = path`"#);
    None
}

/// What `on_update` says: an action of the foreign key, or what an update writes.
#[derive(Debug)]
pub(super) enum OnUpdate {
    Action(ReferentialAction),
    Value(UpdateDef),
}

/// Reads `on_update` of a column.
pub(super) fn on_update(entries: &Entries, problems: &mut Problems) -> Option<OnUpdate> {
    let entry = entries.find("on_update")?;
    let Value::Expression(expr) = &entry.value else { return None };
    let has_reference = entries.has("references");
    match &**expr {
        Expr::Call(call) if matches!(&*call.func, Expr::Path(path) if path.path.is_ident("now")) => {
            return Some(OnUpdate::Value(UpdateDef::Now));
        }
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if has_reference => {
            return action_named(&text.value(), entry.value_place, problems).map(OnUpdate::Action);
        }
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
            if referential_action(&text.value()).is_none() {
                return Some(OnUpdate::Value(UpdateDef::Sql(text.value())));
            }
            problems
                .push(
                    entry.value_place,
                    format!("`on_update = {:?}` means nothing without `references`", text.value()),
                )
                .hint("an SQL expression or `now()` says what an update writes into the column");
            return None;
        }
        Expr::Path(path) if has_reference => {
            if let Some(ident) = path.path.get_ident() {
                return action_named(&ident.to_string(), entry.value_place, problems).map(OnUpdate::Action);
            }
        }
        _ => {}
    }
    problems
        .push(entry.value_place, "`on_update` cannot be given in this way")
        .hint(r#"write `on_update = now()`, an SQL expression in quotes, or an action such as "cascade" beside `references`"#);
    None
}

/// Reads an action such as `on_delete = "cascade"` where the word takes text or a bare word.
pub(super) fn action(entries: &Entries, word: &str, problems: &mut Problems) -> ReferentialAction {
    let Some(entry) = entries.find(word) else { return ReferentialAction::default() };
    let text = match &entry.value {
        Value::Text(text) => text.clone(),
        Value::Path(path) => super::type_ref::written(path),
        _ => return ReferentialAction::default(),
    };
    action_named(&text, entry.value_place, problems).unwrap_or_default()
}

fn action_named(text: &str, place: Place, problems: &mut Problems) -> Option<ReferentialAction> {
    let action = referential_action(text);
    if action.is_none() {
        problems
            .push(place, format!("`{text}` is no action of a foreign key"))
            .hint("the actions are `cascade`, `restrict`, `set null`, `set default` and `no action`");
    }
    action
}

fn referential_action(text: &str) -> Option<ReferentialAction> {
    match text.to_ascii_lowercase().replace('_', " ").as_str() {
        "cascade" => Some(ReferentialAction::Cascade),
        "restrict" => Some(ReferentialAction::Restrict),
        "set null" => Some(ReferentialAction::SetNull),
        "set default" => Some(ReferentialAction::SetDefault),
        "no action" => Some(ReferentialAction::NoAction),
        _ => None,
    }
}
