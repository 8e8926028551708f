//! Reads one field of a table: its type, its `#[column(..)]` and what other attributes say about it.

use proc_macro2::TokenStream;
use syn::Attribute;

use super::attr;
use super::case::Case;
use super::check::{self, Check, CheckKind};
use super::database::sequence_options;
use super::entry::{Entries, Value};
use super::item::{ColumnDecl, Field, RustDefault, Size, TypeRef};
use super::problem::{Place, Problems};
use super::value::{self, DefaultValue, OnUpdate};
use super::{fits, size, type_ref};
use crate::SqlType;
use crate::model::{
    ColumnDef, DefaultDef, GeneratedDef, GeneratedKind, IdentityDef, IdentityKind, Literal,
    ReferentialAction, UpdateDef,
};

/// A field as read, before the table puts its parts where they belong.
pub(super) struct ReadField<'a> {
    pub(super) field: Field<'a>,
    /// `None` for a skipped field.
    pub(super) column: Option<ReadColumn>,
}

/// The column of a field and its one-column constraints.
#[derive(Debug)]
pub(super) struct ReadColumn {
    pub(super) def: ColumnDef,
    pub(super) decl: ColumnDecl,
    pub(super) primary_key: Option<Place>,
    /// A name for the constraint, if one is given.
    pub(super) unique: Option<(Option<String>, Place)>,
    /// A name for the index, if one is given.
    pub(super) index: Option<(Option<String>, Place)>,
    pub(super) actions: (ReferentialAction, ReferentialAction),
    pub(super) checks: Vec<Check>,
}

/// Reads a field of a struct with named fields.
pub(super) fn read<'a>(
    field: &'a syn::Field,
    wire_case: Option<Case>,
    problems: &mut Problems,
) -> Option<ReadField<'a>> {
    let ident = field.ident.as_ref()?;
    let entries = Entries::of_attributes(&attr::COLUMN, &field.attrs, problems);
    let rust_name = super::name_of(ident);
    let (inferred, is_nullable) = type_ref::of_field(&field.ty, problems);
    let default = value::default(&entries, problems);
    let mut read = Field {
        wire_name: wire_name(field, &rust_name, wire_case, problems),
        ident,
        ty: &field.ty,
        attributes: &field.attrs,
        column: None,
        is_nullable,
        is_server: entries.has("server"),
        is_secret: entries.has("secret"),
        is_input: entries.has("input"),
        is_patch: entries.has("patch"),
        rust_default: None,
        variant_default: None,
        references: entries.path("references").cloned(),
    };
    if let Some(place) = entries.place("skip") {
        if entries.len() > 1 {
            problems
                .push(place, "`skip` keeps the field out of the table, so nothing else can be said about it");
        }
        return Some(ReadField { field: read, column: None });
    }
    let name = entries.name("name", problems).unwrap_or_else(|| rust_name.clone());
    let size = size::read(&entries, problems);
    let type_place = type_ref::place(&field.ty, problems);
    let mut def = ColumnDef::new(name, resolved_type(&inferred, size.as_ref(), &field.ty, problems));
    def.is_nullable = is_nullable;
    def.auto_increment = entries.has("auto_increment");
    def.identity = identity(&entries, problems);
    def.generated = generated(&entries, problems);
    def.collation = entries.name("collate", problems);
    def.comment = entries.text("comment");
    def.renamed_from = entries.name("renamed_from", problems);
    let mut decl = ColumnDecl {
        place: problems.place_of(read.ident.span()),
        rust_name,
        type_place,
        inferred,
        size,
        variant: None,
        default_place: default.as_ref().map(|(_, place)| *place),
        rules: Vec::new(),
    };
    match default {
        Some((DefaultValue::Database(default), place)) => {
            if let Some(ty) = known_type(&decl) {
                report(fits::default(&default, &ty, is_nullable), place, problems);
            }
            def.default = Some(default);
        }
        Some((DefaultValue::Variant(variant, path), _)) => {
            // Stands for the label until the enum is known.
            def.default = Some(DefaultDef::Literal(Literal::String(variant.variant.clone())));
            decl.variant = Some(variant);
            read.variant_default = Some(path);
        }
        Some((DefaultValue::Rust(default), _)) => read.rust_default = Some(default),
        None => {}
    }
    let has_default = read.rust_default.is_some() || def.default.is_some();
    let mut on_foreign_update = ReferentialAction::default();
    match value::on_update(&entries, problems) {
        Some(OnUpdate::Action(action)) => on_foreign_update = action,
        Some(OnUpdate::Value(value)) => {
            // A column that may be NULL tells by it that no update was made.
            if value == UpdateDef::Now
                && !has_default
                && !is_nullable
                && known_type(&decl).is_some_and(|ty| is_time(&ty))
            {
                read.rust_default = Some(RustDefault::Now);
            }
            def.on_update = Some(value);
        }
        None => {}
    }
    let mut checks: Vec<Check> =
        entries.lists("check").filter_map(|(tokens, place)| check::read(tokens, place, problems)).collect();
    let known = known_type(&decl);
    // A rule that does not fit is left out, or the models would be checked by it and fail to compile a second time.
    checks.retain(|check| {
        let (CheckKind::Rule(rule), Some(ty)) = (&check.kind, &known) else { return true };
        let answer = fits::rule(rule, ty);
        let fits = answer.is_ok();
        report(answer, check.place, problems);
        fits
    });
    Some(ReadField {
        column: Some(ReadColumn {
            primary_key: entries.place("primary_key"),
            unique: named_flag(&entries, "unique", problems),
            index: named_flag(&entries, "index", problems),
            actions: (value::action(&entries, "on_delete", problems), on_foreign_update),
            checks,
            def,
            decl,
        }),
        field: read,
    })
}

