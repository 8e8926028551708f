//! Foreign keys.

use orm_schema::model::{Deferrable, ForeignKeyDef, ReferentialAction};

use super::{Scope, Tables, key};
use crate::runner::MigrateError;
use crate::runner::session::Session;

const FOREIGN_KEYS: &str = "\
SELECT CAST(k.table_schema AS CHAR), CAST(k.table_name AS CHAR), CAST(k.constraint_name AS CHAR), CAST(k.column_name AS CHAR),
       CAST(k.referenced_table_schema AS CHAR), CAST(k.referenced_table_name AS CHAR),
       CAST(k.referenced_column_name AS CHAR), CAST(r.delete_rule AS CHAR), CAST(r.update_rule AS CHAR)
FROM information_schema.key_column_usage k
JOIN information_schema.referential_constraints r
  ON r.constraint_schema = k.constraint_schema AND r.table_name = k.table_name AND r.constraint_name = k.constraint_name
WHERE k.table_schema IN ({schemas}) AND r.constraint_schema IN ({schemas}) AND k.referenced_table_name IS NOT NULL
ORDER BY k.table_schema, k.table_name, k.constraint_name, k.ordinal_position";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, FOREIGN_KEYS).await? {
        let key = key(&mut row);
        let (name, column) = (row.text(), row.text());
        let references = scope.object(row.text(), row.text());
        let (key_column, on_delete, on_update) = (row.text(), row.text(), row.text());
        let Some(table) = tables.table(&key) else { continue };
        match table.foreign_keys.last_mut() {
            Some(fk) if fk.name == name => {
                fk.columns.push(column);
                fk.referenced_columns.push(key_column);
            }
            _ => table.foreign_keys.push(ForeignKeyDef {
                name,
                columns: vec![column],
                references,
                referenced_columns: vec![key_column],
                on_delete: action(&on_delete),
                on_update: action(&on_update),
                deferrable: Deferrable::No,
            }),
        }
    }
    Ok(())
}

/// InnoDB refuses at once either way; MariaDB calls both RESTRICT, MySQL tells them apart.
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html#foreign-key-referential-actions>
fn action(rule: &str) -> ReferentialAction {
    match rule {
        "CASCADE" => ReferentialAction::Cascade,
        "SET NULL" => ReferentialAction::SetNull,
        "SET DEFAULT" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    }
}
