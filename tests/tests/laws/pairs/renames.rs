//! Edits that give another name.

use orm_schema::Dialect;
use orm_schema::model::{CheckDef, ObjectName, TableDef};

use super::draft::Draft;
use super::{change, names, objects, views};

pub(super) fn move_table(draft: &mut Draft<'_>) -> Option<()> {
    if draft.dialect != Dialect::Postgres {
        return None;
    }
    let table = draft.rng.choice(0..draft.schema.tables.len())?;
    let owner = &mut draft.schema.tables[table];
    let old = owner.name.clone();
    let schema = if old.schema.is_some() { None } else { Some("app".to_owned()) };
    owner.name.schema = schema;
    let name = owner.name.clone();
    request(owner, &old);
    refer_to(draft, &old, &name);
    Some(())
}

/// Says that a table had another name. What it was first is what counts.
fn request(table: &mut TableDef, old: &ObjectName) {
    let first = table.renamed_from.as_ref().unwrap_or(old);
    table.renamed_from = Some(change::said(first, &table.name));
}

fn refer_to(draft: &mut Draft<'_>, old: &ObjectName, new: &ObjectName) {
    views::follow_table(draft.dialect, &mut draft.schema, old, new);
    objects::follow_table(&mut draft.schema, old, new);
    let keys = draft.schema.tables.iter_mut().flat_map(|table| &mut table.foreign_keys);
    keys.filter(|fk| fk.references == *old).for_each(|fk| fk.references = new.clone());
}

pub(super) fn rename_table(draft: &mut Draft<'_>) -> Option<()> {
    let table = draft.rng.choice(0..draft.schema.tables.len())?;
    let old = draft.schema.tables[table].name.clone();
    let name = ObjectName { schema: old.schema.clone(), ..draft.fresh_table()? };
    let owner = &mut draft.schema.tables[table];
    let derived = names::derived(owner);
    owner.name = name.clone();
    request(owner, &old);
    names::follow(owner, &derived);
    refer_to(draft, &old, &name);
    Some(())
}

pub(super) fn rename_column(draft: &mut Draft<'_>) -> Option<()> {
    let (table, column) = draft.column_where(|_, column| column.renamed_from.is_none())?;
    let old = draft.schema.tables[table].columns[column].name.clone();
    if draft.one_in(4) {
        // Two columns exchange their names.
        let other = draft.index_where(&draft.schema.tables[table].columns.clone(), |other| {
            other.renamed_from.is_none() && other.name != old
        })?;
        let name = draft.schema.tables[table].columns[other].name.clone();
        draft.rename_column(table, column, "exchanged");
        draft.rename_column(table, other, &old);
        draft.rename_column(table, column, &name);
        let columns = &mut draft.schema.tables[table].columns;
        columns[other].renamed_from = Some(name);
        columns[column].renamed_from = Some(old);
        return Some(());
    }
    let name = draft.fresh_column(table)?;
    draft.rename_column(table, column, &name);
    draft.schema.tables[table].columns[column].renamed_from = Some(old);
    Some(())
}

pub(super) fn rename_constraint(draft: &mut Draft<'_>) -> Option<()> {
    let table = draft.rng.choice(0..draft.schema.tables.len())?;
    let name = format!("{}_{}", draft.schema.tables[table].name.name, draft.rng.u8(..));
    let which = draft.rng.u8(..4);
    let rng = &mut *draft.rng;
    let owner = &mut draft.schema.tables[table];
    let names: Vec<&mut String> = match which {
        0 => owner.primary_key.iter_mut().map(|pk| &mut pk.name).collect(),
        1 => owner.uniques.iter_mut().map(|unique| &mut unique.name).collect(),
        2 => owner.foreign_keys.iter_mut().map(|fk| &mut fk.name).collect(),
        _ => owner.checks.iter_mut().map(|CheckDef { name, expression: _ }| name).collect(),
    };
    *rng.choice(names)? = name;
    Some(())
}
