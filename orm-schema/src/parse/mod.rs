//! The one reader of `#[derive(Table)]` source, for the derive and for the exporter.
//!
//! [`table`], [`view`], [`column_type`] and [`document`] read one derive input each, and say everything that is wrong in it at
//! once. What needs other items (a reference, an enum, an alias) stays open in the `*Decl` types until [`resolve`] closes it over
//! all files.

pub mod attr;
mod case;
mod cfg;
mod check;
mod column_type;
mod columns;
mod database;
mod derives;
mod document;
mod entry;
mod exclude;
mod field;
mod file;
mod fits;
mod foreign_key;
mod implied;
mod index;
mod item;
mod items;
mod json;
mod part;
mod partition;
mod policy;
mod problem;
mod relation;
mod resolve;
mod size;
pub mod suggest;
mod table;
mod table_words;
mod type_ref;
mod uses;
mod value;
mod view;
pub mod wire;

use syn::Ident;

pub use case::Case;
pub use column_type::column_type;
pub use database::{Database, DependencyDecl, ObjectDecl, database};
pub use document::{Document, DocumentMember, document};
pub use field::{serde_value, skip_value};
pub use file::{Declared, FileContext, FileDecls, ModuleDecl, file};
pub use implied::{Implied, implied};
pub use item::{
    ColumnDecl, ColumnType, ColumnTypeDecl, ColumnTypeDeclKind, ColumnTypeKind, Field, ForeignKeyDecl,
    Models, Rule, RustDefault, Size, Table, TableDecl, TypeRef, VariantRef, View, ViewDecl, ViewField,
};
pub use part::{InsertPart, Part};
pub use problem::{Note, Place, Problem, Problems};
pub use relation::{Relation, RelationDecl, RelationKind};
pub use resolve::{Resolved, resolve};
pub use table::table;
pub use type_ref::of_value as value_type;
pub use uses::Rename;
pub use view::view;

/// An identifier as text, without the `r#` of a raw one.
fn name_of(ident: &Ident) -> String {
    let name = ident.to_string();
    match name.strip_prefix("r#") {
        Some(bare) => bare.to_owned(),
        None => name,
    }
}

#[cfg(test)]
mod tests;
