//! Structs and enums that serde reads or writes, and what type aliases stand for.

use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DataEnum, DeriveInput, Fields, ItemType, Meta, Token};

use super::super::case::Case;
use super::member::MemberDecl;
use super::rule::{self, RuleDecl};
use super::serde_words::Words;
use super::wire_type::WireType;

/// A type of the user's that travels.
#[derive(Debug, Clone)]
pub struct DocumentDecl {
    /// Its name in Rust.
    pub rust_name: String,
    /// Its `///` lines.
    pub docs: String,
    /// Is it the row of a query or of a view?
    pub is_projection: bool,
    /// Does serde write it?
    pub is_written: bool,
    /// Its form in requests.
    pub read: DocumentShape,
    /// Its form in answers.
    pub written: DocumentShape,
    /// Rules over the whole of it.
    pub rules: Vec<RuleDecl>,
}

/// The form of a [`DocumentDecl`].
#[derive(Debug, Clone)]
pub enum DocumentShape {
    /// Named fields.
    Struct {
        /// The fields.
        members: Vec<MemberDecl>,
        /// Are other keys errors?
        denies_unknown_fields: bool,
    },
    /// The same as another type: a newtype, or an alias.
    Same(WireType),
    /// A list of these.
    Tuple(Vec<WireType>),
    /// `null`.
    Unit,
    /// One of these.
    Enum {
        /// The variants.
        variants: Vec<VariantDecl>,
        /// How they are told apart.
        tagging: Tagging,
        /// Are other keys errors, beside the tag and in variants with named fields?
        denies_unknown_fields: bool,
    },
    /// What only the compiled program knows.
    Unknown,
}

/// How the variants of an enum are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tagging {
    /// `{"Variant": content}`, `"Variant"` without content.
    External,
    /// `{"tag": "Variant", ..content}`.
    Internal(String),
    /// `{"tag": "Variant", "content": content}`.
    Adjacent(String, String),
    /// By their content alone.
    None,
}

/// A variant of an enum.
#[derive(Debug, Clone)]
pub struct VariantDecl {
    /// Its name in requests.
    pub read_name: String,
    /// Its name in answers.
    pub written_name: String,
    /// Is it in requests?
    pub is_read: bool,
    /// Is it in answers?
    pub is_written: bool,
    /// Its content.
    pub content: DocumentShape,
}

/// Reads a struct or an enum.
pub fn document(input: &DeriveInput) -> DocumentDecl {
    let words = Words::of(&input.attrs);
    let shape = match &input.data {
        _ if !input.generics.params.is_empty() => DocumentShape::Unknown,
        Data::Struct(data) => of_fields(&data.fields, &words, words.rename_all.cases()),
        Data::Enum(data) => of_enum(data, &words),
        Data::Union(_) => DocumentShape::Unknown,
    };
    let unless = |is_otherwise| if is_otherwise { DocumentShape::Unknown } else { shape.clone() };
    DocumentDecl {
        rust_name: crate::parse::name_of(&input.ident),
        docs: super::docs(&input.attrs),
        is_projection: derives(&input.attrs, "Projection") || derives(&input.attrs, "View"),
        is_written: derives(&input.attrs, "Serialize"),
        read: unless(words.is_read_otherwise),
        written: unless(words.is_written_otherwise),
        rules: rule::all(&input.attrs),
    }
}

/// What a type alias stands for.
pub(in super::super) fn alias(item: &ItemType) -> DocumentDecl {
    let shape = if item.generics.params.is_empty() {
        DocumentShape::Same(WireType::of(&item.ty))
    } else {
        DocumentShape::Unknown
    };
    DocumentDecl {
        rust_name: crate::parse::name_of(&item.ident),
        docs: super::docs(&item.attrs),
        is_projection: false,
        is_written: true,
        read: shape.clone(),
        written: shape,
        rules: Vec::new(),
    }
}

/// Does the item derive something of this name?
pub(in super::super) fn derives(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("derive")).any(|attribute| {
        let metas = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
        metas.iter().flatten().any(|meta| meta.path().segments.last().is_some_and(|last| last.ident == name))
    })
}

fn of_fields(fields: &Fields, words: &Words, cases: (Option<Case>, Option<Case>)) -> DocumentShape {
    match fields {
        Fields::Named(fields) => {
            let mut members: Vec<MemberDecl> =
                fields.named.iter().map(|field| MemberDecl::of(field, cases)).collect();
            for member in &mut members {
                member.has_default |= words.has_default;
            }
            match &members[..] {
                [only] if words.is_transparent => DocumentShape::Same(only.ty.clone()),
                _ => DocumentShape::Struct { members, denies_unknown_fields: words.denies_unknown_fields },
            }
        }
        Fields::Unnamed(fields) => {
            let mut types: Vec<WireType> =
                fields.unnamed.iter().map(|field| WireType::of(&field.ty)).collect();
            match (types.pop(), types.is_empty()) {
                (Some(only), true) => DocumentShape::Same(only),
                (last, _) => DocumentShape::Tuple(types.into_iter().chain(last).collect()),
            }
        }
        Fields::Unit => DocumentShape::Unit,
    }
}

fn of_enum(data: &DataEnum, words: &Words) -> DocumentShape {
    let tagging = match (&words.tag, &words.content) {
        _ if words.is_untagged => Tagging::None,
        (Some(tag), Some(content)) => Tagging::Adjacent(tag.clone(), content.clone()),
        (Some(tag), None) => Tagging::Internal(tag.clone()),
        (None, _) => Tagging::External,
    };
    let (read, written) = words.rename_all.cases();
    let variants = data
        .variants
        .iter()
        .map(|variant| {
            let own = Words::of(&variant.attrs);
            let name = crate::parse::name_of(&variant.ident);
            let named = |case: Option<Case>| case.map_or_else(|| name.clone(), |case| case.of_variant(&name));
            let fields = words.rename_all_fields.cases();
            let (own_read, own_written) = own.rename_all.cases();
            let within = (own_read.or(fields.0), own_written.or(fields.1));
            let mut content = of_fields(&variant.fields, &own, within);
            if let DocumentShape::Struct { denies_unknown_fields, .. } = &mut content {
                *denies_unknown_fields |= words.denies_unknown_fields;
            }
            VariantDecl {
                read_name: own.rename.read.clone().unwrap_or_else(|| named(read)),
                written_name: own.rename.written.clone().unwrap_or_else(|| named(written)),
                is_read: !own.is_not_read,
                is_written: !own.is_not_written,
                content,
            }
        })
        .collect();
    DocumentShape::Enum { variants, tagging, denies_unknown_fields: words.denies_unknown_fields }
}
