//! Edits of views. A view reads some columns of one table; its text is made anew whenever the table changes.

use orm_schema::model::{CheckOption, IndexDef, IndexPart, ObjectName, TableDef, ViewColumnDef, ViewDef};
use orm_schema::{Dialect, SchemaDef, ident};

use super::draft::Draft;
use super::edits::is_comparable;

const VIEWS: [&str; 4] = ["seen", "recent", "All Of", "summary"];

/// Some of the things of a list.
fn some<T>(draft: &mut Draft<'_>, mut list: Vec<T>) -> Vec<T> {
    draft.rng.shuffle(&mut list);
    list.truncate(draft.rng.usize(1..4));
    list
}

fn column(table: &TableDef, name: &str) -> Option<ViewColumnDef> {
    let column = table.column(name)?;
    Some(ViewColumnDef { name: name.to_owned(), ty: column.ty.clone(), is_nullable: column.is_nullable })
}

pub(super) fn create(draft: &mut Draft<'_>) -> Option<()> {
    let table = draft.rng.choice(0..draft.schema.tables.len())?;
    let name = draft
        .fresh_name(&VIEWS, |draft, name| draft.schema.views.iter().any(|view| view.name.name == name))?;
    let table = draft.schema.tables[table].clone();
    let names = some(draft, table.columns.iter().map(|column| column.name.clone()).collect());
    let is_materialized = draft.dialect == Dialect::Postgres && draft.one_in(3);
    let mut view = ViewDef {
        name: ObjectName::new(name),
        columns: names.iter().filter_map(|name| column(&table, name)).collect(),
        is_materialized,
        ..ViewDef::default()
    };
    if !is_materialized {
        options(draft, &mut view);
    }
    let has_condition = draft.rng.bool();
    view.query = query(draft.dialect, &view, &table.name, has_condition);
    draft.schema.views.push(view);
    Some(())
}

fn options(draft: &mut Draft<'_>, view: &mut ViewDef) {
    view.options.security_barrier = draft.dialect == Dialect::Postgres && draft.one_in(4);
    view.options.security_invoker = draft.dialect != Dialect::Sqlite && draft.one_in(4);
    view.options.check_option = if draft.dialect != Dialect::Sqlite && draft.one_in(4) {
        draft.rng.choice([CheckOption::Local, CheckOption::Cascaded])
    } else {
        None
    };
}

fn from(dialect: Dialect, table: &ObjectName) -> String {
    let schema = table.schema.as_ref().map(|schema| ident::quoted(dialect, schema) + ".");
    format!(" from {}{}", schema.unwrap_or_default(), ident::quoted(dialect, &table.name))
}

fn query(dialect: Dialect, view: &ViewDef, table: &ObjectName, has_condition: bool) -> String {
    let columns: Vec<String> =
        view.columns.iter().map(|column| ident::quoted(dialect, &column.name)).collect();
    let condition = columns.first().filter(|_| has_condition);
    let condition = condition.map(|column| format!(" where {column} is not null")).unwrap_or_default();
    format!("select {}{}{condition}", columns.join(", "), from(dialect, table))
}

/// Does it read the table?
pub(super) fn reads(dialect: Dialect, view: &ViewDef, table: &ObjectName) -> bool {
    let from = from(dialect, table);
    view.query.ends_with(&from) || view.query.contains(&(from + " where "))
}

/// The views read what there is: their columns are those of the table, and a view of nothing is gone.
pub(super) fn repair(dialect: Dialect, schema: &mut SchemaDef) {
    let SchemaDef { tables, views, enums: _, objects: _ } = schema;
    views.retain_mut(|view| {
        let Some(table) = tables.iter().find(|table| reads(dialect, view, &table.name)) else {
            return false;
        };
        view.columns = view.columns.iter().filter_map(|known| column(table, &known.name)).collect();
        let has_condition = view.query.contains(" where ");
        view.query = query(dialect, view, &table.name, has_condition);
        let is_kept = |index: &IndexDef| {
            index.parts.iter().all(|part| match &part.key {
                orm_schema::model::IndexKey::Column(name) => {
                    view.columns.iter().any(|column| column.name == *name)
                        && table.column(name).is_some_and(is_comparable)
                }
                orm_schema::model::IndexKey::Expression(_) => false,
            })
        };
        view.indexes.retain(is_kept);
        !view.columns.is_empty()
    });
}

