//! Enums where they are no types: a column alone knows its labels, the structs alone know what the enum is called.

use std::collections::HashMap;

use orm_schema::model::{ColumnDef, EnumDef, ObjectName, TableDef};
use orm_schema::{SchemaDef, SqlType};

/// The name of the enum that a type holds.
pub(super) fn name_of(ty: &mut SqlType) -> Option<&mut ObjectName> {
    match ty {
        SqlType::Enum(name) => Some(name),
        SqlType::Array(element) => name_of(element),
        _ => None,
    }
}

/// Gives the enums of columns the names that `authored` has for them. Columns of one enum whose labels differ cannot share a
/// name: those that are not as the first one keep theirs.
pub(super) fn tell(live: &mut SchemaDef, authored: &SchemaDef) {
    let labels: HashMap<ObjectName, EnumDef> =
        live.enums.drain(..).map(|def| (def.name.clone(), def)).collect();
    let mut named: Vec<EnumDef> = Vec::new();
    for table in &mut live.tables {
        // Who has a name now comes before who had it.
        let was_so_called = |next: &&TableDef| next.renamed_from.as_ref() == Some(&table.name);
        let next = authored.table(&table.name).or_else(|| authored.tables.iter().find(was_so_called));
        let is_in_place = next.is_some_and(|next| next.name == table.name);
        for column in &mut table.columns {
            let SqlType::Enum(own) = &column.ty else { continue };
            let Some(def) = labels.get(own) else { continue };
            let wanted =
                next.and_then(|table| column_of(table, &column.name)).and_then(|column| match &column.ty {
                    SqlType::Enum(name) if is_in_place => Some(name.clone()),
                    // Its table is still where it was.
                    SqlType::Enum(name) => {
                        Some(ObjectName { schema: own.schema.clone(), name: name.name.clone() })
                    }
                    _ => None,
                });
            let name = wanted.filter(|name| {
                let taken = named.iter().find(|other| other.name == *name);
                taken.is_none_or(|other| other.labels == def.labels)
            });
            let name = name.unwrap_or_else(|| own.clone());
            if !named.iter().any(|other| other.name == name) {
                named.push(EnumDef { name: name.clone(), ..def.clone() });
            }
            column.ty = SqlType::Enum(name);
        }
    }
    live.enums = named;
}

/// The column that has this name, or had it.
fn column_of<'a>(table: &'a TableDef, name: &str) -> Option<&'a ColumnDef> {
    let was_so_called = |column: &&ColumnDef| column.renamed_from.as_deref() == Some(name);
    table.column(name).or_else(|| table.columns.iter().find(was_so_called))
}
