//! A table as its expansion sees it: every column with its place in each model.

use orm_schema::model::{ColumnDef, TableDef};
use orm_schema::parse::wire::{self, ModelDecl};
use orm_schema::parse::{
    ColumnDecl, Field, InsertPart, Models, Part, Problems, Relation, RustDefault, Table,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{DeriveInput, Ident, Visibility};

use crate::check;
use crate::passed_on;
use crate::passed_on::{FieldSerde, RuleCall, StructRule};

/// A table on its way into code.
pub(crate) struct TablePlan<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) vis: &'a Visibility,
    /// What stands in for `::orm_core`.
    pub(crate) krate: TokenStream,
    pub(crate) def: &'a TableDef,
    pub(crate) table: &'a Table<'a>,
    pub(crate) models: &'a Models,
    /// The name of the struct of column handles.
    pub(crate) columns_ident: Ident,
    pub(crate) handles: Handles,
    pub(crate) columns: Vec<ColumnPlan<'a>>,
    /// The relations whose names are free.
    pub(crate) relations: Vec<&'a Relation>,
    /// Fields outside the table.
    pub(crate) skipped: Vec<&'a Ident>,
    /// Rules over a whole model.
    pub(crate) rules: Vec<StructRule>,
    /// What others are told of the row, if they are told anything.
    pub(crate) described: Option<ModelDecl>,
}

/// Where the column handles are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Handles {
    /// `Project::name`.
    Fields,
    /// `Project::NAME`.
    Upper,
    /// Only in `Project::columns()`.
    Struct,
}

/// A column on its way into code.
pub(crate) struct ColumnPlan<'a> {
    /// Its place in the table and in a row.
    pub(crate) position: usize,
    pub(crate) field: &'a Field<'a>,
    pub(crate) def: &'a ColumnDef,
    pub(crate) decl: &'a ColumnDecl,
    pub(crate) insert: Presence<'a>,
    pub(crate) is_in_body: bool,
    pub(crate) is_in_patch: bool,
    pub(crate) serde: FieldSerde,
    pub(crate) rules: Vec<RuleCall>,
}

/// What the insert model asks for.
#[derive(Clone, Copy)]
pub(crate) enum Presence<'a> {
    /// Nothing: the database computes the value.
    Absent,
    /// The value.
    Required,
    /// The value or NULL; absent is NULL.
    Nullable,
    /// The value, if the database's default is not wanted.
    Defaulted,
    /// The value, if the default computed in Rust is not wanted.
    Computed(&'a RustDefault),
}

impl<'a> TablePlan<'a> {
    pub(crate) fn new(table: &'a Table<'a>, input: &DeriveInput, problems: &mut Problems) -> Self {
        let def = &table.decl.def;
        let mut columns: Vec<ColumnPlan<'a>> = Vec::with_capacity(def.columns.len());
        for field in &table.fields {
            if let Some(position) = field.column {
                columns.push(ColumnPlan::new(table, field, position, problems));
            }
        }
        let krate = table.krate.as_ref().map_or_else(|| quote!(::orm_core), |path| quote!(#path));
        Self {
            ident: table.ident,
            vis: table.vis,
            krate,
            def,
            table,
            models: &table.models,
            columns_ident: Handles::ident(table),
            handles: Handles::of(&table.models),
            relations: check::free_relations(table, Handles::of(&table.models), problems),
            columns,
            skipped: table.fields.iter().filter(|f| f.column.is_none()).map(|f| f.ident).collect(),
            rules: passed_on::struct_rules(&table.models.validate, table.models.context.is_some(), problems),
            described: cfg!(feature = "descriptions").then(|| wire::model(table, input)),
        }
    }

    /// The columns that request bodies leave to the server, in declared order.
    pub(crate) fn server_columns(&self) -> impl Iterator<Item = &ColumnPlan<'a>> {
        self.columns.iter().filter(|column| column.field.is_server && column.is_in_insert())
    }

    /// Is there a request body beside the insert model?
    pub(crate) fn has_body(&self) -> bool {
        self.server_columns().next().is_some()
    }

    /// Is any column redacted in `Debug`?
    pub(crate) fn has_secrets(&self) -> bool {
        self.columns.iter().any(|column| column.field.is_secret)
    }
}

impl Handles {
    fn of(models: &Models) -> Self {
        match (models.has_own_columns, models.columns == "upper") {
            (true, true) => Self::Upper,
            (true, false) => Self::Struct,
            (false, _) => Self::Fields,
        }
    }

    /// `upper` and `none` say where handles are, anything else is also the name of their struct.
    fn ident(table: &Table<'_>) -> Ident {
        let columns = &table.models.columns;
        if table.models.has_own_columns && (columns == "upper" || columns == "none") {
            format_ident!("{}Columns", table.ident)
        } else {
            columns.clone()
        }
    }
}

impl<'a> ColumnPlan<'a> {
    fn new(table: &'a Table<'a>, field: &'a Field<'a>, position: usize, problems: &mut Problems) -> Self {
        let def = &table.decl.def.columns[position];
        let decl = &table.decl.columns[position];
        let part = Part::of(field, def, table.decl.def.is_primary_key(&def.name));
        Self {
            position,
            field,
            def,
            decl,
            insert: Presence::of(part, field),
            is_in_body: part.is_in_body,
            is_in_patch: part.is_in_patch,
            serde: FieldSerde::of(field.attributes),
            rules: passed_on::field_rules(field, def, decl, table.models.context.is_some(), problems),
        }
    }

    pub(crate) const fn ident(&self) -> &Ident {
        self.field.ident
    }

    pub(crate) const fn is_in_insert(&self) -> bool {
        !matches!(self.insert, Presence::Absent)
    }

    /// The type of its field in the insert model.
    pub(crate) fn insert_type(&self) -> TokenStream {
        let ty = self.field.ty;
        match self.insert {
            Presence::Defaulted | Presence::Computed(_) => quote!(::core::option::Option<#ty>),
            Presence::Absent | Presence::Required | Presence::Nullable => quote!(#ty),
        }
    }

    /// The `///` lines of the field.
    pub(crate) fn docs(&self) -> impl Iterator<Item = &syn::Attribute> {
        self.field.attributes.iter().filter(|attribute| attribute.path().is_ident("doc"))
    }
}

impl<'a> Presence<'a> {
    fn of(part: Part, field: &'a Field<'a>) -> Self {
        match (part.insert, &field.rust_default) {
            (InsertPart::Computed, Some(default)) => Self::Computed(default),
            (InsertPart::Absent, _) => Self::Absent,
            (InsertPart::Defaulted | InsertPart::Computed, _) => Self::Defaulted,
            (InsertPart::Nullable, _) => Self::Nullable,
            (InsertPart::Required, _) => Self::Required,
        }
    }
}
