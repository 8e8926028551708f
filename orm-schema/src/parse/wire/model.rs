//! The models of a table, and those that users write for it.

use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Fields, Meta, Path, Token};

use super::super::implied::implied;
use super::super::item::{Field, Table};
use super::super::part::Part;
use super::super::relation::{Relation, RelationKind};
use super::member::MemberDecl;
use super::rule::{self, RuleDecl};
use super::serde_words::Words;

/// A table as its clients see it.
#[derive(Debug, Clone)]
pub struct ModelDecl {
    /// The name of the struct.
    pub rust_name: String,
    /// The name of the table.
    pub table: String,
    /// Its `///` lines.
    pub docs: String,
    /// The name of the insert model.
    pub insert: String,
    /// The name of the body of requests, if that is another one.
    pub body: Option<String>,
    /// The name of the patch model.
    pub patch: String,
    /// Are unknown keys of requests errors?
    pub denies_unknown_fields: bool,
    /// Is the row written by serde?
    pub is_written: bool,
    /// All fields.
    pub fields: Vec<ModelField>,
    /// What can be loaded with a row.
    pub relations: Vec<RelationMember>,
    /// Rules over a whole new row.
    pub rules: Vec<RuleDecl>,
}

/// A field of a table.
#[derive(Debug, Clone)]
pub struct ModelField {
    /// The field; its rules are those that the column implies too.
    pub member: MemberDecl,
    /// What it is to the models; nothing if it is no column.
    pub part: Option<Part>,
    /// Does only the server set it?
    pub is_server: bool,
}

/// A relation, as a member of a row that was read with it.
#[derive(Debug, Clone)]
pub struct RelationMember {
    /// Its name in answers.
    pub name: String,
    /// The path of the struct that it leads to.
    pub target: Vec<String>,
    /// How many rows.
    pub cardinality: Cardinality,
}

/// How many rows a relation has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cardinality {
    /// Any number.
    Many,
    /// One or none.
    Optional,
    /// Always one.
    One,
}

/// A struct with `#[derive(Insert)]` or `#[derive(Patch)]`.
#[derive(Debug, Clone)]
pub struct WrittenModelDecl {
    /// Its name.
    pub rust_name: String,
    /// Its `///` lines.
    pub docs: String,
    /// What it is of the table.
    pub kind: WrittenKind,
    /// The path of the table's struct.
    pub table: Vec<String>,
    /// Are reading and validation left to other derives?
    pub is_plain: bool,
    /// Are unknown keys of requests errors?
    pub denies_unknown_fields: bool,
    /// Its fields, with whether each is no column, and whether it brought a name of its own.
    pub members: Vec<(MemberDecl, bool, bool)>,
    /// Rules over the whole of it.
    pub rules: Vec<RuleDecl>,
}

/// What a model is of its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenKind {
    /// A new row.
    Insert,
    /// A change of one.
    Patch,
}

/// The models of a table.
pub fn model(table: &Table<'_>, input: &DeriveInput) -> ModelDecl {
    let decl = &table.decl;
    let written_case = Words::of(&input.attrs).rename_all.cases().1;
    let syn_fields = match &input.data {
        Data::Struct(data) => Some(&data.fields),
        Data::Enum(_) | Data::Union(_) => None,
    };
    let fields: Vec<ModelField> = table
        .fields
        .iter()
        .zip(syn_fields.into_iter().flatten())
        .map(|(field, source)| {
            let mut member = MemberDecl::of(source, (None, written_case));
            member.read_name.clone_from(&field.wire_name);
            let part = field.column.map(|position| {
                let (def, column) = (&decl.def.columns[position], &decl.columns[position]);
                member.rules.extend(implied(def, column).as_ref().and_then(RuleDecl::of_implied));
                member.rules.extend(column.rules.iter().map(|(_, rule)| RuleDecl::from(rule)));
                Part::of(field, def, decl.def.is_primary_key(&def.name))
            });
            ModelField { member, part, is_server: field.is_server }
        })
        .collect();
    let has_body = table.fields.iter().zip(&fields).any(|(field, model)| {
        field.is_server
            && model.part.is_some_and(|part| part.insert != super::super::part::InsertPart::Absent)
    });
    ModelDecl {
        rust_name: decl.rust_name.clone(),
        table: decl.def.name.to_string(),
        docs: super::docs(&input.attrs),
        insert: table.models.insert.to_string(),
        body: has_body.then(|| table.models.body.to_string()),
        patch: table.models.patch.to_string(),
        denies_unknown_fields: table.models.deny_unknown_fields,
        is_written: super::document::document(input).is_written,
        relations: table.relations.iter().map(|relation| relation_member(relation, &table.fields)).collect(),
        rules: rule::all(&table.models.validate),
        fields,
    }
}

