//! What the three models have in common: the struct, and how a request becomes one.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::Ident;

use super::{describe, validate};
use crate::passed_on::Default;
use crate::plan::{ColumnPlan, Presence, TablePlan};

/// One of the models of a table.
pub(super) struct Model<'a> {
    pub(super) ident: &'a Ident,
    pub(super) columns: Vec<&'a ColumnPlan<'a>>,
    pub(super) is_patch: bool,
    /// What is said of it.
    pub(super) doc: String,
}

impl Model<'_> {
    /// The type of a field.
    fn ty(&self, column: &ColumnPlan<'_>) -> TokenStream {
        if self.is_patch {
            let ty = column.field.ty;
            quote!(::core::option::Option<#ty>)
        } else {
            column.insert_type()
        }
    }

    /// Must a request give the column?
    fn requires(&self, column: &ColumnPlan<'_>) -> bool {
        !self.is_patch && matches!(column.insert, Presence::Required) && column.serde.default.is_none()
    }

    /// May a request give the column?
    fn accepts(&self, column: &ColumnPlan<'_>) -> bool {
        !(self.is_patch && column.field.is_server)
    }
}

/// The struct of the model.
pub(super) fn structure(plan: &TablePlan<'_>, model: &Model<'_>) -> TokenStream {
    let vis = plan.vis;
    let Model { ident, doc, .. } = model;
    let fields = model.columns.iter().map(|column| {
        let (name, ty, docs) = (column.ident(), model.ty(column), column.docs());
        quote!(#(#docs)* #vis #name: #ty)
    });
    let debug = (!plan.has_secrets()).then(|| quote!(::core::fmt::Debug,));
    let default = model.is_patch.then(|| quote!(::core::default::Default,));
    quote! {
        #[doc = #doc]
        #[derive(#debug ::core::clone::Clone, #default)]
        #[allow(missing_docs)]
        #vis struct #ident { #(#fields),* }
    }
}

/// How a request becomes the model: nothing without the feature `models`.
pub(super) fn implementations(plan: &TablePlan<'_>, model: &Model<'_>) -> TokenStream {
    if !cfg!(feature = "models") {
        return TokenStream::new();
    }
    let ident = model.ident;
    let table = plan.ident;
    let accepted = positions(model, |column| model.accepts(column));
    let count = Literal::usize_unsuffixed(accepted.len());
    let required = positions(model, |column| model.requires(column));
    let required = (!required.is_empty()).then(|| quote!(.requires(&[#(#required),*])));
    let deny = plan.models.deny_unknown_fields.then(|| quote!(.deny_unknown_fields()));
    let takes = model.columns.iter().map(|column| {
        let (name, take) = (column.ident(), take(model, column));
        quote!(#name: #take)
    });
    let validate = validate::implementation(plan, model);
    let says = plan.described.as_ref().and_then(|_| validate::says(model));
    let described = describe::of_model(plan, model);
    quote! {
        #[automatically_derived]
        impl __p::FromSlots for #ident {
            const MODEL: &'static __p::ModelMeta =
                &__p::ModelMeta::of::<#table>().accepts(&[#(#accepted),*]) #required #deny #says;
            const WIRES: &'static [&'static str] = &Self::MODEL.wires::<#count>();
            fn from_slots(slots: &mut __p::Slots) -> __p::Option<Self> {
                __p::Some(Self { #(#takes),* })
            }
        }
        #[automatically_derived]
        impl<'de> __p::Deserialize<'de> for #ident {
            fn deserialize<D: __p::Deserializer<'de>>(deserializer: D) -> __p::Result<Self, D::Error> {
                __p::deserialize(deserializer)
            }
        }
        #validate
        #described
    }
}

fn positions(model: &Model<'_>, keep: impl Fn(&ColumnPlan<'_>) -> bool) -> Vec<Literal> {
    model
        .columns
        .iter()
        .filter(|column| keep(column))
        .map(|column| Literal::usize_unsuffixed(column.position))
        .collect()
}

fn take(model: &Model<'_>, column: &ColumnPlan<'_>) -> TokenStream {
    let position = Literal::usize_unsuffixed(column.position);
    if model.is_patch {
        return quote!(slots.optional(#position));
    }
    match (column.insert, &column.serde.default) {
        (Presence::Required | Presence::Nullable, Some(Default::OfType)) => {
            quote!(slots.or_else(#position, ::core::default::Default::default))
        }
        (Presence::Required | Presence::Nullable, Some(Default::Function(path))) => {
            quote!(slots.or_else(#position, #path))
        }
        (Presence::Nullable, None) => quote!(slots.nullable(#position)),
        (Presence::Defaulted | Presence::Computed(_), _) => quote!(slots.optional(#position)),
        (Presence::Absent | Presence::Required, _) => quote!(slots.required(#position)?),
    }
}
