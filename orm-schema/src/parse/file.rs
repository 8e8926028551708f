//! Reads all declarations of a file, for the exporter.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{Attribute, DeriveInput, Fields, ItemType};

use super::cfg::{self, Presence};
use super::database::{ObjectDecl, database};
use super::derives::{Derives, has_derive};
use super::item::{ColumnTypeDecl, ColumnTypeDeclKind, TableDecl, TypeRef, ViewDecl};
use super::items::{self, ItemKind, RawItem, database_macro, ident_behind, path_attribute, read_attributes};
use super::problem::{Place, Problems};
use super::uses::{self, Rename};
use super::wire::{self, DocumentDecl, HandlerDecl, ModelDecl, RouteDecl, WrittenKind, WrittenModelDecl};
use super::{column_type, table, type_ref, view};

/// What one file declares, without tokens.
#[derive(Debug, Clone, Default)]
pub struct FileDecls {
    /// Structs with `#[derive(Table)]`.
    pub tables: Vec<Declared<TableDecl>>,
    /// Structs with `#[derive(View)]`.
    pub views: Vec<Declared<ViewDecl>>,
    /// Enums and newtypes with `#[derive(ColumnType)]`, and aliases.
    pub types: Vec<Declared<ColumnTypeDecl>>,
    /// What `database! { .. }` declares.
    pub objects: Vec<Declared<ObjectDecl>>,
    /// `use .. as ..`.
    pub renames: Vec<Declared<Rename>>,
    /// `mod x;`.
    pub modules: Vec<ModuleDecl>,
    /// The models of the tables, if asked for.
    pub models: Vec<Declared<ModelDecl>>,
    /// Structs with `#[derive(Insert)]` or `#[derive(Patch)]`, if asked for.
    pub written_models: Vec<Declared<WrittenModelDecl>>,
    /// Structs and enums that serde reads or writes, and aliases, if asked for.
    pub documents: Vec<Declared<DocumentDecl>>,
    /// What `routes! { .. }` lists, if asked for.
    pub routes: Vec<Declared<RouteDecl>>,
    /// The functions that may answer requests, if asked for.
    pub handlers: Vec<Declared<HandlerDecl>>,
}

/// A declaration and the module it is in.
#[derive(Debug, Clone)]
pub struct Declared<T> {
    /// The declaration.
    pub decl: T,
    /// The names of the modules around it, from the crate's root or the first file read.
    pub module: Vec<String>,
    /// Was something wrong in it? Then what follows from it is not worth saying.
    pub has_problems: bool,
}

/// `mod x;`: a module in another file.
#[derive(Debug, Clone)]
pub struct ModuleDecl {
    /// The inline modules of this file around it.
    pub parents: Vec<String>,
    /// Its name.
    pub name: String,
    /// The value of `#[path = ".."]`.
    pub path: Option<String>,
    /// Where its name is.
    pub place: Place,
    /// The condition it depends on, if that cannot be decided.
    pub condition: Option<String>,
}

/// What the reader must know of a file.
#[derive(Debug, Clone, Copy)]
pub struct FileContext<'a> {
    /// The modules around the file.
    pub module: &'a [String],
    /// Features that are on.
    pub features: &'a [String],
    /// A condition that the whole file depends on and that cannot be decided.
    pub condition: Option<&'a str>,
    /// Is what travels between server and client asked for too?
    pub with_models: bool,
}

/// Reads the declarations of a file.
pub fn file(context: FileContext<'_>, tokens: TokenStream, problems: &mut Problems) -> FileDecls {
    let mut reader =
        Reader { context, inline: Vec::new(), conditions: Vec::new(), decls: FileDecls::default(), problems };
    reader.conditions.extend(context.condition.map(ToOwned::to_owned));
    reader.items(tokens);
    reader.decls
}

