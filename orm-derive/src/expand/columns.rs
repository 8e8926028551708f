//! Column handles: `Project::name`, and the struct of all of them for aliases.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::{metadata, relations};
use crate::plan::{ColumnPlan, Handles, TablePlan};

/// `ProjectColumns<S>`.
pub(super) fn structure(plan: &TablePlan<'_>) -> TokenStream {
    let TablePlan { vis, krate, columns_ident: columns, .. } = plan;
    let doc = format!(" The columns of `{}`, over the table itself or an alias of it.", plan.def.name);
    let fields = plan.columns.iter().map(|column| {
        let (name, ty, docs) = (column.ident(), column.field.ty, column.docs());
        quote!(#(#docs)* #vis #name: #krate::__private::Col<S, #ty>)
    });
    quote! {
        #[doc = #doc]
        #[allow(missing_docs)]
        #vis struct #columns<S> { #(#fields),* }
    }
}

/// The constants of the table, and itself as something that stands in a FROM list.
pub(super) fn implementations(plan: &TablePlan<'_>) -> TokenStream {
    let TablePlan { ident, vis, .. } = plan;
    let doc = format!(" The table `{}`, as joins and select lists name it.", plan.def.name);
    let alias = &plan.def.name.name;
    let handles = plan.columns.iter().filter_map(|column| {
        let handle = handle(plan.handles, column)?;
        let (ty, name, docs) = (column.field.ty, &column.def.name, column.docs());
        let of_type = metadata::of_type(column.decl);
        Some(quote!(#(#docs)* #vis const #handle: __p::Col<#ident, #ty> = __p::Col::new(#name) #of_type;))
    });
    let columns_ident = &plan.columns_ident;
    let relations = relations::queries(plan);
    let all = (plan.handles == Handles::Struct).then(|| {
        quote! {
            /// The columns of the table.
            #vis fn columns() -> #columns_ident<#ident> {
                <#ident as __p::HasColumns>::columns::<#ident>()
            }
        }
    });
    quote! {
        #[automatically_derived]
        #[allow(non_upper_case_globals, missing_docs)]
        impl #ident {
            #(#handles)*
            #all
            #[doc = #doc]
            #vis const table: __p::Tbl<#ident> = __p::Tbl::new();
            /// The whole row, as a projection names it.
            #vis const SELECT: __p::Tbl<#ident> = __p::Tbl::new();
            #relations
        }
        #[automatically_derived]
        impl __p::Source for #ident {
            type Table = Self;
            const ALIAS: &'static str = #alias;
        }
    }
}

fn handle(handles: Handles, column: &ColumnPlan<'_>) -> Option<Ident> {
    match handles {
        Handles::Fields => Some(column.ident().clone()),
        Handles::Upper => {
            Some(format_ident!("{}", column.decl.rust_name.to_uppercase(), span = column.ident().span()))
        }
        Handles::Struct => None,
    }
}
