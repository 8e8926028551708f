//! What stands beside the tables, as PostgreSQL has it.

use std::fmt::Write as _;

use orm_schema::model::{DomainDef, ExtensionDef, FunctionDef, ObjectDef, SequenceDef, TriggerDef};
use orm_schema::{Pair, SqlType};

use super::blocks::{make_role, role_options};
use super::identity::{self, Course};
use super::rights::{self, Remade};
use super::{arguments, enums, object, quoted, text, type_name};
use crate::dialect::statement::Statement;
use crate::dialect::write;
use crate::diff::ObjectChange;

/// Where an extension is that does not say it.
const DEFAULT_SCHEMA: &str = "public";

/// The statements of one change.
pub(super) fn statements(change: &ObjectChange, remade: &Remade<'_>) -> Vec<Statement> {
    let sql = match change {
        ObjectChange::Create(ObjectDef::Function(def)) => {
            let give = remade.function(&def.name);
            let give = give.map(|setting| rights::give_function_again(&signature(def), &setting));
            [create_function(def, "CREATE")].into_iter().chain(give).collect()
        }
        ObjectChange::Drop(ObjectDef::Function(def)) => {
            let types = arguments::types(&def.arguments);
            let keep = remade.function(&def.name);
            let keep = keep.map(|setting| rights::keep_of_function(&def.name, &types, &setting));
            keep.into_iter().chain([drop_function(def)]).collect()
        }
        ObjectChange::Create(object) => create(object),
        ObjectChange::Alter(objects) => alter(objects),
        ObjectChange::Rename(objects) => {
            let names = Pair { previous: objects.previous.name(), next: objects.next.name() };
            let word = if matches!(objects.next, ObjectDef::Domain(_)) { "DOMAIN" } else { "SEQUENCE" };
            let mut renames = enums::rename(word, &names);
            if let (ObjectDef::Domain(previous), ObjectDef::Domain(next)) = (&objects.previous, &objects.next)
                && previous.check.is_some()
                && previous.check_name() != next.check_name()
            {
                renames.push(Statement::new(format!(
                    "ALTER DOMAIN {} RENAME CONSTRAINT {} TO {}",
                    object(&next.name),
                    quoted(&previous.check_name()),
                    quoted(&next.check_name())
                )));
            }
            return renames;
        }
        ObjectChange::Drop(object) => drop(object),
    };
    sql.into_iter().map(Statement::new).collect()
}

fn create(object: &ObjectDef) -> Vec<String> {
    match object {
        // They come with the schemas of tables.
        ObjectDef::Namespace(_) => Vec::new(),
        ObjectDef::Extension(def) => vec![create_extension(def)],
        ObjectDef::Role(def) => vec![make_role(def)],
        ObjectDef::Sequence(def) => vec![create_sequence(def)],
        ObjectDef::Domain(def) => vec![create_domain(def)],
        ObjectDef::Function(def) => vec![create_function(def, "CREATE")],
        ObjectDef::Trigger(def) => vec![create_trigger(def)],
    }
}

fn alter(objects: &Pair<ObjectDef>) -> Vec<String> {
    match (&objects.previous, &objects.next) {
        (ObjectDef::Extension(previous), ObjectDef::Extension(next)) => alter_extension(previous, next),
        (ObjectDef::Role(_), ObjectDef::Role(next)) => {
            vec![format!("ALTER ROLE {} {}", quoted(&next.name), role_options(next))]
        }
        (ObjectDef::Sequence(previous), ObjectDef::Sequence(next)) => alter_sequence(previous, next),
        (ObjectDef::Domain(previous), ObjectDef::Domain(next)) => alter_domain(previous, next),
        (_, ObjectDef::Function(next)) => vec![create_function(next, "CREATE OR REPLACE")],
        _ => Vec::new(),
    }
}

fn drop(object: &ObjectDef) -> Vec<String> {
    match object {
        ObjectDef::Namespace(_) | ObjectDef::Role(_) => Vec::new(),
        ObjectDef::Extension(def) => vec![format!("DROP EXTENSION {}", quoted(&def.name))],
        ObjectDef::Sequence(def) => vec![format!("DROP SEQUENCE {}", self::object(&def.name))],
        ObjectDef::Domain(def) => vec![format!("DROP DOMAIN {}", self::object(&def.name))],
        ObjectDef::Function(def) => vec![drop_function(def)],
        ObjectDef::Trigger(def) => {
            vec![format!("DROP TRIGGER {} ON {}", quoted(&def.name), self::object(&def.table))]
        }
    }
}

