//! A field of something that travels.

use syn::Field;

use super::super::case::Case;
use super::rule::{self, RuleDecl};
use super::serde_words::Words;
use super::wire_type::WireType;

/// A field, as serde and validator see it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of serde, given or not")]
pub struct MemberDecl {
    /// Its name in Rust.
    pub rust_name: String,
    /// Its name in requests.
    pub read_name: String,
    /// Its name in answers.
    pub written_name: String,
    /// Its `///` lines.
    pub docs: String,
    /// Its type.
    pub ty: WireType,
    /// Is it in requests?
    pub is_read: bool,
    /// Is it in answers?
    pub is_written: bool,
    /// Is a request without it complete?
    pub has_default: bool,
    /// Do answers leave it out at times?
    pub may_be_left_out: bool,
    /// Are its fields fields of what is around it?
    pub is_flattened: bool,
    /// Does other code than that of the type read it?
    pub is_read_otherwise: bool,
    /// Does other code than that of the type write it?
    pub is_written_otherwise: bool,
    /// What its value is under.
    pub rules: Vec<RuleDecl>,
}

impl MemberDecl {
    /// Reads a field; its names are written in these cases, for requests and for answers.
    pub(super) fn of(field: &Field, (read, written): (Option<Case>, Option<Case>)) -> Self {
        let words = Words::of(&field.attrs);
        let rust_name = field.ident.as_ref().map(crate::parse::name_of).unwrap_or_default();
        let name_in =
            |case: Option<Case>| case.map_or_else(|| rust_name.clone(), |case| case.of_field(&rust_name));
        Self {
            read_name: words.rename.read.unwrap_or_else(|| name_in(read)),
            written_name: words.rename.written.unwrap_or_else(|| name_in(written)),
            docs: super::docs(&field.attrs),
            ty: WireType::of(&field.ty),
            is_read: !words.is_not_read,
            is_written: !words.is_not_written,
            has_default: words.has_default,
            may_be_left_out: words.may_be_left_out,
            is_flattened: words.is_flattened,
            is_read_otherwise: words.is_read_otherwise,
            is_written_otherwise: words.is_written_otherwise,
            rules: rule::all(&field.attrs),
            rust_name,
        }
    }

    /// The type of its value, `Option` taken off, and whether there was one.
    pub fn value_type(&self) -> (&WireType, bool) {
        match self.ty.option() {
            Some(inner) => (inner.option().unwrap_or(inner), true),
            None => (&self.ty, false),
        }
    }
}
