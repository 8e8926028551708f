//! Reads an enum or a newtype with `#[derive(ColumnType)]`.

use std::collections::HashMap;

use syn::{Data, DataEnum, DeriveInput, Fields};

use super::attr;
use super::case::Case;
use super::entry::Entries;
use super::item::{ColumnType, ColumnTypeDecl, ColumnTypeDeclKind, ColumnTypeKind};
use super::problem::{Place, Problems};
use super::{database, table, type_ref};
use crate::SqlType;
use crate::model::{DomainDef, EnumDef, EnumLabelDef, ObjectName};
use crate::types::from_rust_path;

/// Reads an enum or newtype with `#[derive(ColumnType)]`. `None` if it is neither.
pub fn column_type(input: &DeriveInput, problems: &mut Problems) -> Option<ColumnType> {
    let rust_name = super::name_of(&input.ident);
    let place = problems.place_of(input.ident.span());
    if !input.generics.params.is_empty() {
        problems.push_at(
            &input.generics.params,
            "a type that is stored in a column cannot have generic parameters",
        );
    }
    if from_rust_path(&[&rust_name], false).is_some() || ["Option", "Vec"].contains(&rust_name.as_str()) {
        problems
            .push(
                place,
                format!("`{rust_name}` already means a type of another crate to the reader of the schema"),
            )
            .hint("give this type a name of its own");
    }
    let entries = Entries::of_attributes(&attr::COLUMN_TYPE, &input.attrs, problems);
    let (decl, kind) = match &input.data {
        Data::Enum(data) => enumeration(data, &rust_name, place, &entries, problems)?,
        Data::Struct(data) => newtype(&data.fields, place, &entries, problems)?,
        Data::Union(_) => {
            problems.push(place, "`ColumnType` can be derived for enums and newtypes only");
            return None;
        }
    };
    Some(ColumnType {
        ident: input.ident.clone(),
        krate: entries.path("crate").cloned(),
        decl: ColumnTypeDecl { rust_name, place, kind: decl },
        kind,
    })
}

fn enumeration(
    data: &DataEnum,
    rust_name: &str,
    place: Place,
    entries: &Entries,
    problems: &mut Problems,
) -> Option<(ColumnTypeDeclKind, ColumnTypeKind)> {
    if let Some(place) = entries.place("domain") {
        problems.push(place, "`domain` is for newtypes; an enum is a type of its own");
    }
    if data.variants.is_empty() {
        problems.push(place, "an enum that is stored in a column needs a variant");
        return None;
    }
    let case = match (entries.text("rename_all"), entries.find("rename_all")) {
        (Some(text), Some(entry)) => table::case_named(&text, entry.value_place, problems),
        _ => None,
    };
    let mut labels = Vec::with_capacity(data.variants.len());
    let mut variants = Vec::with_capacity(data.variants.len());
    let mut seen: HashMap<String, Place> = HashMap::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            problems
                .push_at(&variant.fields, "a variant that is stored as its label cannot hold data")
                .hint("a field that holds data of several shapes is stored as `Json<..>`");
        }
        let words = Entries::of_attributes(&attr::COLUMN_TYPE_VARIANT, &variant.attrs, problems);
        let name = super::name_of(&variant.ident);
        let label =
            words.name("name", problems).unwrap_or_else(|| case.unwrap_or(Case::Pascal).of_variant(&name));
        let place = problems.place_of(variant.ident.span());
        if let Some(first) = seen.insert(label.clone(), place) {
            problems
                .push(place, format!("two variants are stored as `{label}`"))
                .note(first, "the other one is here")
                .hint(r#"give one of them another label: `#[column_type(name = "..")]`"#);
        }
        labels.push(EnumLabelDef { label, renamed_from: words.name("renamed_from", problems) });
        variants.push(name);
    }
    let schema = entries.name("schema", problems);
    let def = EnumDef {
        name: ObjectName {
            name: entries.name("name", problems).unwrap_or_else(|| Case::Snake.of_variant(rust_name)),
            schema: schema.clone(),
        },
        labels,
        renamed_from: entries.name("renamed_from", problems).map(|name| ObjectName { schema, name }),
    };
    let idents = data.variants.iter().map(|variant| variant.ident.clone()).collect();
    Some((ColumnTypeDeclKind::Enum { def, variants }, ColumnTypeKind::Enum(idents)))
}

fn newtype(
    fields: &Fields,
    place: Place,
    entries: &Entries,
    problems: &mut Problems,
) -> Option<(ColumnTypeDeclKind, ColumnTypeKind)> {
    let mut all = fields.iter();
    let (Some(field), None) = (all.next(), all.next()) else {
        problems
            .push(place, "a newtype that is stored in a column has one field")
            .hint("a document with several fields is stored as `Json<..>`, without `ColumnType`");
        return None;
    };
    let domain = entries.name("domain", problems);
    for word in ["name", "schema", "rename_all", "renamed_from"] {
        let is_of_domain = domain.is_some() && ["schema", "renamed_from"].contains(&word);
        if let Some(place) = entries.place(word).filter(|_| !is_of_domain) {
            problems.push(place, format!("`{word}` is for enums; a newtype is stored as what it wraps"));
        }
    }
    let (inner, is_nullable) = type_ref::of_field(&field.ty, problems);
    if is_nullable {
        problems
            .push_at(&field.ty, "a newtype cannot wrap an `Option`")
            .hint("wrap the type itself and write `Option` where the newtype is used");
    }
    let kind = ColumnTypeKind::Newtype { field: field.ident.clone(), ty: Box::new(field.ty.clone()) };
    let Some(name) = domain else { return Some((ColumnTypeDeclKind::Newtype(inner), kind)) };
    let schema = entries.name("schema", problems);
    let renamed_from =
        entries.name("renamed_from", problems).map(|old| database::old_name(&old, schema.clone()));
    let name = ObjectName { schema, name };
    // The type below is told when all files are read.
    let def = DomainDef { name, ty: SqlType::Text, check: entries.text("check"), renamed_from };
    Some((ColumnTypeDeclKind::Domain { def, inner }, kind))
}
