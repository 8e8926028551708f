//! Reads a struct with `#[derive(Document)]`.

use syn::{Attribute, Data, DeriveInput, Fields, Ident, Path, Type, Visibility};

use super::attr::{Grammar, Takes, Word};
use super::entry::Entries;
use super::problem::Problems;
use super::wire::{self, DocumentShape, MemberDecl};

/// `#[document(..)]` on a struct.
static DOCUMENT: Grammar = Grammar {
    name: "document",
    words: &[
        Word { name: "members", takes: &[Takes::Text], repeats: false, usage: r#"members = "upper""# },
        Word { name: "crate", takes: &[Takes::Path], repeats: false, usage: "crate = ::my_orm" },
    ],
    conflicts: &[],
    requires: &[],
};

/// A struct whose members queries name in JSON documents.
pub struct Document {
    /// The struct.
    pub ident: Ident,
    /// What stands in for `::orm_core`.
    pub krate: Option<Path>,
    /// What serde writes of it.
    pub members: Vec<DocumentMember>,
}

/// A member of a [`Document`].
pub struct DocumentMember {
    /// Its constant: the name of the field, or that in upper case.
    pub constant: Ident,
    /// Its visibility.
    pub vis: Visibility,
    /// Its `///` lines.
    pub docs: Vec<Attribute>,
    /// Its type.
    pub ty: Type,
    /// Its name in JSON; nothing if its members are those of the struct around it.
    pub name: Option<String>,
    /// Does other code than that of the type write it?
    pub is_written_otherwise: bool,
}

/// Reads a struct with named fields. `None` if it is something else.
pub fn document(input: &DeriveInput, problems: &mut Problems) -> Option<Document> {
    let entries = Entries::of_attributes(&DOCUMENT, &input.attrs, problems);
    if !input.generics.params.is_empty() {
        problems.push_at(&input.generics.params, "a `Document` cannot have generic parameters");
    }
    let members = entries.text("members");
    let is_upper = members.as_deref() == Some("upper");
    if let Some(place) = entries.place("members").filter(|_| !is_upper) {
        problems.push(place, "`members` can be \"upper\" only").hint(
            "left out, each member has the name of its field: `Settings::theme`; else `Settings::THEME`",
        );
    }
    let place = problems.place_of(input.ident.span());
    let Data::Struct(data) = &input.data else {
        problems
            .push(place, "`Document` can be derived for structs only")
            .hint("what an enum holds is read with `.path(\"..\")`, or `.json()` of the member that it is");
        return None;
    };
    let Fields::Named(fields) = &data.fields else {
        problems.push(place, "`Document` can be derived for structs with named fields only");
        return None;
    };
    let members = match wire::document(input).written {
        DocumentShape::Struct { members, .. } => members,
        DocumentShape::Same(_) => {
            problems
                .push(place, "a transparent struct has no members in JSON")
                .hint("serde writes its field in its place; derive `Document` for the type of that field");
            return None;
        }
        DocumentShape::Tuple(_)
        | DocumentShape::Unit
        | DocumentShape::Enum { .. }
        | DocumentShape::Unknown => {
            if input.generics.params.is_empty() {
                problems
                    .push(place, "serde writes this struct as another type, whose members it has")
                    .hint("derive `Document` for that type");
            }
            return None;
        }
    };
    let members = fields.named.iter().zip(members).filter(|(_, member)| member.is_written).filter_map(
        |(field, member)| {
            let MemberDecl { written_name, is_flattened, is_written_otherwise, .. } = member;
            let ident = field.ident.as_ref()?;
            let upper = || Ident::new(&super::name_of(ident).to_uppercase(), ident.span());
            Some(DocumentMember {
                constant: if is_upper { upper() } else { ident.clone() },
                vis: field.vis.clone(),
                docs: field.attrs.iter().filter(|attr| attr.path().is_ident("doc")).cloned().collect(),
                ty: field.ty.clone(),
                name: (!is_flattened).then_some(written_name),
                is_written_otherwise,
            })
        },
    );
    Some(Document {
        ident: input.ident.clone(),
        krate: entries.path("crate").cloned(),
        members: members.collect(),
    })
}
