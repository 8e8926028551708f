//! Reads a struct with `#[derive(Table)]`.

use std::collections::HashSet;

use syn::{Attribute, Data, DeriveInput, Fields, Ident, Path};

use super::case::Case;
use super::check::{Check, CheckKind};
use super::columns::Columns;
use super::entry::{Entries, Value};
use super::field::{self, ReadColumn, ReadField};
use super::item::{Field, Models, Table, TableDecl};
use super::problem::{Place, Problems};
use super::{attr, foreign_key, index, relation, suggest};
use crate::ident;
use crate::model::{CheckDef, IndexDef, IndexPart, ObjectName, PrimaryKeyDef, TableDef, UniqueDef};

/// Reads a struct with `#[derive(Table)]`. `None` if it is no struct with named fields; otherwise as much as can be read,
/// with problems for the rest.
pub fn table<'a>(input: &'a DeriveInput, problems: &mut Problems) -> Option<Table<'a>> {
    let fields = named_fields(input, problems)?;
    let entries = Entries::of_attributes(&attr::TABLE, &input.attrs, problems);
    let wire_case = wire_case(&entries, &input.attrs, problems);
    let rust_name = super::name_of(&input.ident);
    let name = ObjectName {
        schema: entries.name("schema", problems),
        name: entries.name("name", problems).unwrap_or_else(|| Case::Snake.of_variant(&rust_name)),
    };
    let mut builder = Builder::new(rust_name, name, problems.place_of(input.ident.span()));
    for field in fields {
        builder.fields.extend(field::read(field, wire_case, problems));
    }
    let mut parts = builder.finish(&entries, problems);
    let relations = relation::all(&entries, &parts.fields, wire_case, problems);
    parts.decl.relations = relation::decls(&relations, problems);
    Some(Table {
        relations,
        soft_delete: marked_field(&entries, "soft_delete", "deleted_at", &parts.fields, problems),
        version: marked_field(&entries, "version", "version", &parts.fields, problems),
        models: models(&entries, input, wire_case, problems),
        ident: &input.ident,
        vis: &input.vis,
        krate: entries.path("crate").cloned(),
        decl: parts.decl,
        referred: parts.referred,
        fields: parts.fields,
    })
}

fn named_fields<'a>(
    input: &'a DeriveInput,
    problems: &mut Problems,
) -> Option<impl Iterator<Item = &'a syn::Field> + use<'a>> {
    if !input.generics.params.is_empty() {
        problems
            .push_at(&input.generics.params, "a table cannot have generic parameters")
            .hint("a struct with `#[derive(Table)]` stands for one table with known columns");
    }
    let Data::Struct(data) = &input.data else {
        problems
            .push_at(&input.ident, "`Table` can be derived for structs only")
            .hint("an enum that is stored in a column derives `ColumnType`");
        return None;
    };
    let Fields::Named(fields) = &data.fields else {
        problems
            .push_at(&input.ident, "a table needs named fields")
            .hint("a newtype that is stored in a column derives `ColumnType`");
        return None;
    };
    Some(fields.named.iter())
}

/// Puts together what fields and table attributes say.
pub(super) struct Builder<'a> {
    pub(super) decl: TableDecl,
    /// The structs that foreign keys refer to.
    pub(super) referred: Vec<Path>,
    fields: Vec<ReadField<'a>>,
}

struct Parts<'a> {
    decl: TableDecl,
    referred: Vec<Path>,
    fields: Vec<Field<'a>>,
}

impl<'a> Builder<'a> {
    fn new(rust_name: String, name: ObjectName, place: Place) -> Self {
        let def = TableDef { name, ..TableDef::default() };
        let decl = TableDecl {
            rust_name,
            place,
            def,
            columns: Vec::new(),
            foreign_keys: Vec::new(),
            relations: Vec::new(),
            named: Vec::new(),
        };
        Self { decl, referred: Vec::new(), fields: Vec::new() }
    }

