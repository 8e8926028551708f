//! Foreign keys.

use std::collections::BTreeMap;

use orm_schema::ident;
use orm_schema::model::{Deferrable, ForeignKeyDef, ObjectName, ReferentialAction};

use super::statement::Statement;
use super::{Tables, rows};
use crate::runner::MigrateError;
use crate::runner::session::Session;

const FOREIGN_KEYS: &str = "\
SELECT m.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_delete, f.on_update
FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
WHERE m.type = 'table'
ORDER BY m.name, f.id DESC, f.seq";

pub(super) async fn read(
    session: &mut dyn Session,
    statements: &BTreeMap<String, Statement>,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    let mut last = None;
    for mut row in rows(session, FOREIGN_KEYS, &[]).await? {
        let (name, id, references) = (row.text(), row.number(), row.text());
        let (column, key_column) = (row.text(), row.optional());
        let (on_delete, on_update) = (action(&row.text()), action(&row.text()));
        // Without columns the primary key is meant.
        let is_same = last.as_ref().is_some_and(|(table, other)| *table == name && *other == id);
        let Some(table) = tables.table(&name) else { continue };
        match table.foreign_keys.last_mut() {
            Some(fk) if is_same => {
                fk.columns.push(column);
                fk.referenced_columns.extend(key_column);
            }
            _ => table.foreign_keys.push(ForeignKeyDef {
                name: String::new(),
                columns: vec![column],
                references: ObjectName::new(references),
                referenced_columns: key_column.into_iter().collect(),
                on_delete,
                on_update,
                deferrable: Deferrable::No,
            }),
        }
        last = Some((name, id));
    }
    for (name, statement) in statements {
        complete(tables, name, statement);
    }
    Ok(())
}

/// What the pragma does not tell: the key that is meant without columns, when it is checked, and a name.
fn complete(tables: &mut Tables, name: &str, statement: &Statement) {
    let Some(table) = tables.table(&name.to_owned()) else { return };
    let mut keys = std::mem::take(&mut table.foreign_keys);
    for fk in &mut keys {
        if fk.referenced_columns.is_empty() {
            let target = tables.table(&fk.references.name).and_then(|table| table.primary_key.as_ref());
            fk.referenced_columns = target.map(|pk| pk.columns.clone()).unwrap_or_default();
        }
        fk.deferrable = statement.deferrable(&fk.columns);
        let columns: Vec<&str> = fk.columns.iter().map(String::as_str).collect();
        fk.name = ident::foreign_key_name(name, &columns);
    }
    if let Some(table) = tables.table(&name.to_owned()) {
        table.foreign_keys = keys;
    }
}

fn action(rule: &str) -> ReferentialAction {
    match rule {
        "RESTRICT" => ReferentialAction::Restrict,
        "CASCADE" => ReferentialAction::Cascade,
        "SET NULL" => ReferentialAction::SetNull,
        "SET DEFAULT" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    }
}
