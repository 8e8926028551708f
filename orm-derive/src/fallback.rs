//! What is generated when there is nothing to generate from: implementations that keep the rest of the program quiet, so
//! that one mistake is not followed by fifty "trait not implemented".

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// A table without columns.
pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        const _: () = {
            use ::orm_core::__private as __p;
            #[automatically_derived]
            impl #impl_generics __p::FromRow for #ident #ty_generics #where_clause {
                fn from_row(_: &mut __p::Cells<'_>) -> __p::Result<Self, __p::DecodeError> {
                    ::core::unimplemented!()
                }
            }
        };
    }
}

/// A type that no column holds.
pub(crate) fn column_type(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let (impl_generics, ty_generics, where_clause) = input.generics.split_for_impl();
    quote! {
        const _: () = {
            use ::orm_core::__private as __p;
            #[automatically_derived]
            impl #impl_generics __p::ColumnType for #ident #ty_generics #where_clause {
                const SQL_NAME: &'static str = "";
                fn into_value(self) -> __p::Value {
                    ::core::unimplemented!()
                }
                fn from_cell(_: __p::Cell<'_>) -> __p::Result<Self, __p::DecodeError> {
                    ::core::unimplemented!()
                }
            }
        };
    }
}
