//! What requests and answers look like: the models of tables, and the structs and enums inside them, as serde and validator
//! read their attributes. For the exporter, which tells clients; the derive leaves all of it to the compiler.
//!
//! Nothing in here is a problem: what serde or validator would not understand is theirs to say when the program is compiled.

mod document;
mod member;
mod model;
mod route;
mod rule;
mod serde_words;
mod wire_type;

pub(super) use document::{alias, derives};
pub(super) use model::written_model;
pub(super) use route::{handler, routes};

pub use document::{DocumentDecl, DocumentShape, Tagging, VariantDecl, document};
pub use member::MemberDecl;
pub use model::{Cardinality, ModelDecl, ModelField, RelationMember, WrittenKind, WrittenModelDecl, model};
pub use route::{ArgumentDecl, HandlerDecl, RouteDecl};
pub use rule::RuleDecl;
pub use wire_type::WireType;

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The text of the `///` lines.
pub fn docs(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        if let Meta::NameValue(pair) = &attribute.meta
            && let Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) = &pair.value
        {
            let line = line.value();
            lines.push(line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned());
        }
    }
    lines.join("\n").trim().to_owned()
}
