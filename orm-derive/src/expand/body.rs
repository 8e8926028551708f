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
    let doc = format!(
        " The body of a request for a row of `{}`: `{}` without what only the server may set.",
        plan.def.name, plan.models.insert
    );
    model::structure(plan, &of(plan), &doc)
}

/// The traits it implements, and the way from it to the insert model.
pub(super) fn implementations(plan: &TablePlan<'_>) -> TokenStream {
    if !plan.has_body() {
        return TokenStream::new();
    }
    let (body, new, vis) = (&plan.models.body, &plan.models.insert, plan.vis);
    let names: Vec<_> = plan.server_columns().map(ColumnPlan::ident).collect();
    let types = plan.server_columns().map(ColumnPlan::insert_type);
    let listed: Vec<String> = plan.server_columns().map(|column| column.decl.rust_name.clone()).collect();
    let method = format_ident!("with_{}", listed.join("_and_"));
    let doc = format!(" The row to insert, with what the server sets: `{}`.", listed.join("`, `"));
    let fields = plan.columns.iter().filter(|column| column.is_in_insert()).map(|column| {
        let name = column.ident();
        match column.insert {
            _ if column.field.is_server => quote!(#name),
            _ if column.is_in_body => quote!(#name: self.#name),
            Presence::Defaulted | Presence::Computed(_) => quote!(#name: __p::None),
            Presence::Absent | Presence::Required | Presence::Nullable => quote!(#name: self.#name),
        }
    });
    let model = model::implementations(plan, &of(plan));
    quote! {
        #[automatically_derived]
        impl #body {
            #[doc = #doc]
            #vis fn #method(self, #(#names: #types),*) -> #new {
                #new { #(#fields),* }
            }
        }
        #model
    }
}

fn of<'a>(plan: &'a TablePlan<'a>) -> Model<'a> {
    Model {
        ident: &plan.models.body,
        columns: plan.columns.iter().filter(|column| column.is_in_body).collect(),
        is_patch: false,
    }
}
