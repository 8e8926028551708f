//! What the compiler is asked about the types that the reader of the source inferred.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use super::relations;
use crate::plan::{ColumnPlan, TablePlan};

/// The assertions.
pub(super) fn items(plan: &TablePlan<'_>) -> TokenStream {
    let ident = plan.ident;
    let references: Vec<_> = plan.columns.iter().filter_map(|column| reference(plan, column)).collect();
    let references = (!references.is_empty()).then(|| quote!(const _: fn() = || { #(#references;)* };));
    let links: Vec<_> = relations::links(plan).collect();
    let count = Literal::usize_unsuffixed(links.len());
    let defaults = plan.columns.iter().filter_map(variant_default);
    quote! {
        // The compiler evaluates constants of traits only where they are used: these ask whether types are what they read
        // like, and whether columns hold the relations together.
        const _: (&__p::TableMeta, [__p::Link; #count]) = (<#ident as __p::Table>::META, [#(#links),*]);
        #references
        #(#defaults)*
    }
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
    // Everything stands where the reference does, so that the compiler underlines it and not the derive.
    let span = path.span();
    let (mut own, mut ident) = (column.ident().clone(), plan.ident.clone());
    own.set_span(span);
    ident.set_span(span);
    Some(quote_spanned! {span=>
        __p::check_reference(
            <#ident as __p::HasColumns>::columns::<#ident>().#own,
            <#leading #(#table)::* as __p::HasColumns>::columns::<#leading #(#table)::*>().#target,
        )
    })
}

/// The variant that is the default is one of the column's type.
fn variant_default(column: &ColumnPlan<'_>) -> Option<TokenStream> {
    let variant = column.field.variant_default.as_ref()?;
    let ty = column.field.ty;
    Some(quote!(const _: fn() = || __p::check_default::<#ty>(#variant);))
}
