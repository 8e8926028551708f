//! Checks.

use orm_schema::SqlType;
use orm_schema::model::CheckDef;

use super::columns::unescaped;
use super::{Scope, Tables, key};
use crate::introspect::literal::bare;
use crate::introspect::row::Row;
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

/// A check that the catalog tells of.
pub(super) struct Check {
    key: (String, String),
    name: String,
    clause: String,
    is_of_column: bool,
    is_off: bool,
}

impl Check {
    /// MariaDB keeps a document as text, under a check of the column. Which column is it? The name of the check does not tell: it
    /// is what the column was called first.
    pub(super) fn document(&self) -> Option<(&str, &str, String)> {
        let column = self.clause.strip_prefix("json_valid(`")?.strip_suffix("`)")?.replace("``", "`");
        self.is_of_column.then_some((&self.key.0, &self.key.1, column))
    }
}

pub(super) async fn all(session: &mut dyn Session, scope: &Scope) -> Result<Vec<Check>, MigrateError> {
    let sql = if scope.is_mariadb { MARIADB } else { MYSQL };
    let rows = scope.rows(session, sql).await?;
    let check = |mut row: Row| Check {
        key: key(&mut row),
        name: row.text(),
        clause: unescaped(scope, &row.text()),
        is_of_column: row.flag(),
        is_off: row.flag(),
    };
    Ok(rows.into_iter().map(check).collect())
}

/// Puts checks into their tables, but for those that make a document of a text.
pub(super) fn add(checks: Vec<Check>, tables: &mut Tables) {
    for check in checks {
        let document = check.document().map(|(_, _, column)| column);
        let Check { key, name, clause, is_of_column, is_off } = check;
        let Some(table) = tables.table(&key) else { continue };
        let column = document.and_then(|name| table.column(&name));
        if column.is_some_and(|column| column.ty == SqlType::Json) {
            continue;
        }
        table.checks.push(CheckDef { name: name.clone(), expression: bare(&clause).to_owned() });
        if is_of_column {
            let reason = "it is part of a column, which a change of the column drops";
            tables.lacks_in_column(&key, "check", name, reason);
        } else if is_off {
            tables.lacks(&key, "check", name, "that it is not enforced is not part of the model");
        }
    }
}
