//! Looks up columns that attributes name by field.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use syn::Ident;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Token, token};

use super::problem::Problems;
use super::suggest;

/// The columns of one struct by the name of their field.
#[derive(Debug)]
pub(super) struct Columns {
    /// The struct.
    pub(super) rust_name: String,
    /// The table in SQL.
    pub(super) table: String,
    fields: Vec<(String, String)>,
    by_field: HashMap<String, usize>,
}

impl Columns {
    /// For pairs of field and column, in declared order.
    pub(super) fn new(rust_name: &str, table: &str, fields: Vec<(String, String)>) -> Self {
        let by_field = fields.iter().enumerate().map(|(index, (field, _))| (field.clone(), index)).collect();
        Self { rust_name: rust_name.to_owned(), table: table.to_owned(), fields, by_field }
    }

    /// Is there such a field?
    pub(super) fn has(&self, field: &str) -> bool {
        self.by_field.contains_key(field)
    }

    /// The position of the column that `field` names; a problem if there is none.
    pub(super) fn index(&self, field: &Ident, problems: &mut Problems) -> Option<usize> {
        let name = super::name_of(field);
        let found = self.by_field.get(&name).copied();
        if found.is_none() {
            let known = self.fields.iter().map(|(field, _)| field.as_str());
            let hint = suggest::did_you_mean(&name, known.clone())
                .unwrap_or_else(|| format!("its columns are {}", super::entry::listed(known)));
            problems.push_at(field, format!("`{}` has no column `{name}`", self.rust_name)).hint(hint);
        }
        found
    }

    /// The SQL name of the column that `field` names; a problem if there is none.
    pub(super) fn name(&self, field: &Ident, problems: &mut Problems) -> Option<String> {
        self.index(field, problems).map(|index| self.fields[index].1.clone())
    }

    /// Does the next element name a column, rather than being a word with a value or a flag?
    pub(super) fn is_next(&self, input: ParseStream<'_>, is_flag: impl Fn(&str) -> bool) -> bool {
        if input.peek(syn::LitStr) {
            return true;
        }
        let ahead = input.fork();
        let Ok(ident) = Ident::parse_any(&ahead) else { return false };
        if ahead.peek(Token![=]) || ahead.peek(token::Paren) {
            return false;
        }
        let name = super::name_of(&ident);
        self.has(&name) || ahead.peek(Token![.]) || !is_flag(&name)
    }
}

/// Names separated by commas.
pub(super) fn idents(tokens: TokenStream, problems: &mut Problems) -> Vec<Ident> {
    let list = |input: ParseStream<'_>| {
        Punctuated::<Ident, Token![,]>::parse_terminated_with(input, Ident::parse_any)
    };
    match list.parse2(tokens) {
        Ok(idents) => idents.into_iter().collect(),
        Err(error) => {
            problems.push_syn(&error);
            Vec::new()
        }
    }
}
