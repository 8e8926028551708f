//! `ColumnType` of a newtype: stored as what it wraps.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Type};

/// The implementation for a struct with one field of type `ty`.
pub(crate) fn expand(krate: &TokenStream, ident: &Ident, field: Option<&Ident>, ty: &Type) -> TokenStream {
    let (member, build) = match field {
        Some(field) => (quote!(#field), quote!(|#field| Self { #field })),
        None => (quote!(0), quote!(Self)),
    };
    quote! {
        const _: () = {
            use #krate::__private as __p;
            #[automatically_derived]
            impl __p::ColumnType for #ident {
                const SQL_NAME: &'static str = <#ty as __p::ColumnType>::SQL_NAME;
                fn into_value(self) -> __p::Value {
                    <#ty as __p::ColumnType>::into_value(self.#member)
                }
                fn from_cell(cell: __p::Cell<'_>) -> __p::Result<Self, __p::DecodeError> {
                    <#ty as __p::ColumnType>::from_cell(cell).map(#build)
                }
            }
        };
    }
}
