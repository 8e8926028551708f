//! A view: column handles, the way of a row into the struct, and the traits behind queries over it.

use orm_schema::model::{IndexDef, IndexKey};
use orm_schema::parse::{ColumnDecl, Size, View, ViewField};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput};

use super::{describe, metadata};

/// Everything that is generated for a view.
pub(crate) fn expand(view: &View<'_>, input: &DeriveInput) -> TokenStream {
    let View { ident, vis, decl, .. } = view;
    let krate = view.krate.as_ref().map_or_else(|| quote!(::orm_core), |path| quote!(#path));
    let columns_ident = format_ident!("{ident}Columns");
    let def = &decl.rows.def;
    let alias = &def.name.name;
    let columns: Vec<Column<'_>> = view.fields.iter().filter_map(|field| Column::of(view, field)).collect();
    let handle_doc = format!(" The view `{}`, as joins and select lists name it.", def.name);
    let columns_doc = format!(" The columns of `{}`, over the view itself or an alias of it.", def.name);
    let names: Vec<&syn::Ident> = columns.iter().map(|column| column.field.ident).collect();
    let types: Vec<&syn::Type> = columns.iter().map(|column| column.field.ty).collect();
    let handles: Vec<TokenStream> = columns.iter().map(Column::handle).collect();
    let docs: Vec<TokenStream> = columns.iter().map(Column::docs).collect();
    let metas = columns.iter().map(Column::meta);
    let schema = def.name.schema.as_ref().map(|schema| quote!(.schema(#schema)));
    let skipped = view.fields.iter().filter(|field| field.column.is_none()).map(|field| field.ident);
    let markers = markers(view);
    let described = describe::of_answer(ident, input, view.fields.iter().map(|field| field.ty));
    quote! {
        #[doc = #columns_doc]
        #[allow(missing_docs)]
        #vis struct #columns_ident<S> { #(#docs #vis #names: #krate::__private::Col<S, #types>),* }
        const _: () = {
            use #krate::__private as __p;
            #[automatically_derived]
            #[allow(non_upper_case_globals, missing_docs)]
            impl #ident {
                #(#docs #vis const #names: __p::Col<#ident, #types> = #handles;)*
                #[doc = #handle_doc]
                #vis const table: __p::Tbl<#ident> = __p::Tbl::new();
                /// The whole row, as a projection names it.
                #vis const SELECT: __p::Tbl<#ident> = __p::Tbl::new();
            }
            #[automatically_derived]
            impl __p::Source for #ident {
                type Table = Self;
                const ALIAS: &'static str = #alias;
            }
            #[automatically_derived]
            impl __p::HasColumns for #ident {
                type Columns<S: __p::Source> = #columns_ident<S>;
                fn columns<S: __p::Source>() -> #columns_ident<S> {
                    #columns_ident { #(#names: #handles),* }
                }
            }
            #[automatically_derived]
            impl __p::Record for #ident {
                const FACTS: &'static __p::TableMeta =
                    &__p::TableMeta::new(#alias) #schema .columns(&[#(#metas),*]);
            }
            #[automatically_derived]
            impl __p::FromRow for #ident {
                fn from_row(cells: &mut __p::Cells<'_>) -> __p::Result<Self, __p::DecodeError> {
                    __p::Ok(Self {
                        #(#names: cells.get::<#types>()?,)*
                        #(#skipped: ::core::default::Default::default(),)*
                    })
                }
            }
            #[automatically_derived]
            impl __p::View for #ident {}
            #described
            #markers
            // The compiler evaluates a constant of a trait only where it is used; this one asks whether types are what they
            // read like.
            const _: &__p::TableMeta = <#ident as __p::Record>::FACTS;
        };
    }
}

/// What the view is beyond a query.
fn markers(view: &View<'_>) -> TokenStream {
    let ident = view.ident;
    let materialized = view.decl.is_materialized.then(|| {
        quote! {
            #[automatically_derived]
            impl __p::Materialized for #ident {}
        }
    });
    // <https://www.postgresql.org/docs/17/sql-refreshmaterializedview.html>: only columns, and all rows.
    let is_over_all_rows = |index: &IndexDef| {
        let is_column = |key: &IndexKey| matches!(key, IndexKey::Column(_));
        index.is_unique && index.predicate.is_none() && index.parts.iter().all(|part| is_column(&part.key))
    };
    let has_key = view.decl.is_materialized && view.decl.rows.def.indexes.iter().any(is_over_all_rows);
    let unique = has_key.then(|| {
        quote! {
            #[automatically_derived]
            impl __p::UniquelyIndexed for #ident {}
        }
    });
    quote!(#materialized #unique)
}

/// A column on its way into code.
struct Column<'a> {
    field: &'a ViewField<'a>,
    /// Its name in SQL.
    name: &'a str,
    decl: &'a ColumnDecl,
}

impl<'a> Column<'a> {
    fn of(view: &'a View<'_>, field: &'a ViewField<'a>) -> Option<Self> {
        let rows = &view.decl.rows;
        let position = field.column?;
        Some(Self { field, name: &rows.def.columns[position].name, decl: &rows.columns[position] })
    }

    /// The `///` lines of the field.
    fn docs(&self) -> TokenStream {
        let is_doc = |attribute: &&Attribute| attribute.path().is_ident("doc");
        self.field.attributes.iter().filter(is_doc).map(|attribute| quote!(#attribute)).collect()
    }

    fn handle(&self) -> TokenStream {
        let (name, of_type) = (self.name, metadata::of_type(self.decl));
        quote!(__p::Col::new(#name) #of_type)
    }

    fn meta(&self) -> TokenStream {
        let (name, rust_name, ty) = (self.name, &self.decl.rust_name, self.field.ty);
        let is_explicit = matches!(self.decl.size, Some((Size::Explicit(_), _)));
        let inferred = self.decl.inferred.known().filter(|_| !is_explicit).map(|ty| ty.to_string());
        let inferred = inferred.unwrap_or_default();
        let field = (rust_name != name).then(|| quote!(.field(#rust_name)));
        let declared = metadata::declared(self.decl);
        quote_spanned!(ty.span()=> __p::column::<#ty>(#name, #rust_name, #inferred) #field #declared)
    }
}
