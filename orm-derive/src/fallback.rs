//! What is generated when there is nothing to generate from: implementations that keep the rest of the program quiet, so
//! that one mistake is not followed by fifty "trait not implemented".
//!
//! The bodies are `unimplemented!()` because they never run: they stand beside a `compile_error!`, so no program has them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// A table without columns. Nothing for a generic struct: no table can stand for it.
pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    source(
        input,
        &quote! {
            #[automatically_derived]
            impl __p::Table for #ident {
                type New = __p::NoModel<Self>;
                type Patch = __p::NoModel<Self>;
                const META: &'static __p::TableMeta = &__p::TableMeta::new("");
                type Handles<S: __p::Source> = ();
                fn handles<S: __p::Source>() {}
            }
        },
    )
}

/// A view without columns. Nothing for a generic struct.
pub(crate) fn view(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    source(
        input,
        &quote! {
            #[automatically_derived]
            impl __p::View for #ident {}
            #[automatically_derived]
            impl __p::Record for #ident {
                const FACTS: &'static __p::TableMeta = &__p::TableMeta::new("");
            }
            #[automatically_derived]
            impl __p::HasColumns for #ident {
                type Columns<S: __p::Source> = ();
                fn columns<S: __p::Source>() {}
            }
        },
    )
}

/// A source of rows, and what it is besides.
fn source(input: &DeriveInput, kind: &TokenStream) -> TokenStream {
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let ident = &input.ident;
    quote! {
        const _: () = {
            use ::orm_core::__private as __p;
            #[automatically_derived]
            impl __p::Source for #ident {
                type Table = Self;
                const ALIAS: &'static str = "";
            }
            #kind
            #[automatically_derived]
            impl __p::FromRow for #ident {
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