    fn finish(mut self, entries: &Entries, problems: &mut Problems) -> Parts<'a> {
        let pairs = self.fields.iter().filter_map(|read| {
            read.column.as_ref().map(|column| (column.decl.rust_name.clone(), column.def.name.clone()))
        });
        let columns = Columns::new(&self.decl.rust_name, &self.decl.def.name.name, pairs.collect());
        let mut fields = Vec::with_capacity(self.fields.len());
        let mut key_fields = Vec::new();
        for mut read in std::mem::take(&mut self.fields) {
            if let Some(column) = read.column {
                read.field.column = Some(self.decl.columns.len());
                key_fields.extend(column.primary_key.map(|place| (column.def.name.clone(), place)));
                self.column(column, &read.field, problems);
            }
            fields.push(read.field);
        }
        self.primary_key(entries, key_fields, &columns, problems);
        self.table_words(entries, &columns, problems);
        self.options(entries, problems);
        Parts { decl: self.decl, referred: self.referred, fields }
    }

    /// Adds a column with the constraints its field declares.
    fn column(&mut self, mut read: ReadColumn, field: &Field<'_>, problems: &mut Problems) {
        let table = self.decl.def.name.name.clone();
        let name = read.def.name.clone();
        if let Some((given, place)) = read.unique {
            let name = given.unwrap_or_else(|| ident::unique_name(&table, &[&name]));
            self.unique(
                UniqueDef {
                    name,
                    columns: vec![read.def.name.clone()],
                    nulls_not_distinct: false,
                    deferrable: crate::model::Deferrable::No,
                },
                place,
            );
        }
        if let Some((given, place)) = read.index {
            let name_of_index = given.unwrap_or_else(|| ident::index_name(&table, &[&name]));
            let def = IndexDef {
                name: name_of_index,
                parts: vec![IndexPart::column(&name)],
                ..IndexDef::default()
            };
            self.index(def, place);
        }
        if let Some(path) = &field.references
            && let Some(foreign_key) = foreign_key::of_column(path, &table, &name, read.actions, problems)
        {
            self.decl.named.push((foreign_key.def.name.clone(), foreign_key.target_place));
            self.decl.foreign_keys.push(foreign_key);
            self.referred.push(foreign_key::target(path));
        }
        for check in std::mem::take(&mut read.checks) {
            let name = self.check_name(&check, &table, &name);
            self.decl.named.push((name.clone(), check.place));
            match check.kind {
                CheckKind::Sql(expression) => self.decl.def.checks.push(CheckDef { name, expression }),
                CheckKind::Rule(rule) => read.decl.rules.push((name, rule)),
            }
        }
        self.decl.def.columns.push(read.def);
        self.decl.columns.push(read.decl);
    }

    /// The given name, or `users_age_check`, `users_age_2_check`, ….
    fn check_name(&self, check: &Check, table: &str, column: &str) -> String {
        if let Some(name) = &check.name {
            return name.clone();
        }
        let is_taken = |name: &str| self.decl.named.iter().any(|(taken, _)| taken == name);
        let first = ident::check_name(table, column);
        let later = (2..).map(|number| ident::check_name(table, &format!("{column}_{number}")));
        std::iter::once(first).chain(later).find(|name| !is_taken(name)).unwrap_or_default()
    }

    pub(super) fn unique(&mut self, def: UniqueDef, place: Place) {
        self.decl.named.push((def.name.clone(), place));
        self.decl.def.uniques.push(def);
    }

    pub(super) fn index(&mut self, def: IndexDef, place: Place) {
        self.decl.named.push((def.name.clone(), place));
        self.decl.def.indexes.push(def);
    }

    /// The key of the table attribute or of the fields, not of both; its columns are never NULL.
    fn primary_key(
        &mut self,
        entries: &Entries,
        fields: Vec<(String, Place)>,
        columns: &Columns,
        problems: &mut Problems,
    ) {
        let of_table = entries
            .list("primary_key")
            .and_then(|(tokens, place)| Some((index::primary_key(tokens, place, columns, problems)?, place)));
        let table = &self.decl.def.name.name;
        let key = match (of_table, fields.first()) {
            (Some((_, place)), Some((_, field_place))) => {
                problems
                    .push(*field_place, "the primary key is declared both here and on the table")
                    .note(place, "declared on the table here");
                return;
            }
            (Some((key, _)), None) => key,
            (None, Some(_)) => PrimaryKeyDef {
                name: ident::primary_key_name(table),
                columns: fields.into_iter().map(|(name, _)| name).collect(),
            },
            (None, None) => return,
        };
        let in_key: HashSet<&str> = key.columns.iter().map(String::as_str).collect();
        for (def, decl) in self.decl.def.columns.iter().zip(&self.decl.columns) {
            if def.is_nullable && in_key.contains(def.name.as_str()) {
                problems
                    .push(
                        decl.type_place,
                        format!("`{}` is part of the primary key, which is never NULL", decl.rust_name),
                    )
                    .hint("take the `Option` away");
            }
        }
        self.decl.def.primary_key = Some(key);
    }
}

