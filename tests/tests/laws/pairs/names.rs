//! Names that follow those of their table and columns.

use orm_schema::ident;
use orm_schema::model::{IndexDef, IndexKey, TableDef};

/// Which names of a table's keys and indexes are those that are made up from its own and its columns'.
pub(super) fn derived(table: &TableDef) -> Vec<bool> {
    of(table).into_iter().map(|(given, derived)| *given == derived).collect()
}

/// Makes those names up anew.
pub(super) fn follow(table: &mut TableDef, derived: &[bool]) {
    let wanted: Vec<String> = of(table).into_iter().map(|(_, derived)| derived).collect();
    let given = table
        .primary_key
        .iter_mut()
        .map(|pk| &mut pk.name)
        .chain(table.uniques.iter_mut().map(|unique| &mut unique.name))
        .chain(table.foreign_keys.iter_mut().map(|fk| &mut fk.name))
        .chain(table.indexes.iter_mut().map(|index| &mut index.name));
    for ((given, wanted), _) in given.zip(wanted).zip(derived).filter(|(_, is_derived)| **is_derived) {
        *given = wanted;
    }
}

/// Each name beside the one that would be made up.
fn of(table: &TableDef) -> Vec<(&String, String)> {
    let name = &table.name.name;
    let borrowed = |columns: &[String]| columns.iter().map(String::as_str).collect::<Vec<_>>().join("\0");
    let derived = |columns: &[String], make: fn(&str, &[&str]) -> String| {
        let joined = borrowed(columns);
        make(name, &joined.split('\0').collect::<Vec<_>>())
    };
    let of_index = |index: &IndexDef| {
        let columns = index.parts.iter().map(|part| match &part.key {
            IndexKey::Column(column) => column.clone(),
            IndexKey::Expression(_) => "expr".to_owned(),
        });
        columns.collect::<Vec<_>>()
    };
    table
        .primary_key
        .iter()
        .map(|pk| (&pk.name, ident::primary_key_name(name)))
        .chain(
            table.uniques.iter().map(|unique| (&unique.name, derived(&unique.columns, ident::unique_name))),
        )
        .chain(table.foreign_keys.iter().map(|fk| (&fk.name, derived(&fk.columns, ident::foreign_key_name))))
        .chain(table.indexes.iter().map(|index| (&index.name, derived(&of_index(index), ident::index_name))))
        .collect()
}
