//! `ColumnType` of an enum: stored as its label.

use orm_schema::SqlType;
use orm_schema::model::EnumDef;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

/// The implementation for an enum with these variants, one for each label of `def`.
pub(crate) fn expand(krate: &TokenStream, ident: &Ident, def: &EnumDef, variants: &[Ident]) -> TokenStream {
    let sql_name = SqlType::Enum(def.name.clone()).to_string();
    let array_name = format!("{sql_name}[]");
    let labels: Vec<&str> = def.labels.iter().map(|label| label.label.as_str()).collect();
    quote! {
        const _: () = {
            use #krate::__private as __p;
            #[automatically_derived]
            impl __p::ColumnType for #ident {
                const SQL_NAME: &'static str = #sql_name;
                fn into_value(self) -> __p::Value {
                    __p::label(match self { #(Self::#variants => #labels),* })
                }
                fn from_cell(cell: __p::Cell<'_>) -> __p::Result<Self, __p::DecodeError> {
                    match cell.text()? {
                        #(#labels => __p::Ok(Self::#variants),)*
                        _ => __p::unknown_label(#sql_name),
                    }
                }
            }
            #[automatically_derived]
            impl __p::ArrayElement for #ident {
                const ARRAY_NAME: &'static str = #array_name;
            }
        };
    }
}
