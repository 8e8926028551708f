//! The facts about the table as one constant, and the trait that holds them.

use orm_schema::model::UpdateDef;
use orm_schema::parse::{ColumnDecl, RustDefault, Size};
use orm_schema::{Dialect, ident};
use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::describe;
use crate::passed_on::{FieldSerde, RuleCall};
use crate::plan::{ColumnPlan, Presence, TablePlan};

/// `impl Table`.
pub(super) fn implementations(plan: &TablePlan<'_>) -> TokenStream {
    let ident = plan.ident;
    let (new, patch, columns) = (&plan.models.insert, &plan.models.patch, &plan.columns_ident);
    let (meta, markers) = (meta(plan), markers(plan));
    let handles = plan.columns.iter().map(|column| {
        let (field, name) = (column.ident(), &column.def.name);
        let of_type = of_type(column.decl);
        quote!(#field: __p::Col::new(#name) #of_type)
    });
    quote! {
        #markers
        #[automatically_derived]
        impl __p::Table for #ident {
            type New = #new;
            type Patch = #patch;
            const META: &'static __p::TableMeta = &#meta;
            type Handles<S: __p::Source> = #columns<S>;
            fn handles<S: __p::Source>() -> #columns<S> {
                #columns { #(#handles),* }
            }
        }
    }
}