fn create_extension(def: &ExtensionDef) -> String {
    let mut sql = format!("CREATE EXTENSION IF NOT EXISTS {}", quoted(&def.name));
    if let Some(schema) = &def.schema {
        let _ = write!(sql, " SCHEMA {}", quoted(schema));
    }
    if let Some(version) = &def.version {
        let _ = write!(sql, " VERSION {}", text(version));
    }
    sql
}

fn alter_extension(previous: &ExtensionDef, next: &ExtensionDef) -> Vec<String> {
    let name = quoted(&next.name);
    let mut statements = Vec::new();
    if previous.schema != next.schema {
        let schema = next.schema.as_deref().unwrap_or(DEFAULT_SCHEMA);
        statements.push(format!("ALTER EXTENSION {name} SET SCHEMA {}", quoted(schema)));
    }
    if let Some(version) = next.version.as_ref().filter(|_| previous.version != next.version) {
        statements.push(format!("ALTER EXTENSION {name} UPDATE TO {}", text(version)));
    }
    statements
}

fn create_sequence(def: &SequenceDef) -> String {
    let limits = identity::limits(&SqlType::BigInt);
    let clauses = identity::clauses(Pair { previous: limits, next: limits }, &def.options, None);
    ["CREATE SEQUENCE".to_owned(), object(&def.name)].into_iter().chain(clauses).collect::<Vec<_>>().join(" ")
}

fn alter_sequence(previous: &SequenceDef, next: &SequenceDef) -> Vec<String> {
    let name = object(&next.name);
    let limits = identity::limits(&SqlType::BigInt);
    let limits = Pair { previous: limits, next: limits };
    let course = identity::course(limits, Pair { previous: &previous.options, next: &next.options });
    let mut clauses = identity::clauses(limits, &next.options, Some(&previous.options));
    let mut statements = Vec::new();
    match course {
        Course::On | Course::UpTo(_) => {}
        Course::From(first) => statements.push(identity::moved(&name, &next.options, first)),
        Course::Anew(first) => clauses.push(format!("RESTART WITH {first}")),
    }
    statements.push(format!("ALTER SEQUENCE {name} {}", clauses.join(" ")));
    statements
}

fn create_domain(def: &DomainDef) -> String {
    let check = check_of(def).map(|check| format!(" {check}")).unwrap_or_default();
    format!("CREATE DOMAIN {} AS {}{check}", object(&def.name), type_name(&def.ty))
}

fn check_of(def: &DomainDef) -> Option<String> {
    let check = def.check.as_deref()?;
    Some(format!("CONSTRAINT {} CHECK {}", quoted(&def.check_name()), write::parenthesized(check)))
}

fn alter_domain(previous: &DomainDef, next: &DomainDef) -> Vec<String> {
    let name = object(&next.name);
    let gone = previous
        .check
        .is_some()
        .then(|| format!("ALTER DOMAIN {name} DROP CONSTRAINT {}", quoted(&next.check_name())));
    let new = check_of(next).map(|check| format!("ALTER DOMAIN {name} ADD {check}"));
    gone.into_iter().chain(new).collect()
}

fn create_function(def: &FunctionDef, verb: &str) -> String {
    format!("{verb} FUNCTION {}({}) {}", object(&def.name), def.arguments, def.body.trim())
}

fn drop_function(def: &FunctionDef) -> String {
    format!("DROP FUNCTION {}", signature(def))
}

/// What a function is called by.
fn signature(def: &FunctionDef) -> String {
    format!("{}({})", object(&def.name), arguments::without_defaults(&def.arguments))
}

fn create_trigger(def: &TriggerDef) -> String {
    format!(
        "CREATE TRIGGER {} {} ON {} {}",
        quoted(&def.name),
        def.event.trim(),
        object(&def.table),
        def.body.trim()
    )
}

/// May `CREATE OR REPLACE` make one of the other? Arguments and result have to stay.
/// <https://www.postgresql.org/docs/17/sql-createfunction.html>
pub(super) fn replaces_function(functions: Pair<&FunctionDef>) -> bool {
    let Pair { previous, next } = functions;
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(&previous.arguments) == words(&next.arguments) && result(&previous.body) == result(&next.body)
}

/// What stands between `returns` and the next clause.
fn result(body: &str) -> Vec<String> {
    const CLAUSES: [&str; 15] = [
        "language",
        "as",
        "immutable",
        "stable",
        "volatile",
        "strict",
        "called",
        "security",
        "parallel",
        "cost",
        "rows",
        "leakproof",
        "not",
        "window",
        "return",
    ];
    let words = body.split_whitespace().map(str::to_lowercase);
    let behind = words.skip_while(|word| word != "returns").skip(1);
    behind.take_while(|word| !CLAUSES.contains(&word.as_str())).collect()
}
