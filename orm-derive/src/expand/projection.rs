//! A projection: the items of a select list, and the way of their cells into a struct.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use crate::projection::{FieldPlan, FieldValue, ProjectionPlan};

/// The constant `SELECT` and the trait behind it. Of a projection with problems, the signatures.
pub(crate) fn expand(plan: &ProjectionPlan, is_sound: bool) -> TokenStream {
    let ProjectionPlan { ident, vis, krate, sources, .. } = plan;
    let sources = sources.iter().map(|source| {
        let path = &source.path;
        if source.is_optional { quote!(__p::In<#path, __p::Null>) } else { quote!(__p::In<#path>) }
    });
    let fields = || plan.fields.iter().filter(|_| is_sound).map(|field| (field, expression(plan, field)));
    let items = fields()
        .map(|(_, expression)| quote!(__p::field_items::<D, Self::Sources, _, _>(#expression, list);));
    // Types that stand for the fields in messages of the compiler. It names them by their path where two projections have
    // a field of one name, so that path must say which projection: `__Card::boss`.
    let markers = format_ident!("__{ident}");
    let marked = fields().map(|(field, _)| &field.ident);
    let reads = fields().map(|(field, expression)| {
        let (name, ty) = (&field.ident, &field.ty);
        let into_field = quote_spanned!(ty.span()=> into_field::<#markers::#name, #ty>);
        quote!(#name: __p::read_field::<D, Self::Sources, _, _>(|| #expression, cells)?.#into_field())
    });
    // Of a projection with problems only the signature counts: a `compile_error!` stands beside it, so the body never runs.
    let read =
        if is_sound { quote!(__p::Ok(Self { #(#reads),* })) } else { quote!(::core::unimplemented!()) };
    let source = plan.name.as_ref().filter(|_| is_sound).map(|name| source(plan, name));
    quote! {
        #[doc(hidden)]
        #[allow(non_snake_case, non_camel_case_types, missing_docs, unreachable_pub)]
        mod #markers {
            #(pub enum #marked {})*
        }
        const _: () = {
            use #krate::__private as __p;
            #source
            #[automatically_derived]
            impl #ident {
                /// The select list: `query.select(..)` takes it.
                #vis const SELECT: __p::Projected<#ident> = __p::Projected::new();
            }
            #[automatically_derived]
            impl __p::Projection for #ident {
                type Sources = (#(#sources,)*);
                fn items<D: __p::Database>(list: &mut __p::Vec<__p::Item>) {
                    #(#items)*
                }
                fn read<D: __p::Database>(cells: &mut __p::Cells<'_>) -> __p::Result<Self, __p::DecodeError> {
                    #read
                }
            }
        };
    }
}

/// The struct as a source of other queries, with a handle for each field.
fn source(plan: &ProjectionPlan, name: &syn::LitStr) -> TokenStream {
    let ProjectionPlan { ident, vis, fields, .. } = plan;
    let names = fields.iter().map(|field| field.ident.unraw().to_string()).collect::<Vec<_>>();
    let (idents, types) = fields.iter().map(|field| (&field.ident, &field.ty)).collect::<(Vec<_>, Vec<_>)>();
    quote! {
        #[automatically_derived]
        #[allow(non_upper_case_globals, missing_docs, dead_code)]
        impl #ident {
            #(#vis const #idents: __p::Col<#ident, #types> = __p::Col::new(#names);)*
        }
        #[automatically_derived]
        impl __p::Source for #ident {
            type Table = Self;
            const ALIAS: &'static str = #name;
        }
        #[automatically_derived]
        impl __p::Record for #ident {
            const FACTS: &'static __p::TableMeta =
                &__p::TableMeta::new(#name).columns(&[#(__p::column::<#types>(#names, #names, "")),*]);
        }
        #[automatically_derived]
        impl __p::FromRow for #ident {
            fn from_row(cells: &mut __p::Cells<'_>) -> __p::Result<Self, __p::DecodeError> {
                __p::Ok(Self { #(#idents: cells.get()?),* })
            }
        }
        #[automatically_derived]
        impl __p::NamedRows for #ident {
            type Fields = (#(#types,)*);
        }
    }
}

fn expression(plan: &ProjectionPlan, field: &FieldPlan) -> TokenStream {
    match &field.value {
        FieldValue::Column => {
            let (name, source) = (&field.ident, plan.sources.first().map(|source| &source.path));
            quote!(__p::columns_of::<#source>().#name)
        }
        FieldValue::Expression(expression) => quote!(#expression),
        FieldValue::Row(source) => quote_spanned!(source.span()=> __p::Tbl::<#source>::new()),
        FieldValue::Flatten(projection) => {
            quote_spanned!(projection.span()=> __p::Projected::<#projection>::new())
        }
    }
}
