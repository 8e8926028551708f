//! Functions of PostgreSQL, each found among all of its name: the server says of which types the arguments are. One that nobody
//! declared belongs to somebody else, and stays out of every plan.

use orm_schema::model::{FunctionDef, ObjectDef, ObjectName};
use orm_schema::{Dialect, Pair, SchemaDef, ident};

use super::objects::printed;
use crate::dialect::arguments;
use crate::diff::{retyped_arguments, retyped_body};
use crate::introspect::postgres::routines as prints;
use crate::introspect::routine::{DoubtfulFunction, NameTaken, Routine};
use crate::introspect::unmodelled::Nature;
use crate::introspect::{LiveSchema, Unmodelled};
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// What the server makes of a declaration.
struct Made {
    types: String,
    /// The declaration that it accepted.
    said: FunctionDef,
    /// How it prints that, if it is the whole function.
    print: Option<FunctionDef>,
}

/// Tells those that `authored` declares in its words, and lists all others as not declared.
pub(super) async fn tell(
    session: &mut dyn Session,
    live: &mut LiveSchema,
    authored: &SchemaDef,
) -> Result<(), MigrateError> {
    let mut routines = std::mem::take(&mut live.routines);
    let names: Vec<ObjectName> = routines.iter().map(|routine| routine.def.name.clone()).collect();
    live.unmodelled.retain(|object| object.nature != Nature::Function);
    let mut unknown = Vec::new();
    for next in authored.objects.iter().filter_map(as_function).filter(|next| names.contains(&next.name)) {
        match made(session, live, authored, next).await? {
            Some(made) if find(live, &mut routines, next, &made) => {}
            Some(_) | None => unknown.push(next),
        }
    }
    for next in unknown {
        doubt(live, &mut routines, next, &names);
    }
    for other in routines.iter().filter(|routine| routine.is_function()) {
        let is_alone = names.iter().filter(|name| **name == other.def.name).count() == 1;
        let name = if is_alone { other.def.name.to_string() } else { other.to_string() };
        live.unmodelled.push(Unmodelled::function(name, "it is not declared"));
    }
    Ok(())
}

/// Tells the function of the name and the types of `next`, if there is one.
fn find(live: &mut LiveSchema, routines: &mut Vec<Routine>, next: &FunctionDef, made: &Made) -> bool {
    let is_own = |other: &Routine| other.def.name == next.name && other.types == made.types;
    let Some(at) = routines.iter().position(is_own) else { return false };
    if routines[at].is_function() {
        let own = routines.remove(at).def;
        live.schema.objects.push(ObjectDef::Function(told(own, made)));
    } else {
        live.taken_names.push(NameTaken::new(next, &routines[at]));
    }
    true
}

/// The only one of its name may be what `next` was before its arguments changed, or somebody else's.
fn doubt(live: &mut LiveSchema, routines: &mut Vec<Routine>, next: &FunctionDef, names: &[ObjectName]) {
    let is_alone = names.iter().filter(|name| **name == next.name).count() == 1;
    let only = routines.iter().position(|other| other.def.name == next.name && other.is_function());
    if let Some(at) = only.filter(|_| is_alone) {
        let own = routines.remove(at);
        live.doubtful_functions.push(DoubtfulFunction::new(next, &own));
        live.schema.objects.push(ObjectDef::Function(own.def));
    }
}

fn as_function(object: &ObjectDef) -> Option<&FunctionDef> {
    match object {
        ObjectDef::Function(def) => Some(def),
        _ => None,
    }
}

/// The words of what was made for as much of `own` as means the same.
fn told(own: FunctionDef, made: &Made) -> FunctionDef {
    match &made.print {
        Some(print) if print.arguments == own.arguments && print.body == own.body => made.said.clone(),
        // So that it is replaced, not dropped and made again.
        Some(print) if print.arguments == own.arguments => {
            FunctionDef { arguments: made.said.arguments.clone(), ..own }
        }
        Some(_) | None => own,
    }
}

/// Lets the server make `next`, also with the names that types have up to now; if it refuses because of what comes with the same plan,
/// something that only takes its arguments. `None` if it does not know those: there is no such function then.
async fn made(
    session: &mut dyn Session,
    live: &LiveSchema,
    authored: &SchemaDef,
    next: &FunctionDef,
) -> Result<Option<Made>, MigrateError> {
    let types = previous_names(live, authored);
    let before = FunctionDef {
        arguments: retyped_arguments(&next.arguments, &types),
        body: retyped_body(&next.body, &types),
        ..next.clone()
    };
    for said in [next, &before] {
        if let Some(made) = made_of(session, &said.arguments, &said.body, said).await? {
            return Ok(Some(made));
        }
    }
    for said in [next, &before] {
        let types = arguments::types(&said.arguments);
        let body = "RETURNS pg_catalog.void LANGUAGE sql AS ''";
        if let Some(made) = made_of(session, &types, body, said).await? {
            return Ok(Some(Made { print: None, ..made }));
        }
    }
    Ok(None)
}

async fn made_of(
    session: &mut dyn Session,
    arguments: &str,
    body: &str,
    said: &FunctionDef,
) -> Result<Option<Made>, MigrateError> {
    const MADE: &str = "\
SELECT f.proargtypes::text, pg_catalog.pg_get_function_arguments(f.oid), pg_catalog.pg_get_functiondef(f.oid)
FROM pg_catalog.pg_proc f
WHERE f.pronamespace = pg_catalog.pg_my_temp_schema() AND f.proname = ?";
    let name = &said.name.name;
    let quoted = ident::quoted(Dialect::Postgres, name);
    let create = format!("CREATE FUNCTION pg_temp.{quoted}({arguments}) {body}");
    let unchecked = "SET LOCAL check_function_bodies = off".to_owned();
    let print = printed(session, &[unchecked, create], MADE, name).await?;
    Ok(print.map(|mut row| {
        let (types, arguments, print) = (row.text(), row.text(), row.text());
        let body = prints::body(&arguments, &print);
        let print = body.map(|body| FunctionDef { arguments, body, ..said.clone() });
        Made { types, said: said.clone(), print }
    }))
}

/// What types are called that get another name in the same plan: new names and those up to now.
fn previous_names<'a>(live: &LiveSchema, authored: &'a SchemaDef) -> Vec<Pair<&'a ObjectName>> {
    let enums = authored.enums.iter().map(|def| (&def.name, def.renamed_from.as_ref()));
    let tables = authored.tables.iter().map(|def| (&def.name, def.renamed_from.as_ref()));
    let domains = authored.objects.iter().filter_map(|object| match object {
        ObjectDef::Domain(def) => Some((&def.name, def.renamed_from.as_ref())),
        _ => None,
    });
    let schema = &live.schema;
    let is_domain = |name: &ObjectName| {
        schema.objects.iter().any(|object| matches!(object, ObjectDef::Domain(def) if def.name == *name))
    };
    let is_there = |name: &ObjectName| {
        schema.enum_def(name).is_some() || schema.table(name).is_some() || is_domain(name)
    };
    let renamed = enums.chain(tables).chain(domains).filter_map(|(name, was)| {
        let was = was.filter(|was| is_there(was))?;
        Some(Pair { previous: name, next: was })
    });
    renamed.collect()
}
