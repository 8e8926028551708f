//! `#[derive(Projection)]`.
use proc_macro2::TokenStream;
use syn::DeriveInput;
pub(crate) fn derive(_: &DeriveInput) -> TokenStream {
    crate::expand::projection()
}