/// The views of a table follow it to its new name.
pub(super) fn follow_table(dialect: Dialect, schema: &mut SchemaDef, old: &ObjectName, new: &ObjectName) {
    for view in schema.views.iter_mut().filter(|view| reads(dialect, view, old)) {
        let has_condition = view.query.contains(" where ");
        view.query = query(dialect, view, new, has_condition);
    }
}

/// The views of a table follow a column to its new name.
pub(super) fn follow_column(
    dialect: Dialect,
    schema: &mut SchemaDef,
    table: &ObjectName,
    names: (&str, &str),
) {
    for view in schema.views.iter_mut().filter(|view| reads(dialect, view, table)) {
        for column in view.columns.iter_mut().filter(|column| column.name == names.0) {
            names.1.clone_into(&mut column.name);
        }
        let parts = view.indexes.iter_mut().flat_map(|index| &mut index.parts);
        for part in parts.filter(|part| **part == IndexPart::column(names.0)) {
            *part = IndexPart::column(names.1);
        }
        let has_condition = view.query.contains(" where ");
        view.query = query(dialect, view, table, has_condition);
    }
}

pub(super) fn take_away(draft: &mut Draft<'_>) -> Option<()> {
    let at = draft.rng.choice(0..draft.schema.views.len())?;
    draft.schema.views.remove(at);
    Some(())
}

/// Another condition, other columns, other options or another index.
pub(super) fn change(draft: &mut Draft<'_>) -> Option<()> {
    let at = draft.rng.choice(0..draft.schema.views.len())?;
    let mut view = draft.schema.views[at].clone();
    let tables = draft.schema.tables.iter();
    let table = tables.clone().find(|table| reads(draft.dialect, &view, &table.name))?.clone();
    let mut has_condition = view.query.contains(" where ");
    match draft.rng.u8(..4) {
        0 => has_condition = !has_condition,
        1 => {
            let is_new = |name: &String| !view.columns.iter().any(|column| column.name == *name);
            let names: Vec<String> =
                table.columns.iter().map(|column| column.name.clone()).filter(is_new).collect();
            view.columns.push(column(&table, &draft.rng.choice(names)?)?);
        }
        2 if view.is_materialized => index(draft, &mut view, &table)?,
        2 => options(draft, &mut view),
        _ => draft.rng.shuffle(&mut view.columns),
    }
    view.query = query(draft.dialect, &view, &table.name, has_condition);
    draft.schema.views[at] = view;
    Some(())
}

fn index(draft: &mut Draft<'_>, view: &mut ViewDef, table: &TableDef) -> Option<()> {
    let is_fit = |column: &&ViewColumnDef| table.column(&column.name).is_some_and(is_comparable);
    let names: Vec<&str> = view.columns.iter().filter(is_fit).map(|column| column.name.as_str()).collect();
    let name = draft.rng.choice(names)?;
    let index = IndexDef {
        name: ident::index_name(&view.name.name, &[name]),
        parts: vec![IndexPart::column(name)],
        ..IndexDef::default()
    };
    view.indexes = vec![index];
    Some(())
}

pub(super) fn rename(draft: &mut Draft<'_>) -> Option<()> {
    let at = draft.rng.choice(0..draft.schema.views.len())?;
    let name = draft
        .fresh_name(&VIEWS, |draft, name| draft.schema.views.iter().any(|view| view.name.name == name))?;
    let view = &mut draft.schema.views[at];
    let old = std::mem::replace(&mut view.name, ObjectName::new(name));
    view.renamed_from.get_or_insert(old);
    Some(())
}

pub(super) fn comment(draft: &mut Draft<'_>) -> Option<()> {
    if draft.dialect != Dialect::Postgres {
        return None;
    }
    let at = draft.rng.choice(0..draft.schema.views.len())?;
    let comment = draft.rng.choice([None, Some("it's a view"), Some("to read")])?;
    draft.schema.views[at].comment = comment.map(str::to_owned);
    Some(())
}
