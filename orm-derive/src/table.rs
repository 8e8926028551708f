//! `#[derive(Table)]`: parse, check, expand.

use orm_schema::parse::{self, Problems};
use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::plan::TablePlan;
use crate::{check, expand, fallback};

/// The expansion, or the problems and as much of the expansion as keeps the rest of the program quiet.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::new();
    let table = parse::table(input, &mut problems);
    let expansion = match &table {
        Some(table) if input.generics.params.is_empty() => {
            let plan = TablePlan::new(table, input, &mut problems);
            check::table(&plan, &mut problems);
            expand::table(&plan)
        }
        _ => fallback::table(input),
    };
    let errors = problems.into_compile_errors();
    quote::quote! { #errors #expansion }
}