fn relation_member(relation: &Relation, fields: &[Field<'_>]) -> RelationMember {
    let is_nullable = |path: &Path| {
        let last = path.segments.last();
        let is_meant = |field: &&Field<'_>| last.is_some_and(|last| last.ident == *field.ident);
        fields.iter().find(is_meant).is_some_and(|field| field.is_nullable)
    };
    // Without `via`, the one field that refers to the other table.
    let refers = |field: &Field<'_>| {
        let target = relation.target.segments.last();
        let path = field.references.as_ref().and_then(|path| path.segments.iter().rev().nth(1));
        path.zip(target).is_some_and(|(one, other)| one.ident == other.ident)
    };
    let cardinality = match relation.kind {
        RelationKind::HasMany | RelationKind::ManyToMany { .. } => Cardinality::Many,
        RelationKind::HasOne | RelationKind::OneThrough { .. } => Cardinality::Optional,
        // A condition may leave the row out.
        RelationKind::BelongsTo if relation.filter.is_some() => Cardinality::Optional,
        RelationKind::BelongsTo if relation.via.is_empty() => {
            match fields.iter().find(|field| refers(field)) {
                Some(field) if !field.is_nullable => Cardinality::One,
                _ => Cardinality::Optional,
            }
        }
        RelationKind::BelongsTo if relation.via.iter().any(is_nullable) => Cardinality::Optional,
        RelationKind::BelongsTo => Cardinality::One,
    };
    let target =
        relation.target.segments.iter().map(|segment| crate::parse::name_of(&segment.ident)).collect();
    RelationMember { name: relation.wire_name.clone(), target, cardinality }
}

/// A struct with `#[derive(Insert)]` or `#[derive(Patch)]`; nothing if it names no table.
pub(in super::super) fn written_model(input: &DeriveInput, kind: WrittenKind) -> Option<WrittenModelDecl> {
    let Data::Struct(data) = &input.data else { return None };
    let Fields::Named(fields) = &data.fields else { return None };
    let mut table = None;
    let (mut is_plain, mut denies_unknown_fields) = (false, false);
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("model")) {
        let metas = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
        for meta in metas {
            match &meta {
                Meta::Path(path) if path.is_ident("plain") => is_plain = true,
                Meta::Path(path) if path.is_ident("deny_unknown_fields") => denies_unknown_fields = true,
                Meta::Path(path) if table.is_none() => {
                    table =
                        Some(path.segments.iter().map(|part| crate::parse::name_of(&part.ident)).collect());
                }
                _ => {}
            }
        }
    }
    let words = Words::of(&input.attrs);
    let cases = words.rename_all.cases();
    let members = fields.named.iter().map(|field| {
        let is_extra = field.attrs.iter().any(|attribute| attribute.path().is_ident("model"));
        let is_renamed = cases.0.is_some() || Words::of(&field.attrs).rename.read.is_some();
        (MemberDecl::of(field, cases), is_extra, is_renamed)
    });
    Some(WrittenModelDecl {
        rust_name: crate::parse::name_of(&input.ident),
        docs: super::docs(&input.attrs),
        kind,
        table: table?,
        is_plain,
        denies_unknown_fields: denies_unknown_fields || words.denies_unknown_fields && is_plain,
        members: members.collect(),
        rules: rule::all(&input.attrs),
    })
}
