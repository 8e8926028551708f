//! `database! { .. }`: parse, check. Nothing but the checks is generated: what is declared lives in the database.

use orm_schema::parse::{self, Problems};
use proc_macro2::TokenStream;
use quote::quote;

/// The problems, and a question to the compiler whether each struct that is named is a table.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let mut problems = Problems::new();
    let database = parse::database(tokens, &mut problems);
    let errors = problems.into_compile_errors();
    let krate = database.krate.map_or_else(|| quote!(::orm_core), |path| quote!(#path));
    let tables = &database.tables;
    quote! {
        #errors
        const _: () = {
            const fn __is_table<T: #krate::__private::Table>() {}
            #( __is_table::<#tables>(); )*
        };
    }
}
