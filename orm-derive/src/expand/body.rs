//! `NewProjectBody`: the request body of a table with columns that only the server may set.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::model::{self, Model};
use crate::plan::{ColumnPlan, Presence, TablePlan};

/// The struct, if there is a server column.
pub(super) fn structure(plan: &TablePlan<'_>) -> TokenStream {
    if !plan.has_body() {
        return TokenStream::new();
    }
    model::structure(plan, &of(plan))
}

/// The traits it implements, and the way from it to the insert model.
pub(super) fn implementations(plan: &TablePlan<'_>) -> TokenStream {
    if !plan.has_body() {
        return TokenStream::new();
    }
    let (body, new, vis) = (&plan.models.body, &plan.models.insert, plan.vis);
    let given: Vec<_> = plan.server_columns().filter(|column| is_given(column)).collect();
    let fields = plan.columns.iter().filter(|column| column.is_in_insert()).map(|column| {
        let name = column.ident();
        match column.insert {
            _ if column.is_in_body => quote!(#name: body.#name),
            Presence::Defaulted | Presence::Computed(_) => quote!(#name: __p::None),
            Presence::Absent | Presence::Required | Presence::Nullable => quote!(#name),
        }
    });
    let completion = if given.is_empty() {
        quote! {
            impl ::core::convert::From<#body> for #new {
                fn from(body: #body) -> Self {
                    Self { #(#fields),* }
                }
            }
        }
    } else {
        let listed: Vec<String> = given.iter().map(|column| column.decl.rust_name.clone()).collect();
        let method = format_ident!("with_{}", listed.join("_and_"));
        let doc = format!(" The row to insert, with what the server sets: `{}`.", listed.join("`, `"));
        let names = given.iter().map(|column| column.ident());
        let types = given.iter().map(|column| column.insert_type());
        quote! {
            impl #body {
                #[doc = #doc]
                #vis fn #method(self, #(#names: #types),*) -> #new {
                    let body = self;
                    #new { #(#fields),* }
                }
            }
        }
    };
    let model = model::implementations(plan, &of(plan));
    quote! {
        #[automatically_derived]
        #completion
        #model
    }
}

/// Must the server say what is in this column of its? A default speaks for itself.
fn is_given(column: &ColumnPlan<'_>) -> bool {
    match column.insert {
        Presence::Required | Presence::Nullable => true,
        Presence::Absent | Presence::Defaulted | Presence::Computed(_) => false,
    }
}

fn of<'a>(plan: &'a TablePlan<'a>) -> Model<'a> {
    let doc = format!(
        " The body of a request for a row of `{}`: `{}` without what only the server may set.",
        plan.def.name, plan.models.insert
    );
    Model {
        ident: &plan.models.body,
        columns: plan.columns.iter().filter(|column| column.is_in_body).collect(),
        is_patch: false,
        doc,
    }
}
