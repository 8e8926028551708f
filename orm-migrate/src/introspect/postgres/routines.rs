//! Functions, and what shares names with them.

use orm_schema::model::{FunctionDef, ObjectDef};

use super::{Scope, Tables};
use crate::introspect::Unmodelled;
use crate::introspect::routine::{Routine, RoutineKind};
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// The server tells routines of one name apart by the types of what goes in.
/// <https://www.postgresql.org/docs/17/xfunc-overload.html>
const ROUTINES: &str = "\
SELECT n.nspname::text, f.proname::text, f.prokind::text, pg_catalog.pg_get_function_arguments(f.oid),
       pg_catalog.pg_get_function_identity_arguments(f.oid), f.proargtypes::text,
       CASE WHEN f.prokind IN ('f', 'w') THEN pg_catalog.pg_get_functiondef(f.oid) END
FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace
WHERE n.nspname IN (SELECT json_array_elements_text(?::json))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = f.oid
                  AND d.deptype = 'e')
ORDER BY 1, 2, 4, 5";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, ROUTINES).await? {
        let routine = routine(scope, &mut row);
        let is_second =
            tables.routines.iter().any(|other| other.def.name == routine.def.name && other.is_function());
        match routine.kind {
            RoutineKind::Function if !is_second => {
                tables.objects.push(ObjectDef::Function(routine.def.clone()));
            }
            RoutineKind::Function => {
                let reason = "the model has only one function of a name";
                tables.unmodelled.push(Unmodelled::function(routine.to_string(), reason));
            }
            RoutineKind::Procedure => {
                let reason = "procedures are not part of the model";
                tables.unmodelled.push(Unmodelled::object("procedure", routine.to_string(), reason));
            }
            RoutineKind::Aggregate => {
                let reason = "aggregates are not part of the model";
                tables.unmodelled.push(Unmodelled::object("aggregate", routine.to_string(), reason));
            }
        }
        tables.routines.push(routine);
    }
    Ok(())
}

fn routine(scope: &Scope, row: &mut Row) -> Routine {
    let name = scope.object(row.text(), row.text());
    let kind = match row.text().as_str() {
        "p" => RoutineKind::Procedure,
        "a" => RoutineKind::Aggregate,
        _ => RoutineKind::Function,
    };
    let (arguments, called_by, types) = (row.text(), row.text(), row.text());
    let body = body(&arguments, &row.text()).unwrap_or_default();
    let def = FunctionDef { name, arguments, body, depends_on: Vec::new() };
    Routine { kind, def, called_by, types }
}

/// What stands behind the arguments in `CREATE OR REPLACE FUNCTION app.double(n integer)\n RETURNS ..`.
pub(in crate::introspect) fn body(arguments: &str, print: &str) -> Option<String> {
    let arguments = format!("({arguments})");
    let at = print.find(&arguments)?;
    Some(print[at + arguments.len()..].trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_read_behind_its_arguments() {
        let print = "CREATE OR REPLACE FUNCTION public.double(n integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$select n$function$\n";
        assert_eq!(
            body("n integer", print).as_deref(),
            Some("RETURNS integer\n LANGUAGE sql\nAS $function$select n$function$")
        );
    }
}