/// How wire names are written: `#[table(rename_all)]`, or serde's if that is absent.
fn wire_case(entries: &Entries, attributes: &[Attribute], problems: &mut Problems) -> Option<Case> {
    let own = entries.find("rename_all").map(|entry| entry.value_place).zip(entries.text("rename_all"));
    let of_serde = field::serde_value(attributes, "rename_all", problems);
    if let (Some((place, own)), Some((serde, serde_place))) = (&own, &of_serde)
        && own != serde
    {
        problems
            .push(*place, format!("`rename_all` is {own:?} here and {serde:?} for serde"))
            .hint("say it once: `#[serde(rename_all = ..)]` alone is enough")
            .note(*serde_place, "serde's is here");
    }
    let (place, text) = own.or_else(|| of_serde.map(|(text, place)| (place, text)))?;
    case_named(&text, place, problems)
}

/// Reads the value of a `rename_all`.
pub(super) fn case_named(text: &str, place: Place, problems: &mut Problems) -> Option<Case> {
    let case = Case::from_name(text);
    if case.is_none() {
        let known = super::entry::listed(Case::NAMES.into_iter());
        problems
            .push(place, format!("`{text}` is no way to write names"))
            .hint_opt(suggest::did_you_mean(text, Case::NAMES))
            .hint(format!("the ways are {known}"));
    }
    case
}

/// The field that `soft_delete` or `version` means.
fn marked_field(
    entries: &Entries,
    word: &str,
    usual: &str,
    fields: &[Field<'_>],
    problems: &mut Problems,
) -> Option<usize> {
    let entry = entries.find(word)?;
    let name = match &entry.value {
        Value::Path(path) => super::type_ref::written(path),
        _ => usual.to_owned(),
    };
    let found = fields.iter().position(|field| field.column.is_some() && super::name_of(field.ident) == name);
    if found.is_none() {
        problems
            .push(entry.value_place, format!("`{word}` needs a column `{name}`"))
            .hint(format!("add the field, or name another one: `{word} = field`"));
    }
    found.filter(|index| {
        let is_wrong = word == "soft_delete" && !fields[*index].is_nullable;
        if is_wrong {
            problems.push(
                entry.value_place,
                format!("`{name}` must be an `Option`: a row that is not deleted has none"),
            );
        }
        !is_wrong
    })
}

fn models(
    entries: &Entries,
    input: &DeriveInput,
    wire_case: Option<Case>,
    problems: &mut Problems,
) -> Models {
    let rust_name = super::name_of(&input.ident);
    let mut named = |word: &str, usual: String| {
        let Some(text) = entries.text(word) else { return Ident::new(&usual, input.ident.span()) };
        syn::parse_str::<Ident>(&text).map_or_else(
            |_| {
                if let Some(entry) = entries.find(word) {
                    problems.push(entry.value_place, format!("`{text}` cannot be the name of a struct"));
                }
                Ident::new(&usual, input.ident.span())
            },
            |ident| Ident::new(&ident.to_string(), input.ident.span()),
        )
    };
    let insert = named("insert", format!("New{rust_name}"));
    Models {
        wire_case,
        body: Ident::new(&format!("{insert}Body"), input.ident.span()),
        insert,
        patch: named("patch", format!("{rust_name}Patch")),
        columns: named("columns", format!("{rust_name}Columns")),
        has_own_columns: entries.has("columns"),
        deny_unknown_fields: entries.has("deny_unknown_fields"),
        context: entries.path("context").cloned(),
        validate: input
            .attrs
            .iter()
            .filter(|attribute| attribute.path().is_ident("validate"))
            .cloned()
            .collect(),
    }
}
