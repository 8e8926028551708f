//! Splits the tokens of a file into items without reading them. Most items of a program are no concern of a schema; only
//! those that are get parsed, one at a time, which also keeps memory small.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};
use syn::Attribute;
use syn::parse::{ParseStream, Parser};

/// An item, unread.
pub(super) struct RawItem {
    pub(super) kind: ItemKind,
    /// All its tokens.
    pub(super) tokens: Vec<TokenTree>,
}

/// What an item is, as far as a schema cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemKind {
    /// `struct` or `enum`.
    Data,
    /// `type`.
    Alias,
    /// `mod`.
    Module,
    /// `use`.
    Use,
    /// `fn`.
    Function,
    /// `name! { .. }`.
    Macro,
    /// Anything else.
    Other,
}

/// Splits tokens into items.
pub(super) fn split(tokens: TokenStream) -> impl Iterator<Item = RawItem> {
    let mut tokens = tokens.into_iter();
    std::iter::from_fn(move || next(&mut tokens))
}

fn next(tokens: &mut impl Iterator<Item = TokenTree>) -> Option<RawItem> {
    let mut item = RawItem { kind: ItemKind::Other, tokens: Vec::new() };
    let mut is_decided = false;
    let mut needs_semicolon = false;
    for token in tokens {
        let mut is_end = false;
        match &token {
            TokenTree::Ident(ident) if !is_decided => {
                if let Some((kind, semicolon)) = kind_of(ident) {
                    item.kind = kind;
                    needs_semicolon = semicolon;
                    is_decided = true;
                }
            }
            // `const fn`, `unsafe extern`, …: the last word before the body decides.
            TokenTree::Ident(ident) if item.kind == ItemKind::Other && ident == "fn" => {
                item.kind = ItemKind::Function;
                needs_semicolon = false;
            }
            TokenTree::Punct(punct)
                if !is_decided && punct.as_char() == '!' && is_macro_name(&item.tokens) =>
            {
                item.kind = ItemKind::Macro;
                is_decided = true;
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => is_end = true,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => is_end = !needs_semicolon,
            _ => {}
        }
        item.tokens.push(token);
        if is_end {
            return Some(item);
        }
    }
    (!item.tokens.is_empty()).then_some(item)
}

/// The kind that a keyword begins, and whether such an item ends with a semicolon only.
fn kind_of(ident: &Ident) -> Option<(ItemKind, bool)> {
    const KEYWORDS: [(&str, ItemKind, bool); 13] = [
        ("struct", ItemKind::Data, false),
        ("enum", ItemKind::Data, false),
        ("type", ItemKind::Alias, true),
        ("mod", ItemKind::Module, false),
        ("fn", ItemKind::Function, false),
        ("use", ItemKind::Use, true),
        ("const", ItemKind::Other, true),
        ("static", ItemKind::Other, true),
        ("impl", ItemKind::Other, false),
        ("trait", ItemKind::Other, false),
        ("extern", ItemKind::Other, false),
        ("unsafe", ItemKind::Other, false),
        ("async", ItemKind::Other, false),
    ];
    KEYWORDS.iter().find(|(word, ..)| ident == word).map(|(_, kind, semicolon)| (*kind, *semicolon))
}

/// Is what stands before a `!` the name of a macro, rather than the `#` of an inner attribute?
fn is_macro_name(before: &[TokenTree]) -> bool {
    matches!(before.last(), Some(TokenTree::Ident(_)))
}

/// The attributes in front of an item: the tokens inside each `#[..]`.
pub(super) fn attributes(tokens: &[TokenTree]) -> impl Iterator<Item = TokenStream> + '_ {
    tokens.windows(2).filter_map(|pair| match pair {
        [TokenTree::Punct(pound), TokenTree::Group(group)]
            if pound.as_char() == '#'
                && group.delimiter() == Delimiter::Bracket
                && pound.spacing() == Spacing::Alone =>
        {
            Some(group.stream())
        }
        _ => None,
    })
}

/// The name and the body of `database! { .. }`.
pub(super) fn database_macro(tokens: &[TokenTree]) -> Option<(&Ident, TokenStream)> {
    tokens.windows(3).find_map(|three| match three {
        [TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(body)]
            if name == "database" && bang.as_char() == '!' =>
        {
            Some((name, body.stream()))
        }
        _ => None,
    })
}

/// The name that follows a keyword.
pub(super) fn ident_behind(tokens: &[TokenTree], keyword: &str) -> Option<Ident> {
    tokens.windows(2).find_map(|pair| match pair {
        [TokenTree::Ident(word), TokenTree::Ident(name)] if word == keyword => Some(name.clone()),
        _ => None,
    })
}

/// The attributes of an item that is not read otherwise.
pub(super) fn read_attributes(item: &RawItem) -> Vec<Attribute> {
    let parser = |input: ParseStream<'_>| {
        let attributes = Attribute::parse_outer(input)?;
        input.parse::<TokenStream>()?;
        Ok(attributes)
    };
    parser.parse2(item.tokens.iter().cloned().collect()).unwrap_or_default()
}

pub(super) fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    let attribute = attributes.iter().find(|attribute| attribute.path().is_ident("path"))?;
    match &attribute.meta.require_name_value().ok()?.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) => Some(path.value()),
        _ => None,
    }
}