struct Reader<'a> {
    context: FileContext<'a>,
    inline: Vec<String>,
    /// Undecided conditions of the modules around.
    conditions: Vec<String>,
    decls: FileDecls,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn items(&mut self, tokens: TokenStream) {
        for item in items::split(tokens) {
            if self.context.with_models && matches!(item.kind, ItemKind::Function | ItemKind::Other) {
                self.routes(&item);
            }
            match item.kind {
                ItemKind::Data => self.data(item),
                ItemKind::Alias => self.alias(item),
                ItemKind::Module => self.module(item),
                ItemKind::Use => self.renames(&item),
                ItemKind::Macro => self.macro_item(&item),
                ItemKind::Function => self.function(&item),
                ItemKind::Other => {}
            }
        }
    }

    /// A struct or an enum.
    fn data(&mut self, item: RawItem) {
        let derives = Derives::of(&item);
        let travels = derives.travels && self.context.with_models;
        if !derives.any() && !derives.maybe && !travels {
            return;
        }
        match syn::parse2::<DeriveInput>(item.tokens.into_iter().collect()) {
            Ok(input) if derives.any() => self.derive_input(input, &derives),
            Ok(input) if travels => self.travelling(input),
            Ok(input) => self.report_conditional_derive(&input.attrs),
            Err(error) => self.problems.push_syn(&error),
        }
    }

    fn derive_input(&mut self, mut input: DeriveInput, derives: &Derives) {
        let before = self.problems.len();
        let what = match (derives.table, derives.view) {
            (true, _) => "this table",
            (false, true) => "this view",
            (false, false) => "this type",
        };
        if !self.is_present(&input.attrs, what, input.ident.span()) {
            return;
        }
        self.strip_fields(&mut input);
        if derives.table
            && let Some(table) = table(&input, self.problems)
        {
            if self.context.with_models {
                let model = wire::model(&table, &input);
                self.decls.models.push(self.declared(model, before));
            }
            let declared = self.declared(table.decl, before);
            self.decls.tables.push(declared);
        }
        if derives.view
            && let Some(view) = view(&input, self.problems)
        {
            let declared = self.declared(view.decl, before);
            self.decls.views.push(declared);
        }
        if derives.column_type
            && let Some(ty) = column_type(&input, self.problems)
        {
            let declared = self.declared(ty.decl, before);
            self.decls.types.push(declared);
        }
        if (derives.column_type || derives.view && derives.travels) && self.context.with_models {
            self.decls.documents.push(self.declared(wire::document(&input), before));
        }
    }

    /// A struct or an enum that is no part of the schema. Where a condition cannot be decided it is read as if it held.
    fn travelling(&mut self, mut input: DeriveInput) {
        if cfg::presence(&input.attrs, self.context.features, self.problems) == Presence::Absent {
            return;
        }
        let before = self.problems.len();
        let features = self.context.features;
        if let syn::Data::Struct(syn::DataStruct { fields: Fields::Named(fields), .. }) = &mut input.data {
            let all = std::mem::take(&mut fields.named);
            let is_kept =
                |field: &syn::Field| cfg::presence(&field.attrs, features, self.problems) != Presence::Absent;
            fields.named = all.into_iter().filter(is_kept).collect();
        }
        let kind = [("Insert", WrittenKind::Insert), ("Patch", WrittenKind::Patch)]
            .into_iter()
            .find(|(name, _)| wire::derives(&input.attrs, name));
        if let Some((_, kind)) = kind
            && let Some(model) = wire::written_model(&input, kind)
        {
            self.decls.written_models.push(self.declared(model, before));
        } else {
            self.decls.documents.push(self.declared(wire::document(&input), before));
        }
    }

    fn declared<T>(&self, decl: T, problems_before: usize) -> Declared<T> {
        let module = self.context.module.iter().chain(&self.inline).cloned().collect();
        Declared { decl, module, has_problems: self.problems.len() > problems_before }
    }

    /// Is the item there? When nobody can tell, that is a problem, and it is read as if it were.
    fn is_present(&mut self, attributes: &[Attribute], what: &str, span: Span) -> bool {
        match cfg::presence(attributes, self.context.features, self.problems) {
            Presence::Absent => return false,
            Presence::Unknown { place, condition } => cfg::report(place, &condition, what, self.problems),
            Presence::Present => {
                if let Some(condition) = self.conditions.last() {
                    let place = self.problems.place_of(span);
                    cfg::report(place, &condition.clone(), what, self.problems);
                }
            }
        }
        true
    }

    /// Takes away fields and variants that `cfg` removes.
    fn strip_fields(&mut self, input: &mut DeriveInput) {
        match &mut input.data {
            syn::Data::Struct(data) => {
                if let Fields::Named(fields) = &mut data.fields {
                    let all = std::mem::take(&mut fields.named);
                    fields.named =
                        all.into_iter().filter(|field| self.is_kept(&field.attrs, "this column")).collect();
                }
            }
            syn::Data::Enum(data) => {
                let all = std::mem::take(&mut data.variants);
                data.variants =
                    all.into_iter().filter(|variant| self.is_kept(&variant.attrs, "this label")).collect();
            }
            syn::Data::Union(_) => {}
        }
    }

    fn is_kept(&mut self, attributes: &[Attribute], what: &str) -> bool {
        match cfg::presence(attributes, self.context.features, self.problems) {
            Presence::Present => true,
            Presence::Absent => false,
            Presence::Unknown { place, condition } => {
                cfg::report(place, &condition, what, self.problems);
                true
            }
        }
    }

    /// `#[cfg_attr(condition, derive(Table))]` makes a table that may or may not be there.
    fn report_conditional_derive(&mut self, attributes: &[Attribute]) {
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("cfg_attr")) {
            if let Ok(list) = attribute.meta.require_list()
                && has_derive(&list.tokens.clone().into_iter().collect::<Vec<_>>())
            {
                self.problems
                    .push_at(
                        &attribute.meta,
                        "a conditional `derive` cannot be read: nothing is compiled here",
                    )
                    .hint("derive `Table` and `ColumnType` without a condition");
            }
        }
    }

    fn alias(&mut self, item: RawItem) {
        // An alias that cannot be read is the compiler's to report; whoever uses it is told that it is unknown.
        let Ok(item) = syn::parse2::<ItemType>(item.tokens.into_iter().collect()) else { return };
        if cfg::presence(&item.attrs, self.context.features, self.problems) == Presence::Absent {
            return;
        }
        let before = self.problems.len();
        if self.context.with_models {
            self.decls.documents.push(self.declared(wire::alias(&item), before));
        }
        let (inner, is_nullable) = type_ref::of_field(&item.ty, self.problems);
        let inner =
            if is_nullable { TypeRef::Opaque { place: self.problems.place(&item.ty) } } else { inner };
        let decl = ColumnTypeDecl {
            rust_name: super::name_of(&item.ident),
            place: self.problems.place_of(item.ident.span()),
            kind: ColumnTypeDeclKind::Newtype(inner),
        };
        let declared = self.declared(decl, before);
        self.decls.types.push(declared);
    }

    fn renames(&mut self, item: &RawItem) {
        let found = uses::renames(&item.tokens);
        if found.is_empty() || self.is_absent(item) {
            return;
        }
        let before = self.problems.len();
        for rename in found {
            let declared = self.declared(rename, before);
            self.decls.renames.push(declared);
        }
    }

    fn module(&mut self, item: RawItem) {
        let Some(ident) = ident_behind(&item.tokens, "mod") else { return };
        let attributes = read_attributes(&item);
        let name = super::name_of(&ident);
        let condition = match cfg::presence(&attributes, self.context.features, self.problems) {
            Presence::Present => None,
            Presence::Absent => return,
            Presence::Unknown { condition, .. } => Some(condition),
        };
        match item.tokens.into_iter().next_back() {
            Some(TokenTree::Group(body)) => {
                let conditions = self.conditions.len();
                self.conditions.extend(condition);
                self.inline.push(name);
                self.items(body.stream());
                self.inline.pop();
                self.conditions.truncate(conditions);
            }
            _ => self.decls.modules.push(ModuleDecl {
                parents: self.inline.clone(),
                name,
                path: path_attribute(&attributes),
                place: self.problems.place_of(ident.span()),
                condition: condition.or_else(|| self.conditions.last().cloned()),
            }),
        }
    }

    fn macro_item(&mut self, item: &RawItem) {
        if let Some((name, body)) = database_macro(&item.tokens) {
            let before = self.problems.len();
            if self.is_present(&read_attributes(item), "this part of the schema", name.span()) {
                let objects = database(body, self.problems).objects;
                let declared: Vec<_> =
                    objects.into_iter().map(|object| self.declared(object, before)).collect();
                self.decls.objects.extend(declared);
            }
            return;
        }
        if !has_derive(&item.tokens) || self.is_absent(item) {
            return;
        }
        let name = item.tokens.windows(2).find_map(|pair| match pair {
            [TokenTree::Ident(name), TokenTree::Punct(bang)] if bang.as_char() == '!' => Some(name.span()),
            _ => None,
        });
        let place = self.problems.place_of(name.unwrap_or_else(Span::call_site));
        self.problems
            .push(place, "tables and column types made by a macro cannot be read: no macro is expanded here")
            .hint("write the item out, without the macro");
    }

    /// A table inside a function is no part of any schema.
    fn function(&mut self, item: &RawItem) {
        let is_test = |attribute: TokenStream| attribute.to_string().ends_with("test");
        if !has_derive(&item.tokens) || items::attributes(&item.tokens).any(is_test) || self.is_absent(item) {
            return;
        }
        let Some(ident) = ident_behind(&item.tokens, "fn") else { return };
        self.problems
            .push_at(&ident, format!("a table or column type is declared inside the function `{ident}`"))
            .hint("move it out into a module");
    }

    /// The routes in a function or in an `impl`, and the function itself.
    fn routes(&mut self, item: &RawItem) {
        let before = self.problems.len();
        let routes = wire::routes(&item.tokens, self.problems);
        let handler =
            if item.kind == ItemKind::Function { wire::handler(&item.tokens, self.problems) } else { None };
        if routes.is_empty() && handler.is_none() || self.is_absent(item) {
            return;
        }
        let routes: Vec<_> = routes.into_iter().map(|route| self.declared(route, before)).collect();
        self.decls.routes.extend(routes);
        self.decls.handlers.extend(handler.map(|handler| self.declared(handler, before)));
    }

    fn is_absent(&mut self, item: &RawItem) -> bool {
        cfg::presence(&read_attributes(item), self.context.features, self.problems) == Presence::Absent
    }
}
