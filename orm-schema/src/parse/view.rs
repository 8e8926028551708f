//! Reads a struct with `#[derive(View)]`.

use syn::{Data, DeriveInput, Fields, Ident};

use super::case::Case;
use super::columns::Columns;
use super::entry::{Entries, listed};
use super::item::{ColumnDecl, TableDecl, View, ViewDecl, ViewField};
use super::problem::{Place, Problems};
use super::{attr, field, index, relation, size, suggest, type_ref};
use crate::model::{
    CheckOption, ColumnDef, Deferrable, IndexDef, IndexPart, ObjectName, TableDef, ViewOptions,
};
use crate::select;
use crate::tokens::tokens;

/// Reads a struct with `#[derive(View)]`. `None` if it is no struct with named fields; otherwise as much as can be read,
/// with problems for the rest.
pub fn view<'a>(input: &'a DeriveInput, problems: &mut Problems) -> Option<View<'a>> {
    let fields = named_fields(input, problems)?;
    let entries = Entries::of_attributes(&attr::VIEW, &input.attrs, problems);
    let rust_name = super::name_of(&input.ident);
    let schema = entries.name("schema", problems);
    let name = entries.name("name", problems).unwrap_or_else(|| Case::Snake.of_variant(&rust_name));
    let renamed_from = entries.name("renamed_from", problems).map(|old| match old.split_once('.') {
        Some((schema, name)) => ObjectName::in_schema(schema, name),
        None => ObjectName { schema: schema.clone(), name: old },
    });
    let mut rows = TableDecl {
        rust_name,
        place: problems.place_of(input.ident.span()),
        def: TableDef {
            name: ObjectName { schema, name },
            comment: entries.text("comment"),
            renamed_from,
            ..TableDef::default()
        },
        columns: Vec::new(),
        foreign_keys: Vec::new(),
        relations: Vec::new(),
        named: Vec::new(),
    };
    let mut read = Vec::new();
    for field in fields {
        read.extend(view_field(field, &mut rows, problems));
    }
    indexes(&entries, &mut rows, problems);
    let query = query(&entries, &input.ident, problems);
    report_missing_columns(&rows, &query, problems);
    relation::refuse(&entries, problems);
    let depends_on = entries.paths("depends_on", problems);
    let depends_on = depends_on.iter().map(|path| {
        (path.segments.iter().map(|segment| super::name_of(&segment.ident)).collect(), problems.place(path))
    });
    Some(View {
        ident: &input.ident,
        vis: &input.vis,
        krate: entries.path("crate").cloned(),
        decl: ViewDecl {
            query,
            depends_on: depends_on.collect(),
            is_materialized: entries.has("materialized"),
            options: ViewOptions {
                security_invoker: entries.has("security_invoker"),
                security_barrier: entries.has("security_barrier"),
                check_option: check_option(&entries, problems),
                with_no_data: entries.has("with_no_data"),
            },
            rows,
        },
        fields: read,
    })
}

fn named_fields<'a>(
    input: &'a DeriveInput,
    problems: &mut Problems,
) -> Option<impl Iterator<Item = &'a syn::Field> + use<'a>> {
    if !input.generics.params.is_empty() {
        problems
            .push_at(&input.generics.params, "a view cannot have generic parameters")
            .hint("a struct with `#[derive(View)]` stands for one view with known columns");
    }
    let Data::Struct(syn::DataStruct { fields: Fields::Named(fields), .. }) = &input.data else {
        problems
            .push_at(&input.ident, "`View` can be derived for structs with named fields only")
            .hint("each field is a column that the query yields");
        return None;
    };
    if fields.named.is_empty() {
        problems.push_at(&input.ident, "a view needs a field for each column that is read of it");
    }
    Some(fields.named.iter())
}

