//! `#[derive(Document)]`: parse, expand.

use orm_schema::parse::{self, Problems};
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::expand;

/// The expansion, or the problems.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::new();
    let document = parse::document(input, &mut problems);
    let members = document.filter(|_| problems.is_empty()).map(|document| expand::document(&document));
    let errors = problems.into_compile_errors();
    quote! { #errors #members }
}
