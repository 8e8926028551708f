//! Checks.

use orm_schema::SqlType;
use orm_schema::model::CheckDef;

use super::columns::unescaped;
use super::{Scope, Tables, key};
use crate::introspect::literal::bare;
use crate::runner::MigrateError;
use crate::runner::session::Session;

const MARIADB: &str = "\
SELECT CAST(k.constraint_schema AS CHAR), CAST(k.table_name AS CHAR), CAST(k.constraint_name AS CHAR),
       CAST(k.check_clause AS CHAR), k.level = 'Column', 0
FROM information_schema.check_constraints k
WHERE k.constraint_schema IN ({schemas})
ORDER BY k.constraint_schema, k.table_name, k.constraint_name";

const MYSQL: &str = "\
SELECT CAST(t.table_schema AS CHAR), CAST(t.table_name AS CHAR), CAST(t.constraint_name AS CHAR),
       CAST(k.check_clause AS CHAR), 0, t.enforced = 'NO'
FROM information_schema.table_constraints t
JOIN information_schema.check_constraints k
  ON k.constraint_schema = t.constraint_schema AND k.constraint_name = t.constraint_name
WHERE t.constraint_type = 'CHECK' AND t.table_schema IN ({schemas})
ORDER BY t.table_schema, t.table_name, t.constraint_name";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    let sql = if scope.is_mariadb { MARIADB } else { MYSQL };
    for mut row in scope.rows(session, sql).await? {
        let key = key(&mut row);
        let (name, clause) = (row.text(), unescaped(scope, &row.text()));
        let (is_of_column, is_off) = (row.flag(), row.flag());
        let Some(table) = tables.table(&key) else { continue };
        let is_document = table.column(&name).is_some_and(|column| column.ty == SqlType::Json);
        if is_of_column && is_document {
            continue;
        }
        table.checks.push(CheckDef { name: name.clone(), expression: bare(&clause).to_owned() });
        if is_of_column {
            tables.lacks(&key, "check", name, "it is part of a column, which a change of the column drops");
        } else if is_off {
            tables.lacks(&key, "check", name, "that it is not enforced is not part of the model");
        }
    }
    Ok(())
}
