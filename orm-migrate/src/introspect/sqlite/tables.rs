//! Tables, and what else is in the file.

use std::collections::BTreeMap;

use orm_schema::model::{ObjectName, TableDef, TableOptions};

use super::statement::{self, Statement};
use super::{Tables, rows, triggers, views};
use crate::introspect::Unmodelled;
use crate::introspect::assembly::is_history;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// The tables behind a virtual table (`shadow`) are its own business.
const OBJECTS: &str = "\
SELECT m.type, m.name, m.tbl_name, m.sql, l.type, l.strict, l.wr
FROM sqlite_schema m
LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = m.name AND m.type = 'table'
WHERE m.type <> 'index' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
ORDER BY m.type = 'trigger', m.name";

/// Adds the tables and returns what their statements say, by name.
pub(super) async fn read(
    session: &mut dyn Session,
    tables: &mut Tables,
) -> Result<BTreeMap<String, Statement>, MigrateError> {
    let mut statements = BTreeMap::new();
    for mut row in rows(session, OBJECTS, &[]).await? {
        let (kind, name, table, sql) = (row.text(), row.text(), row.text(), row.text());
        let (storage, strict, without_rowid) = (row.text(), row.flag(), row.flag());
        match (kind.as_str(), storage.as_str()) {
            ("table", "shadow") => {}
            ("table", "virtual") => {
                let reason = "virtual tables are not part of the model";
                tables.unmodelled.push(Unmodelled::object("virtual table", name, reason));
            }
            ("table", _) if is_history(&name) => {}
            ("table", _) => {
                let statement = statement::read(&sql);
                let options = TableOptions { strict, without_rowid, raw: None };
                let checks = statement.checks.clone();
                let def = TableDef { name: ObjectName::new(&name), checks, options, ..TableDef::default() };
                tables.add(name.clone(), def);
                for reason in &statement.lacking {
                    tables.lacks(&name, "table", name.clone(), reason);
                }
                statements.insert(name, statement);
            }
            ("view", _) => views::add(tables, &name, &sql),
            _ => match triggers::read(&name, &table, &sql) {
                Some(trigger) if tables.table(&table).is_some() => tables.objects.push(trigger),
                Some(_) => {
                    tables.lacks_trigger(&table, name, "triggers of views are not part of the model");
                }
                None => tables.lacks_trigger(&table, name, "it is not understood"),
            },
        }
    }
    Ok(statements)
}
