//! The way of a row into the struct, by position.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::TablePlan;

/// `impl FromRow`.
pub(super) fn implementation(plan: &TablePlan<'_>) -> TokenStream {
    let ident = plan.ident;
    let columns = plan.columns.iter().map(|column| {
        let (name, ty) = (column.ident(), column.field.ty);
        quote!(#name: cells.get::<#ty>()?)
    });
    let skipped = plan.skipped.iter().map(|name| quote!(#name: ::core::default::Default::default()));
    let fields = columns.chain(skipped);
    quote! {
        #[automatically_derived]
        impl __p::FromRow for #ident {
            fn from_row(cells: &mut __p::Cells<'_>) -> __p::Result<Self, __p::DecodeError> {
                __p::Ok(Self { #(#fields),* })
            }
        }
    }
}
