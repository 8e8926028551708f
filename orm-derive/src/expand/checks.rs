//! What the compiler is asked about the types that the reader of the source inferred.

use orm_schema::parse::Size;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use crate::passed_on::FieldSerde;
use crate::plan::{ColumnPlan, TablePlan};

/// The fields that requests may set, and the assertions.
pub(super) fn items(plan: &TablePlan<'_>) -> TokenStream {
    let stored_as = plan.columns.iter().filter_map(stored_as);
    let references = plan.columns.iter().filter_map(|column| reference(plan, column));
    let defaults = plan.columns.iter().filter_map(variant_default);
    let fields = cfg!(feature = "models").then(|| fields(plan));
    quote! {
        #(#stored_as)*
        #(#references)*
        #(#defaults)*
        #fields
    }
}

/// Ties the type the reader infers from the source text to the one the compiler knows.
fn stored_as(column: &ColumnPlan<'_>) -> Option<TokenStream> {
    if matches!(column.decl.size, Some((Size::Explicit(_), _))) {
        return None;
    }
    let inferred = column.decl.inferred.known()?.to_string();
    let (ty, name) = (&column.field.ty, &column.decl.rust_name);
    Some(quote_spanned!(ty.span()=> const _: () = __p::check_stored_as::<#ty>(#name, #inferred);))
}

/// The column that a foreign key refers to exists and has the same type.
fn reference(plan: &TablePlan<'_>, column: &ColumnPlan<'_>) -> Option<TokenStream> {
    let path = column.field.references.as_ref()?;
    let table: Vec<&Ident> = path.segments.iter().map(|segment| &segment.ident).collect();
    let (target, table) = table.split_last()?;
    if table.is_empty() {
        return None;
    }
    let leading = &path.leading_colon;
    let (own, ident) = (column.ident(), plan.ident);
    let columns = quote_spanned!(path.span()=> <#leading #(#table)::* as __p::Table>::columns::<#leading #(#table)::*>());
    let call = quote_spanned!(path.span()=> __p::check_reference);
    Some(quote! {
        const _: fn() = || #call(<#ident as __p::Table>::columns::<#ident>().#own, #columns.#target);
    })
}

/// The variant that is the default is one of the column's type.
fn variant_default(column: &ColumnPlan<'_>) -> Option<TokenStream> {
    let variant = column.field.variant_default.as_ref()?;
    let ty = &column.field.ty;
    Some(quote!(const _: fn() = || __p::check_default::<#ty>(#variant);))
}

/// The columns as the models read them.
fn fields(plan: &TablePlan<'_>) -> TokenStream {
    let ident = plan.ident;
    let fields = plan.columns.iter().map(field);
    quote! {
        #[automatically_derived]
        impl __p::HasFields for #ident {
            const FIELDS: &'static [__p::ModelField] = &[#(#fields),*];
        }
    }
}

fn field(column: &ColumnPlan<'_>) -> TokenStream {
    let (name, wire, ty) = (&column.decl.rust_name, &column.field.wire_name, &column.field.ty);
    let FieldSerde { aliases, read, .. } = &column.serde;
    let field = match read {
        _ if !column.is_in_insert() => return quote!(__p::field_unread(#name, #wire)),
        Some(function) => {
            quote!(__p::field_with(#name, #wire, |content| __p::boxed::<#ty>(#function(content))))
        }
        None => quote!(__p::field::<#ty>(#name, #wire)),
    };
    let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
    quote!(#field #aliases)
}