/// The type of the column as far as this source tells; a blank with the Rust name where other items decide.
pub(super) fn resolved_type(
    inferred: &TypeRef,
    size: Option<&(Size, Place)>,
    ty: &syn::Type,
    problems: &mut Problems,
) -> SqlType {
    if let Some((Size::Explicit(text), _)) = size {
        return SqlType::Custom(text.clone());
    }
    if let Some(place) = inferred.opaque_place() {
        let text = type_ref::written(ty);
        problems
            .push(place, format!("`{text}` is no type that a column can have"))
            .hint("use an owned type such as `String`, or say how it is stored: `#[column(type = \"..\")]`");
        return SqlType::Custom(text);
    }
    let Some(known) = inferred.known() else { return SqlType::Custom(type_ref::written(ty)) };
    let Some((size, place)) = size else { return known };
    size::apply(size, &known).unwrap_or_else(|message| {
        problems.push(*place, message);
        known
    })
}

/// The type of the column, if this source alone tells.
fn known_type(decl: &ColumnDecl) -> Option<SqlType> {
    match &decl.size {
        Some((Size::Explicit(_), _)) => None,
        Some((size, _)) => size::apply(size, &decl.inferred.known()?).ok(),
        None => decl.inferred.known(),
    }
}

/// A date, a time, or both: what `now()` is written into.
fn is_time(ty: &SqlType) -> bool {
    matches!(ty, SqlType::Date | SqlType::Time(_) | SqlType::Timestamp(_) | SqlType::TimestampTz(_))
}

fn report(result: Result<(), String>, place: Place, problems: &mut Problems) {
    if let Err(message) = result {
        problems.push(place, message);
    }
}

fn named_flag(entries: &Entries, word: &str, problems: &mut Problems) -> Option<(Option<String>, Place)> {
    let place = entries.place(word)?;
    Some((entries.name(word, problems), place))
}

fn generated(entries: &Entries, problems: &mut Problems) -> Option<GeneratedDef> {
    let expression = entries.text("generated")?;
    if expression.trim().is_empty() {
        let place = entries.find("generated")?.value_place;
        problems.push(place, "`generated` needs an SQL expression");
    }
    let kind = if entries.has("virtual") { GeneratedKind::Virtual } else { GeneratedKind::Stored };
    Some(GeneratedDef { expression, kind })
}

fn identity(entries: &Entries, problems: &mut Problems) -> Option<IdentityDef> {
    let entry = entries.find("identity")?;
    let tokens = match &entry.value {
        Value::List(tokens) => tokens.clone(),
        _ => TokenStream::new(),
    };
    let words = Entries::of_list(&attr::IDENTITY, tokens, &mut |_, _| false, problems);
    let options = sequence_options(&words, problems);
    if options.increment == Some(0) {
        problems.push(entry.place, "an identity cannot count in steps of 0");
    }
    let kind = match (words.has("always"), words.has("serial")) {
        (true, _) => IdentityKind::Always,
        (false, true) => IdentityKind::Serial,
        (false, false) => IdentityKind::ByDefault,
    };
    Some(IdentityDef { kind, options })
}

/// `#[serde(rename = "..")]`, else the field's name in the case of the table.
fn wire_name(field: &syn::Field, rust_name: &str, case: Option<Case>, problems: &mut Problems) -> String {
    match (serde_value(&field.attrs, "rename", problems), case) {
        (Some((name, _)), _) => name,
        (None, Some(case)) => case.of_field(rust_name),
        (None, None) => rust_name.to_owned(),
    }
}

/// The text of `#[serde(word = "..")]`, or of its `deserialize` side in `#[serde(word(deserialize = ".."))]`.
pub fn serde_value(attributes: &[Attribute], word: &str, problems: &mut Problems) -> Option<(String, Place)> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // What serde cannot read either is reported by serde.
        let _: syn::Result<()> = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident(word) && meta.input.peek(syn::token::Paren) {
                meta.parse_nested_meta(|side| {
                    let text: syn::LitStr = side.value()?.parse()?;
                    if side.path.is_ident("deserialize") {
                        found = Some((text.value(), problems.place(&text)));
                    }
                    Ok(())
                })
            } else if meta.path.is_ident(word) {
                let text: syn::LitStr = meta.value()?.parse()?;
                found = Some((text.value(), problems.place(&text)));
                Ok(())
            } else {
                skip_value(&meta)
            }
        });
    }
    found
}

/// Goes over `= value` or `(..)` of a word in another crate's attribute.
pub fn skip_value(meta: &syn::meta::ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(syn::Token![=]) {
        meta.value()?.parse::<syn::Expr>().map(drop)
    } else if meta.input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in meta.input);
        content.parse::<TokenStream>().map(drop)
    } else {
        Ok(())
    }
}
