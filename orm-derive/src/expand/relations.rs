//! Relations: `Project::chats()`, and rows with what was loaded of them, `ProjectWith`.

use orm_schema::parse::{Relation, RelationKind};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Visibility};

use crate::plan::TablePlan;

/// `ProjectWith<W>`, and the types that stand for the relations.
pub(super) fn structure(plan: &TablePlan<'_>) -> TokenStream {
    let TablePlan { ident, vis, krate, relations, .. } = plan;
    if relations.is_empty() {
        return TokenStream::new();
    }
    let (with, module) = (with(plan), module(plan));
    let doc = format!(" A [`{ident}`] with what a query loaded of its relations.");
    let markers = relations.iter().map(|relation| &relation.name);
    let inner = one_module_deeper(vis);
    quote! {
        #[doc = #doc]
        #vis struct #with<W>(#krate::__private::With<#ident, W>);
        #[doc(hidden)]
        #[allow(non_snake_case, non_camel_case_types, missing_docs, unreachable_pub)]
        mod #module {
            #(#inner enum #markers {})*
        }
    }
}

/// The functions that begin a query over a relation: `Project::chats()`.
pub(super) fn queries(plan: &TablePlan<'_>) -> TokenStream {
    plan.relations.iter().map(|relation| query(plan, relation)).collect()
}

/// The links of the relations that the struct declares. What follows from `references` is checked there.
pub(super) fn links(plan: &TablePlan<'_>) -> impl Iterator<Item = TokenStream> {
    plan.relations.iter().filter(|relation| !relation.is_implied).map(|relation| {
        let (module, name) = (module(plan), &relation.name);
        quote_spanned!(relation.target.span()=> <#module::#name as __p::Relation>::LINK)
    })
}

/// The functions that read what was loaded, and the traits behind them.
pub(super) fn implementations(plan: &TablePlan<'_>) -> TokenStream {
    let TablePlan { ident, vis, relations, .. } = plan;
    if relations.is_empty() {
        return TokenStream::new();
    }
    let with = with(plan);
    let readers = relations.iter().map(|relation| reader(plan, relation));
    let impls = relations.iter().map(|relation| implementation(plan, relation));
    quote! {
        #[automatically_derived]
        impl<W> #with<W> {
            #(#readers)*
            /// The row, and what was loaded.
            #vis fn into_parts(self) -> (#ident, W) {
                self.0.into_parts()
            }
        }
        __p::loaded_row!(#ident, #with);
        #(#impls)*
    }
}

