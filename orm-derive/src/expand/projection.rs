//! A projection: the items of a select list, and the way of their cells into a struct.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident};

use super::describe;
use crate::projection::{FieldPlan, FieldValue, ProjectionPlan, element_of};

/// The constant `SELECT` and the trait behind it. Of a projection with problems, the signatures.
pub(crate) fn expand(plan: &ProjectionPlan, input: &DeriveInput, is_sound: bool) -> TokenStream {
    let ProjectionPlan { ident, vis, krate, sources, .. } = plan;
    let sources = sources.iter().map(|source| {
        let path = &source.path;
        if source.is_optional { quote!(__p::In<#path, __p::Null>) } else { quote!(__p::In<#path>) }
    });
    let fields =
        || plan.flat().filter(|_| is_sound).filter_map(|field| Some((field, expression(plan, field)?)));
    let items = fields()
        .map(|(_, expression)| quote!(__p::field_items::<D, Self::Sources, _, _>(#expression, list);));
    // Types that stand for the fields in messages of the compiler. It names them by their path where two projections have
    // a field of one name, so that path must say which projection: `__Card::boss`.
    let markers = markers(plan);
    let marked = plan.fields.iter().filter(|_| is_sound).map(|field| &field.ident);
    let is_tree = is_sound && plan.branches().next().is_some();
    let reads = fields().map(|(field, expression)| {
        let into_field = into_field(plan, field);
        let read = quote!(__p::read_field::<D, Self::Sources, _, _>(|| #expression, cells)?.#into_field());
        if is_tree {
            return read;
        }
        let name = &field.ident;
        quote!(#name: #read)
    });
    // Of a projection with problems only the signature counts: a `compile_error!` stands beside it, so the body never runs.
    let read = match (is_sound, is_tree) {
        (false, _) => quote!(::core::unimplemented!()),
        (true, false) => quote!(__p::Ok(Self { #(#reads),* })),
        (true, true) => quote!(__p::Ok((#(#reads,)*))),
    };
    let (handle, projection, row, tree) = if is_tree {
        let types = plan.flat().map(|field| &field.ty);
        let flat = quote!(type Flat = (#(#types,)*););
        let branches = branches(plan);
        (quote!(ProjectedTree), quote!(ProjectionTree), quote!(Self::Flat), quote!(#flat #branches))
    } else {
        (quote!(Projected), quote!(Projection), quote!(Self), TokenStream::new())
    };
    let source = plan.name.as_ref().filter(|_| is_sound).map(|name| source(plan, name));
    let described = is_sound
        .then(|| describe::of_answer(ident, input, plan.fields.iter().map(|field| &field.ty)))
        .flatten();
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
                #vis const SELECT: __p::#handle<#ident> = __p::#handle::new();
            }
            #[automatically_derived]
            impl __p::#projection for #ident {
                type Sources = (#(#sources,)*);
                #tree
                fn items<D: __p::Database>(list: &mut __p::Vec<__p::Item>) {
                    #(#items)*
                }
                fn read<D: __p::Database>(cells: &mut __p::Cells<'_>) -> __p::Result<#row, __p::DecodeError> {
                    #read
                }
            }
            #described
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

fn markers(plan: &ProjectionPlan) -> Ident {
    format_ident!("__{}", plan.ident)
}

/// What takes a value that was read into a field, and says which field it is.
fn into_field(plan: &ProjectionPlan, field: &FieldPlan) -> TokenStream {
    let (markers, name, ty) = (markers(plan), &field.ident, &field.ty);
    quote_spanned!(ty.span()=> into_field::<#markers::#name, #ty>)
}

/// The relations, the last one outermost, and how the struct is built of them.
fn branches(plan: &ProjectionPlan) -> TokenStream {
    let source = plan.sources.first().map(|source| &source.path);
    let mut lists = quote!(());
    let mut takes = Vec::new();
    for (field, query) in plan.branches() {
        let (name, element) = (&field.ident, element_of(&field.ty));
        let query = query.map_or_else(|| quote!(<#source>::#name()), |query| quote!(#query));
        let select = quote_spanned!(element.span()=> .select(<#element>::SELECT));
        lists = quote!((__p::branch::<D, Self::Sources, _, _, _, _, _>(#query #select), #lists));
        let into_field = into_field(plan, field);
        takes.push(quote! {
            let (#name, lists) = lists.into_parts();
            let #name = __p::Yielded::of(#name).#into_field();
        });
    }
    takes.reverse();
    let (flat, all) = (plan.flat().map(|field| &field.ident), plan.fields.iter().map(|field| &field.ident));
    quote! {
        fn branches<D: __p::Database>() -> impl __p::Loads<D, Self::Flat, Out = Self> {
            __p::branches::<D, Self::Flat, _, Self>(#lists, |(#(#flat,)*), lists| {
                #(#takes)*
                let () = lists;
                Self { #(#all),* }
            })
        }
    }
}

/// What a field selects of a row; nothing for a relation.
fn expression(plan: &ProjectionPlan, field: &FieldPlan) -> Option<TokenStream> {
    Some(match &field.value {
        FieldValue::With(_) => return None,
        FieldValue::Column => {
            let (name, source) = (&field.ident, plan.sources.first().map(|source| &source.path));
            quote!(__p::columns_of::<#source>().#name)
        }
        FieldValue::Expression(expression) => quote!(#expression),
        FieldValue::Row(source) => quote_spanned!(source.span()=> __p::Tbl::<#source>::new()),
        FieldValue::Flatten(projection) => {
            quote_spanned!(projection.span()=> __p::Projected::<#projection>::new())
        }
    })
}
