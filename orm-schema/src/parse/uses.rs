//! Reads the other names that `use .. as ..` gives.

use proc_macro2::TokenTree;
use syn::{ItemUse, UseTree};

/// Another name for something: `use crate::user::User as Member;`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// The other name: `Member`.
    pub name: String,
    /// What it stands for: `crate::user::User`.
    pub path: Vec<String>,
}

/// The renames of a `use` item. One that cannot be read is the compiler's to report.
pub(super) fn renames(tokens: &[TokenTree]) -> Vec<Rename> {
    let mut found = Vec::new();
    if has_as(tokens)
        && let Ok(item) = syn::parse2::<ItemUse>(tokens.iter().cloned().collect())
    {
        collect(&item.tree, &mut Vec::new(), &mut found);
    }
    found
}

/// Most `use` items rename nothing and need no parsing.
fn has_as(tokens: &[TokenTree]) -> bool {
    tokens.iter().any(|token| match token {
        TokenTree::Ident(word) => word == "as",
        TokenTree::Group(group) => has_as(&group.stream().into_iter().collect::<Vec<_>>()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn collect(tree: &UseTree, path: &mut Vec<String>, found: &mut Vec<Rename>) {
    match tree {
        UseTree::Path(step) => {
            path.push(super::name_of(&step.ident));
            collect(&step.tree, path, found);
            path.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| collect(tree, path, found)),
        UseTree::Rename(rename) => {
            // `use a::b::{self as c}` renames `b`.
            let last = Some(super::name_of(&rename.ident)).filter(|name| name != "self");
            let name = super::name_of(&rename.rename);
            found.push(Rename { name, path: path.iter().cloned().chain(last).collect() });
        }
        UseTree::Name(_) | UseTree::Glob(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[(&str, &str)]) {
        let tokens: proc_macro2::TokenStream = source.parse().expect("tokens");
        let found = renames(&tokens.into_iter().collect::<Vec<_>>());
        let found: Vec<(String, String)> =
            found.into_iter().map(|rename| (rename.name, rename.path.join("::"))).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(name, path)| (&**name, &**path)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn names_are_found_in_groups() {
        check("use a::b::C;", &[]);
        check("pub use a::b::C as D;", &[("D", "a::b::C")]);
        check("use a::{b::C as D, e::{self as f, G}};", &[("D", "a::b::C"), ("f", "a::e")]);
    }
}