/// A field, and its column beside those of `rows`.
fn view_field<'a>(
    field: &'a syn::Field,
    rows: &mut TableDecl,
    problems: &mut Problems,
) -> Option<ViewField<'a>> {
    let ident = field.ident.as_ref()?;
    let entries = Entries::of_attributes(&attr::VIEW_COLUMN, &field.attrs, problems);
    let mut read = ViewField { ident, ty: &field.ty, attributes: &field.attrs, column: None };
    if let Some(place) = entries.place("skip") {
        if entries.len() > 1 {
            problems
                .push(place, "`skip` keeps the field out of the view, so nothing else can be said about it");
        }
        return Some(read);
    }
    let rust_name = super::name_of(ident);
    let (inferred, is_nullable) = type_ref::of_field(&field.ty, problems);
    let name = entries.name("name", problems).unwrap_or_else(|| rust_name.clone());
    if rows.def.column(&name).is_some() {
        problems
            .push_at(ident, format!("`{}` has two columns `{name}`", rows.rust_name))
            .hint("give one of them another name: #[column(name = \"..\")]");
    }
    let size = size::read(&entries, problems);
    let ty = field::resolved_type(&inferred, size.as_ref(), &field.ty, problems);
    read.column = Some(rows.columns.len());
    rows.def.columns.push(ColumnDef { is_nullable, ..ColumnDef::new(name, ty) });
    rows.columns.push(ColumnDecl {
        rust_name,
        place: problems.place_of(ident.span()),
        type_place: type_ref::place(&field.ty, problems),
        inferred,
        size,
        variant: None,
        default_place: None,
        rules: Vec::new(),
    });
    Some(read)
}

/// `index(..)` and `unique(..)`: a view has no constraints, so both are indexes.
fn indexes(entries: &Entries, rows: &mut TableDecl, problems: &mut Problems) {
    let fields = rows.columns.iter().zip(&rows.def.columns);
    let pairs = fields.map(|(decl, def)| (decl.rust_name.clone(), def.name.clone())).collect();
    let columns = Columns::new(&rows.rust_name, &rows.def.name.name, pairs);
    let mut add = |def: IndexDef, place: Place| {
        rows.named.push((def.name.clone(), place));
        rows.def.indexes.push(def);
    };
    for (tokens, place) in entries.lists("unique") {
        let Some(unique) = index::unique(tokens, place, &columns, problems) else { continue };
        if unique.deferrable != Deferrable::No {
            problems.push(place, "the rows of a view are written at once, so nothing of it is `deferrable`");
        }
        let def = IndexDef {
            name: unique.name,
            parts: unique.columns.iter().map(IndexPart::column).collect(),
            is_unique: true,
            nulls_not_distinct: unique.nulls_not_distinct,
            ..IndexDef::default()
        };
        add(def, place);
    }
    for (tokens, place) in entries.lists("index") {
        if let Some(def) = index::index(tokens, place, &columns, problems) {
            add(def, place);
        }
    }
}

/// The query without space around it.
fn query(entries: &Entries, ident: &Ident, problems: &mut Problems) -> String {
    let Some(entry) = entries.find("query") else {
        problems
            .push_at(ident, "a view needs its query")
            .hint("write `#[view(query = \"select id, name from projects where not archived\")]`");
        return String::new();
    };
    let query = entries.text("query").unwrap_or_default().trim().to_owned();
    let tokens = tokens(&query);
    let begins = ["select", "with", "values", "table"];
    if !tokens
        .first()
        .is_some_and(|first| first.is_symbol("(") || begins.iter().any(|word| first.is_word(word)))
    {
        problems
            .push(entry.value_place, "this is no query")
            .hint("the text begins with `select` or `with`; `create view` is written by the migration");
    } else if tokens.iter().any(|token| token.is_symbol(";")) {
        problems.push(entry.value_place, "a query is one statement, without a `;`");
    }
    query
}

fn check_option(entries: &Entries, problems: &mut Problems) -> Option<CheckOption> {
    let entry = entries.find("check_option")?;
    match entries.text("check_option")?.to_ascii_lowercase().as_str() {
        "local" => Some(CheckOption::Local),
        "cascaded" => Some(CheckOption::Cascaded),
        other => {
            problems
                .push(entry.value_place, format!("`{other}` is no check option"))
                .hint("write `check_option = \"local\"` or `check_option = \"cascaded\"`");
            None
        }
    }
}

/// Reports columns that the text of the query does not yield, where it tells what it yields.
fn report_missing_columns(rows: &TableDecl, query: &str, problems: &mut Problems) {
    let Some(select) = select::read(query) else { return };
    let names: Vec<&str> = select.columns.iter().map(|column| column.name.as_str()).collect();
    for (def, decl) in rows.def.columns.iter().zip(&rows.columns) {
        if !names.iter().any(|name| name.eq_ignore_ascii_case(&def.name)) {
            problems
                .push(
                    decl.place,
                    format!("the query of `{}` yields no column `{}`", rows.rust_name, def.name),
                )
                .hint_opt(suggest::did_you_mean(&def.name, names.iter().copied()))
                .hint(format!("it yields {}", listed(names.iter().copied())));
        }
    }
}
