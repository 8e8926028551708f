//! What others are told of rows and models (feature `descriptions`): the looks of each field, and a line for each struct.

use orm_schema::SqlType;
use orm_schema::parse::ColumnTypeKind;
use orm_schema::parse::wire::{self, DocumentShape, MemberDecl, ModelDecl, Tagging, VariantDecl};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, Type};

use super::model::Model;
use crate::plan::{ColumnPlan, TablePlan};

/// The call that says what a column looks like.
pub(super) fn of_column(column: &ColumnPlan<'_>) -> Option<TokenStream> {
    if !cfg!(feature = "descriptions") || column.serde.read.is_some() {
        return None;
    }
    let (ty, docs) = (column.field.ty, wire::docs(column.field.attributes));
    Some(quote_spanned!(ty.span()=> .looks(__p::looks!(#docs, <#ty as __p::Field>::Base))))
}

/// The line of the row.
pub(super) fn of_row(plan: &TablePlan<'_>) -> Option<TokenStream> {
    let ModelDecl { docs, fields, .. } = plan.described.as_ref()?;
    let members =
        fields.iter().map(|field| &field.member).zip(plan.table.fields.iter().map(|field| field.ty));
    Some(row(plan.ident, docs, members))
}

/// The line of a model of a table.
pub(super) fn of_model(plan: &TablePlan<'_>, model: &Model<'_>) -> Option<TokenStream> {
    plan.described.as_ref()?;
    let inner = model.columns.iter().filter(|column| may_have_a_name(column)).map(|column| column.field.ty);
    Some(self::model(model.ident, &model.doc, inner))
}

/// The line of a model that is read from requests.
pub(super) fn model<'a>(ident: &Ident, docs: &str, inner: impl Iterator<Item = &'a Type>) -> TokenStream {
    quote!(__p::describe!(#ident, #docs, Model(<#ident as __p::FromSlots>::MODEL), [#(#inner),*]);)
}

/// Is it of a type of the user's, or is there one in it?
fn may_have_a_name(column: &ColumnPlan<'_>) -> bool {
    match column.decl.inferred.known() {
        Some(SqlType::Array(element)) => *element == SqlType::Json,
        Some(known) => known == SqlType::Json,
        None => true,
    }
}

/// What the values of a column type look like, if its source alone tells.
pub(crate) fn of_column_type(input: &DeriveInput, kind: &ColumnTypeKind) -> Option<TokenStream> {
    if !cfg!(feature = "descriptions") {
        return None;
    }
    let ident = &input.ident;
    let (direction, value) = match (wire::document(input).read, kind) {
        (DocumentShape::Same(_), ColumnTypeKind::Newtype { ty, .. }) => {
            (quote!(direction), quote!(__p::plain(<__p::Probe<#ty>>::PLAIN, direction)))
        }
        (DocumentShape::Enum { variants, tagging: Tagging::External, .. }, ColumnTypeKind::Enum(_)) => {
            let is_same = |variant: &VariantDecl| {
                variant.is_read && variant.is_written && variant.read_name == variant.written_name
            };
            let labels =
                variants.iter().all(is_same).then(|| variants.iter().map(|variant| &variant.read_name))?;
            (quote!(_), quote!(__p::labels(&[#(#labels),*])))
        }
        _ => return None,
    };
    Some(quote! {
        #[allow(unused_imports)]
        use __p::Unknown as _;
        #[automatically_derived]
        impl __p::Plain for #ident {
            fn value(#direction: __p::Direction) -> __p::WireValue {
                #value
            }
        }
    })
}

/// The line of the row of a query or a view, whose fields have these types.
pub(super) fn of_answer<'a>(
    ident: &Ident,
    input: &DeriveInput,
    types: impl Iterator<Item = &'a Type>,
) -> Option<TokenStream> {
    if !cfg!(feature = "descriptions") {
        return None;
    }
    let decl = wire::document(input);
    match &decl.written {
        DocumentShape::Struct { members, .. } => {
            let types: Vec<&Type> = types.collect();
            Some(row(ident, &decl.docs, members.iter().zip(types)))
        }
        _ => None,
    }
}

fn row<'a>(
    ident: &Ident,
    docs: &str,
    members: impl Iterator<Item = (&'a MemberDecl, &'a Type)>,
) -> TokenStream {
    let (members, inner): (Vec<TokenStream>, Vec<&Type>) = members
        .filter(|(member, _)| member.is_written)
        .map(|(member, ty)| (row_member(member, ty), ty))
        .unzip();
    quote!(__p::describe!(#ident, #docs, Row(&[#(#members),*]), [#(#inner),*]);)
}

fn row_member(member: &MemberDecl, ty: &Type) -> TokenStream {
    let MemberDecl { written_name, docs, .. } = member;
    let looks = if member.is_written_otherwise {
        quote!(__p::Looks::NONE)
    } else {
        quote_spanned!(ty.span()=> __p::looks!(#docs, #ty))
    };
    let optional = member.may_be_left_out.then(|| quote!(.optional()));
    let flattened = member.is_flattened.then(|| quote!(.flattened()));
    quote!(__p::member(#written_name, #looks) #optional #flattened)
}
