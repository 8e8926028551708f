//! Databases, functions and triggers.

use orm_schema::model::{FunctionDef, ObjectDef, TriggerDef};

use super::{Scope, Tables, key};
use crate::runner::MigrateError;
use crate::runner::session::Session;

const DATABASES: &str = "\
SELECT CAST(s.schema_name AS CHAR) FROM information_schema.schemata s WHERE s.schema_name IN ({schemas}) ORDER BY 1";

const TRIGGERS: &str = "\
SELECT CAST(t.event_object_schema AS CHAR), CAST(t.event_object_table AS CHAR), CAST(t.trigger_name AS CHAR),
       CAST(t.action_timing AS CHAR), CAST(t.event_manipulation AS CHAR), CAST(t.action_statement AS CHAR)
FROM information_schema.triggers t WHERE t.event_object_schema IN ({schemas})
ORDER BY 1, 2, 3";

const FUNCTIONS: &str = "\
SELECT CAST(r.routine_schema AS CHAR), CAST(r.routine_name AS CHAR), CAST(r.dtd_identifier AS CHAR),
       r.is_deterministic = 'YES', CAST(r.sql_data_access AS CHAR), CAST(r.security_type AS CHAR),
       CAST(r.routine_definition AS CHAR),
       (SELECT CAST(group_concat(p.parameter_name, ' ', p.dtd_identifier ORDER BY p.ordinal_position SEPARATOR ', ') AS CHAR)
        FROM information_schema.parameters p
        WHERE p.specific_schema = r.routine_schema AND p.specific_name = r.specific_name AND p.ordinal_position > 0)
FROM information_schema.routines r WHERE r.routine_type = 'FUNCTION' AND r.routine_schema IN ({schemas})
ORDER BY 1, 2";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, DATABASES).await? {
        let name = row.text();
        if name != scope.default_schema {
            tables.objects.push(ObjectDef::Namespace(name));
        }
    }
    for mut row in scope.rows(session, FUNCTIONS).await? {
        let name = scope.object(row.text(), row.text());
        let (result, is_deterministic, access) = (row.text(), row.flag(), row.text());
        let (security, statement, arguments) = (row.text(), row.text(), row.text());
        let mut body = format!("returns {result}");
        if is_deterministic {
            body += " deterministic";
        }
        if access != "CONTAINS SQL" {
            body = format!("{body} {access}");
        }
        if security != "DEFINER" {
            body = format!("{body} sql security {security}");
        }
        // MySQL keeps what ends a statement that came with others.
        let body = format!("{body} {}", statement.trim_end().trim_end_matches(';'));
        tables.objects.push(ObjectDef::Function(FunctionDef {
            name,
            arguments,
            body,
            depends_on: Vec::new(),
        }));
    }
    for mut row in scope.rows(session, TRIGGERS).await? {
        let key = key(&mut row);
        let name = row.text();
        let event = format!("{} {}", row.text(), row.text());
        let body = format!("for each row {}", row.text());
        let Some(table) = tables.table(&key).map(|table| table.name.clone()) else { continue };
        let def = TriggerDef { name, table, event, body, depends_on: Vec::new() };
        tables.objects.push(ObjectDef::Trigger(def));
    }
    Ok(())
}
