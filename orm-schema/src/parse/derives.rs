//! Which items derive something of ours or of serde's, told from their tokens alone.

use proc_macro2::{TokenStream, TokenTree};

use super::items::{self, RawItem};

/// Which derives an item has.
#[expect(clippy::struct_excessive_bools, reason = "each is a derive of its own, given or not")]
pub(super) struct Derives {
    pub(super) table: bool,
    pub(super) view: bool,
    pub(super) column_type: bool,
    /// Something that servers or clients read or write: a document, the row of a query, a model that a user wrote.
    pub(super) travels: bool,
    /// Behind a condition.
    pub(super) maybe: bool,
}

impl Derives {
    pub(super) fn of(item: &RawItem) -> Self {
        let mut found = Self { table: false, view: false, column_type: false, travels: false, maybe: false };
        for attribute in items::attributes(&item.tokens) {
            let mut tokens = attribute.into_iter();
            let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(list))) = (tokens.next(), tokens.next())
            else {
                continue;
            };
            if name == "derive" {
                found.table |= names(list.stream(), &["Table"]);
                found.view |= names(list.stream(), &["View"]);
                found.column_type |= names(list.stream(), &["ColumnType"]);
                found.travels |=
                    names(list.stream(), &["Serialize", "Deserialize", "Projection", "Insert", "Patch"]);
            } else if name == "cfg_attr" {
                found.maybe |= has_derive(&list.stream().into_iter().collect::<Vec<_>>());
            }
        }
        found
    }

    /// Is any of them given without a condition?
    pub(super) const fn any(&self) -> bool {
        self.table || self.view || self.column_type
    }
}

/// Do the tokens hold `derive(.. Table ..)` or another of our derives, at any depth?
pub(super) fn has_derive(tokens: &[TokenTree]) -> bool {
    let mut is_after_derive = false;
    for token in tokens {
        if let TokenTree::Group(group) = token {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            if is_after_derive && names(group.stream(), &["Table", "View", "ColumnType"])
                || has_derive(&inner)
            {
                return true;
            }
        }
        is_after_derive = matches!(token, TokenTree::Ident(ident) if ident == "derive");
    }
    false
}

fn names(tokens: TokenStream, ours: &[&str]) -> bool {
    tokens
        .into_iter()
        .any(|token| matches!(&token, TokenTree::Ident(ident) if ours.iter().any(|name| ident == name)))
}