fn meta(plan: &TablePlan<'_>) -> TokenStream {
    let name = &plan.def.name.name;
    let schema = plan.def.name.schema.as_ref().map(|schema| quote!(.schema(#schema)));
    let columns = plan.columns.iter().map(column);
    let key = plan.def.primary_key.as_ref().map(|key| {
        let positions = plan
            .columns
            .iter()
            .filter(|column| key.columns.contains(&column.def.name))
            .map(|column| Literal::usize_unsuffixed(column.position));
        quote!(.primary_key(&[#(#positions),*]))
    });
    let row = [Dialect::Postgres, Dialect::Mysql].map(|dialect| row(plan, dialect));
    let constraints = constraints(plan);
    let foreign_keys = foreign_keys(plan);
    let version = marked(plan, plan.table.version).map(|column| {
        let position = Literal::usize_unsuffixed(column.position);
        quote!(.version(#position))
    });
    let soft_delete = marked(plan, plan.table.soft_delete).map(|column| {
        let position = Literal::usize_unsuffixed(column.position);
        quote!(.soft_delete(#position))
    });
    quote! {
        __p::TableMeta::new(#name) #schema .columns(&[#(#columns),*]).row(#(#row),*) #key #constraints #foreign_keys #version #soft_delete
    }
}

/// The select list of a whole row. The quotes of PostgreSQL are those of SQLite too.
fn row(plan: &TablePlan<'_>, dialect: Dialect) -> String {
    let table = ident::quoted(dialect, &plan.def.name.name);
    let column = |column: &ColumnPlan<'_>| format!("{table}.{}", ident::quoted(dialect, &column.def.name));
    plan.columns.iter().map(column).collect::<Vec<_>>().join(", ")
}

/// The column that `version` or `soft_delete` names, by its index among the fields.
fn marked<'a>(plan: &'a TablePlan<'_>, field: Option<usize>) -> Option<&'a ColumnPlan<'a>> {
    let position = plan.table.fields[field?].column?;
    plan.columns.iter().find(|column| column.position == position)
}

/// `impl Versioned`, `impl SoftDeleted`, `impl Server` of each column that the server sets.
fn markers(plan: &TablePlan<'_>) -> TokenStream {
    let ident = plan.ident;
    let version = marked(plan, plan.table.version).map(|column| {
        let ty = &column.field.ty;
        quote! {
            #[automatically_derived]
            impl __p::Versioned for #ident {
                type Version = #ty;
            }
        }
    });
    let soft_delete = plan.table.soft_delete.map(|_| {
        quote! {
            #[automatically_derived]
            impl __p::SoftDeleted for #ident {}
        }
    });
    let server = plan.server_columns().filter(|_| cfg!(feature = "models")).map(|column| {
        let ty = column.field.ty;
        let (name, position) =
            (key_of_name(&column.decl.rust_name), Literal::usize_unsuffixed(column.position));
        quote! {
            #[automatically_derived]
            impl __p::Server<#name> for #ident {
                type Type = #ty;
                const POSITION: usize = #position;
            }
        }
    });
    quote!(#version #soft_delete #(#server)*)
}

/// A name as a number that stands for it in a parameter of a trait (FNV-1a). Both derives make the same of one name.
pub(super) fn key_of_name(name: &str) -> Literal {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    Literal::u64_unsuffixed(hash)
}

fn column(column: &ColumnPlan<'_>) -> TokenStream {
    let def = column.def;
    let (name, wire, ty) = (&def.name, &column.field.wire_name, column.field.ty);
    let declared = declared(column.decl);
    let is_explicit = matches!(column.decl.size, Some((Size::Explicit(_), _)));
    let inferred = column.decl.inferred.known().filter(|_| !is_explicit).map(|ty| ty.to_string());
    let inferred = inferred.unwrap_or_default();
    let is_read = cfg!(feature = "models") && column.is_in_insert();
    let function = if is_read && column.serde.read.is_none() { quote!(input) } else { quote!(column) };
    let head = quote_spanned!(ty.span()=> __p::#function::<#ty>(#name, #wire, #inferred));
    let rust_name = &column.decl.rust_name;
    let field = (*rust_name != def.name).then(|| quote!(.field(#rust_name)));
    let is_counted = def.auto_increment || def.identity.is_some();
    let auto_increment = is_counted.then(|| quote!(.auto_increment()));
    let default = def.default.is_some().then(|| quote!(.default()));
    let generated = (!column.is_in_insert()).then(|| quote!(.generated()));
    let on_update = def.on_update.as_ref().map(|update| match update {
        UpdateDef::Now => quote!(.on_update(__p::OnUpdate::Now)),
        UpdateDef::Sql(sql) => quote!(.on_update(__p::OnUpdate::Sql(#sql))),
    });
    let computed = match column.insert {
        Presence::Computed(default) => Some(computed(column, default)),
        Presence::Absent | Presence::Required | Presence::Nullable | Presence::Defaulted => None,
    };
    let input = is_read.then(|| input(column));
    let looks = describe::of_column(column);
    quote!(#head #field #declared #auto_increment #default #generated #computed #on_update #input #looks)
}

/// What the handle of a column says about its type.
pub(super) fn of_type(decl: &ColumnDecl) -> Option<TokenStream> {
    match &decl.size.as_ref()?.0 {
        Size::Explicit(sql) => Some(quote!(.of_type(#sql))),
        Size::Char(_) | Size::Varchar(_) | Size::Numeric(_) | Size::Precision(_) => None,
    }
}

/// What the attributes of a column say about its type, where that changes how its values are compared.
pub(super) fn declared(decl: &ColumnDecl) -> Option<TokenStream> {
    match &decl.size.as_ref()?.0 {
        Size::Explicit(sql) => Some(quote!(.explicit(#sql))),
        Size::Char(_) => Some(quote!(.blank_padded())),
        Size::Varchar(_) | Size::Numeric(_) | Size::Precision(_) => None,
    }
}

/// A default computed in Rust.
fn computed(column: &ColumnPlan<'_>, default: &RustDefault) -> TokenStream {
    let ty = column.field.ty;
    let value = match default {
        // The call has the place of the function's name, for the message about a type that does not fit.
        RustDefault::Function(path) => {
            let call = quote_spanned!(path.span()=> #path());
            if column.field.is_nullable { quote!(__p::Some(#call)) } else { call }
        }
        RustDefault::Now => return quote!(.computed(__p::now::<#ty>)),
        RustDefault::UuidV7 => quote!(::core::convert::From::from(__p::uuid_v7())),
    };
    quote!(.computed(|| __p::computed::<#ty>(#value)))
}

/// What requests must know of a column beyond its type.
fn input(column: &ColumnPlan<'_>) -> TokenStream {
    let FieldSerde { aliases, read, .. } = &column.serde;
    let ty = column.field.ty;
    let read = read.as_ref().map(|function| quote!(.read(|content| __p::boxed::<#ty>(#function(content)))));
    let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
    let calls: Vec<&TokenStream> = column
        .rules
        .iter()
        .filter_map(|rule| match rule {
            RuleCall::Method(call) => Some(call),
            RuleCall::ModelMethod(_) | RuleCall::InsertMethod(_) | RuleCall::MustMatch(..) => None,
        })
        .collect();
    let rules = (!calls.is_empty()).then(|| quote!(.rules(|on| { on.field::<#ty>() #(#calls)*; })));
    quote!(#read #aliases #rules)
}

fn constraints(plan: &TablePlan<'_>) -> Option<TokenStream> {
    let def = plan.def;
    let mut constraints = Vec::new();
    let mut push = |name: &str, kind: TokenStream, columns: &[String]| {
        constraints.push(quote!(__p::constraint(#name, __p::ConstraintKind::#kind, &[#(#columns),*])));
    };
    if let Some(key) = &def.primary_key {
        push(&key.name, quote!(PrimaryKey), &key.columns);
    }
    for unique in &def.uniques {
        push(&unique.name, quote!(Unique), &unique.columns);
    }
    for index in def.indexes.iter().filter(|index| index.is_unique) {
        let columns: Vec<String> = index
            .parts
            .iter()
            .filter_map(|part| match &part.key {
                orm_schema::model::IndexKey::Column(name) => Some(name.clone()),
                orm_schema::model::IndexKey::Expression(_) => None,
            })
            .collect();
        push(&index.name, quote!(Unique), &columns);
    }
    for key in &plan.table.decl.foreign_keys {
        push(&key.def.name, quote!(ForeignKey), &key.def.columns);
    }
    for check in &def.checks {
        push(&check.name, quote!(Check), &[]);
    }
    for column in &plan.columns {
        for (name, _) in &column.decl.rules {
            push(name, quote!(Check), std::slice::from_ref(&column.def.name));
        }
    }
    (!constraints.is_empty()).then(|| quote!(.constraints(&[#(#constraints),*])))
}

/// What the table refers to. The other table is named by a constant of its own that refers to nothing else, so that tables
/// may refer to each other.
fn foreign_keys(plan: &TablePlan<'_>) -> Option<TokenStream> {
    let keys = plan.table.decl.foreign_keys.iter().zip(&plan.table.referred).map(|(key, target)| {
        let columns = &key.def.columns;
        let fields = key.fields.iter().map(|(field, _)| field);
        quote!(__p::foreign_key(&[#(#columns),*], <#target as __p::Source>::ALIAS, &[#(#fields),*]))
    });
    (keys.len() > 0).then(|| quote!(.foreign_keys(&[#(#keys),*])))
}
