//! The members of a JSON document: `Settings::theme`.

use orm_schema::parse::{Document, DocumentMember};
use proc_macro2::TokenStream;
use quote::quote;

/// A constant for each member.
pub(crate) fn expand(document: &Document) -> TokenStream {
    let Document { ident, krate, members } = document;
    let krate = krate.as_ref().map_or_else(|| quote!(::orm_core), |path| quote!(#path));
    let members = members.iter().map(|member| {
        let DocumentMember { constant, vis, docs, ty, name, is_written_otherwise } = member;
        let ty = if *is_written_otherwise { quote!(#krate::__private::Otherwise) } else { quote!(#ty) };
        let new = name.as_ref().map_or_else(|| quote!(flattened()), |name| quote!(new(#name)));
        quote! {
            #(#docs)*
            #vis const #constant: #krate::__private::Member<#ident, #ty> = #krate::__private::Member::#new;
        }
    });
    quote! {
        #[automatically_derived]
        #[allow(non_upper_case_globals, missing_docs)]
        impl #ident {
            #(#members)*
        }
    }
}