/// `Project::chats()`.
fn query(plan: &TablePlan<'_>, relation: &Relation) -> TokenStream {
    let (vis, module, name) = (plan.vis, module(plan), &relation.name);
    let doc = format!(" The relation `{name}`.");
    let filter = relation.filter.as_ref().map(|filter| quote_spanned!(filter.span()=> .filter(#filter)));
    quote! {
        #[doc = #doc]
        #vis fn #name<D: __p::Database>() -> __p::RelationQuery<D, #module::#name> {
            __p::RelationQuery::new() #filter
        }
    }
}

/// `project.chats()`.
fn reader(plan: &TablePlan<'_>, relation: &Relation) -> TokenStream {
    let (vis, module, name) = (plan.vis, module(plan), &relation.name);
    let doc = format!(" What was loaded of `{name}`.");
    quote! {
        #[doc = #doc]
        #vis fn #name<V, I>(&self) -> &V
        where
            W: __p::Holds<#module::#name, I, Rows = V>,
        {
            self.0.rows()
        }
    }
}

/// `impl Relation`.
fn implementation(plan: &TablePlan<'_>, relation: &Relation) -> TokenStream {
    let (ident, module, name) = (plan.ident, module(plan), &relation.name);
    let (target, wire) = (&relation.target, &relation.wire_name);
    let fields = |paths: &[syn::Path]| {
        let names = paths.iter().filter_map(|path| path.segments.last()).map(|last| name_of(&last.ident));
        quote!(&[#(#names),*])
    };
    let (via, to) = (fields(&relation.via), fields(&relation.to));
    // The links are found where the other table is named, so that the compiler underlines that when there is none.
    let span = target.span();
    let meta = |path: TokenStream| quote_spanned!(span=> <#path as __p::Table>::META);
    let (own, other) = (meta(quote!(#ident)), meta(quote!(#target)));
    let (sources, shape, way, link) = match &relation.kind {
        RelationKind::HasMany | RelationKind::HasOne => (
            quote!(__p::In<#target>,),
            if matches!(relation.kind, RelationKind::HasMany) { quote!(Many) } else { quote!(Maybe) },
            quote!(Refers),
            quote_spanned!(span=> __p::Link::has(#wire, #own, #other, #via, #to)),
        ),
        RelationKind::BelongsTo => (
            quote!(__p::In<#target>,),
            if relation.filter.is_none() && is_always(plan, relation) {
                quote!(Always)
            } else {
                quote!(Maybe)
            },
            quote!(Owns),
            quote_spanned!(span=> __p::Link::belongs_to(#wire, #own, #other, #via, #to)),
        ),
        RelationKind::ManyToMany { through } | RelationKind::OneThrough { through } => {
            let between = meta(quote!(#through));
            (
                quote!(__p::In<#target>, __p::In<#through>,),
                if matches!(relation.kind, RelationKind::ManyToMany { .. }) {
                    quote!(Many)
                } else {
                    quote!(Maybe)
                },
                quote!(Through<#through>),
                quote_spanned!(span=> __p::Link::many_to_many(#wire, #own, #between, #other, #via, #to)),
            )
        }
    };
    quote! {
        #[automatically_derived]
        impl __p::Relation for #module::#name {
            type Parent = #ident;
            type Child = #target;
            type Sources = (#sources);
            type Shape = __p::#shape;
            type Way = __p::#way;
            const LINK: __p::Link = #link;
        }
    }
}

/// Does a foreign key that is never NULL name the row that the relation leads to?
fn is_always(plan: &TablePlan<'_>, relation: &Relation) -> bool {
    let decl = &plan.table.decl;
    let target = relation.target.segments.last().map(|last| name_of(&last.ident));
    let is_named = |column: &String, path: &syn::Path| {
        let field = path.segments.last().map(|last| name_of(&last.ident));
        decl.def
            .columns
            .iter()
            .zip(&decl.columns)
            .any(|(def, of)| def.name == *column && Some(&of.rust_name) == field.as_ref())
    };
    let mut keys = decl.foreign_keys.iter().filter(|key| {
        key.target.last() == target.as_ref()
            && relation.via.iter().all(|path| key.def.columns.iter().any(|column| is_named(column, path)))
    });
    let Some(key) = keys.next() else { return false };
    relation.to.is_empty()
        && decl
            .def
            .columns
            .iter()
            .filter(|column| key.def.columns.contains(&column.name))
            .all(|c| !c.is_nullable)
}

fn name_of(ident: &Ident) -> String {
    syn::ext::IdentExt::unraw(ident).to_string()
}

fn with(plan: &TablePlan<'_>) -> Ident {
    format_ident!("{}With", plan.ident)
}

/// The module of the types that stand for the relations. The compiler names them by their path where two tables have a
/// relation of one name, so that path says which table: `__Project::chats`.
fn module(plan: &TablePlan<'_>) -> Ident {
    format_ident!("__{}", plan.ident)
}

/// The same visibility, written in a module inside.
fn one_module_deeper(vis: &Visibility) -> TokenStream {
    match vis {
        Visibility::Inherited => quote!(pub(super)),
        Visibility::Restricted(restricted) => {
            let path = &restricted.path;
            match path.segments.first().map(|first| first.ident.to_string()).as_deref() {
                Some("self") => quote!(pub(super)),
                Some("super") => quote!(pub(in super::#path)),
                _ => quote!(#vis),
            }
        }
        Visibility::Public(_) => quote!(#vis),
    }
}
