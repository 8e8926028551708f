//! What the derives print: its size, its parts, and the problems.

mod errors;
mod models;
mod size;

use proc_macro2::TokenStream;
use syn::DeriveInput;

/// The expansion of `#[derive(Table)]` as people would write it.
fn table(input: &DeriveInput) -> String {
    pretty(crate::table::derive(input))
}

fn pretty(tokens: TokenStream) -> String {
    let file = syn::parse2(tokens).expect("an expansion is a list of items");
    prettyplease::unparse(&file)
}
