//! `Debug` that hides what is secret, for the row and its models.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use crate::plan::{ColumnPlan, TablePlan};

/// Nothing unless a column is secret: then the user derives `Debug` himself and the models derive it too.
pub(super) fn implementations(plan: &TablePlan<'_>) -> TokenStream {
    if !plan.has_secrets() {
        return TokenStream::new();
    }
    let models = &plan.models;
    let mut implementations = implementation(plan.ident, plan.columns.iter());
    implementations
        .extend(implementation(&models.insert, plan.columns.iter().filter(|column| column.is_in_insert())));
    implementations
        .extend(implementation(&models.patch, plan.columns.iter().filter(|column| column.is_in_patch)));
    if plan.has_body() {
        implementations
            .extend(implementation(&models.body, plan.columns.iter().filter(|column| column.is_in_body)));
    }
    implementations
}

fn implementation<'a>(ident: &Ident, columns: impl Iterator<Item = &'a ColumnPlan<'a>>) -> TokenStream {
    let text = ident.to_string();
    let fields = columns.map(|column| {
        let (field, name) = (column.ident(), &column.decl.rust_name);
        if column.field.is_secret {
            quote!(.field(#name, &__p::REDACTED))
        } else {
            quote!(.field(#name, &self.#field))
        }
    });
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Debug for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#text) #(#fields)* .finish()
            }
        }
    }
}
