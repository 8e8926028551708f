//! Reads all declarations of a file, for the exporter.

use proc_macro2::{TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, Fields, Item, ItemMacro, ItemMod, ItemType, Path, Stmt, Token};

use super::cfg::{self, Presence};
use super::item::{ColumnTypeDecl, ColumnTypeDeclKind, TableDecl, TypeRef};
use super::problem::{Place, Problems};
use super::{column_type, table, type_ref};

/// What one file declares, without tokens.
#[derive(Debug, Clone, Default)]
pub struct FileDecls {
    /// Structs with `#[derive(Table)]`.
    pub tables: Vec<Declared<TableDecl>>,
    /// Enums and newtypes with `#[derive(ColumnType)]`, and aliases.
    pub types: Vec<Declared<ColumnTypeDecl>>,
    /// `mod x;`.
    pub modules: Vec<ModuleDecl>,
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
}

/// Reads the declarations of a file.
pub fn file(context: FileContext<'_>, file: syn::File, problems: &mut Problems) -> FileDecls {
    let mut reader =
        Reader { context, inline: Vec::new(), conditions: Vec::new(), decls: FileDecls::default(), problems };
    reader.conditions.extend(context.condition.map(ToOwned::to_owned));
    reader.items(file.items);
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
    fn items(&mut self, items: Vec<Item>) {
        for item in items {
            match item {
                Item::Struct(item) => self.derive_input(item.into()),
                Item::Enum(item) => self.derive_input(item.into()),
                Item::Type(item) => self.alias(&item),
                Item::Mod(item) => self.module(item),
                Item::Macro(item) => self.macro_item(&item),
                Item::Fn(item) => self.function_body(&item.attrs, &item.block.stmts),
                _ => {}
            }
        }
    }

    fn derive_input(&mut self, mut input: DeriveInput) {
        let is_table = derives(&input.attrs, "Table");
        let is_type = derives(&input.attrs, "ColumnType");
        if !is_table && !is_type {
            self.report_conditional_derive(&input.attrs);
            return;
        }
        let before = self.problems.len();
        if !self.is_present(
            &input.attrs,
            if is_table { "this table" } else { "this type" },
            input.ident.span(),
        ) {
            return;
        }
        self.strip_fields(&mut input);
        if is_table && let Some(table) = table(&input, self.problems) {
            let declared = self.declared(table.decl, before);
            self.decls.tables.push(declared);
        }
        if is_type && let Some(ty) = column_type(&input, self.problems) {
            let declared = self.declared(ty.decl, before);
            self.decls.types.push(declared);
        }
    }

    fn declared<T>(&self, decl: T, problems_before: usize) -> Declared<T> {
        let module = self.context.module.iter().chain(&self.inline).cloned().collect();
        Declared { decl, module, has_problems: self.problems.len() > problems_before }
    }

    /// Is the item there? When nobody can tell, that is a problem, and it is read as if it were.
    fn is_present(&mut self, attributes: &[Attribute], what: &str, span: proc_macro2::Span) -> bool {
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
                && has_derive(list.tokens.clone())
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

    fn alias(&mut self, item: &ItemType) {
        if cfg::presence(&item.attrs, self.context.features, self.problems) == Presence::Absent {
            return;
        }
        let before = self.problems.len();
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

    fn module(&mut self, item: ItemMod) {
        let name = super::name_of(&item.ident);
        let condition = match cfg::presence(&item.attrs, self.context.features, self.problems) {
            Presence::Present => None,
            Presence::Absent => return,
            Presence::Unknown { condition, .. } => Some(condition),
        };
        match item.content {
            Some((_, items)) => {
                let conditions = self.conditions.len();
                self.conditions.extend(condition);
                self.inline.push(name);
                self.items(items);
                self.inline.pop();
                self.conditions.truncate(conditions);
            }
            None => self.decls.modules.push(ModuleDecl {
                parents: self.inline.clone(),
                name,
                path: path_attribute(&item.attrs),
                place: self.problems.place_of(item.ident.span()),
                condition: condition.or_else(|| self.conditions.last().cloned()),
            }),
        }
    }

    fn macro_item(&mut self, item: &ItemMacro) {
        let is_absent = cfg::presence(&item.attrs, self.context.features, self.problems) == Presence::Absent;
        if is_absent || !has_derive(item.mac.tokens.clone()) {
            return;
        }
        let place = self.problems.place(&item.mac.path);
        self.problems
            .push(place, "tables and column types made by a macro cannot be read: no macro is expanded here")
            .hint("write the item out, without the macro");
    }

    /// A table inside a function is no part of any schema.
    fn function_body(&mut self, attributes: &[Attribute], statements: &[Stmt]) {
        let is_test = attributes
            .iter()
            .any(|attribute| attribute.path().segments.last().is_some_and(|last| last.ident == "test"));
        if is_test || cfg::presence(attributes, self.context.features, self.problems) == Presence::Absent {
            return;
        }
        for statement in statements {
            let Stmt::Item(Item::Struct(item)) = statement else { continue };
            if derives(&item.attrs, "Table") {
                self.problems
                    .push_at(&item.ident, format!("the table `{}` is declared inside a function", item.ident))
                    .hint("move it out into a module");
            }
        }
    }
}

/// Does the item have `#[derive(.., name, ..)]`?
fn derives(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("derive")).any(|attribute| {
        attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).is_ok_and(|paths| {
            paths.iter().any(|path| path.segments.last().is_some_and(|last| last.ident == name))
        })
    })
}

/// Do the tokens hold `derive(.. Table ..)` or `derive(.. ColumnType ..)`, at any depth?
fn has_derive(tokens: TokenStream) -> bool {
    let mut is_after_derive = false;
    for token in tokens {
        let is_derive = matches!(&token, TokenTree::Ident(ident) if ident == "derive");
        if let TokenTree::Group(group) = token
            && (is_after_derive && names_ours(group.stream()) || has_derive(group.stream()))
        {
            return true;
        }
        is_after_derive = is_derive;
    }
    false
}

fn names_ours(tokens: TokenStream) -> bool {
    tokens
        .into_iter()
        .any(|token| matches!(&token, TokenTree::Ident(ident) if ident == "Table" || ident == "ColumnType"))
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    let attribute = attributes.iter().find(|attribute| attribute.path().is_ident("path"))?;
    match &attribute.meta.require_name_value().ok()?.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) => Some(path.value()),
        _ => None,
    }
}
