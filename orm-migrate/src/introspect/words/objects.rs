//! What stands beside the tables, in the words of the authored schema.
//!
//! What the schema does not declare is not compared: extensions, functions and triggers are often somebody else's, so it is
//! listed and left alone. Of what it does declare, the server is asked to print both sides, like everything else.

use orm_schema::model::{DomainDef, FunctionDef, ObjectDef, TableDef, TriggerDef};
use orm_schema::{Dialect, SchemaDef, SqlType, ident, types};

use crate::diff::is_same_expression;
use crate::introspect::postgres::objects as prints;
use crate::introspect::row::{Row, rows};
use crate::introspect::sqlite::lexer::tokens;
use crate::introspect::{LiveSchema, READING, Unmodelled};
use crate::runner::MigrateError;
use crate::runner::session::{self, Session, Value};

/// Replaces objects of `live` by those of `authored` that are the same, and takes out those that nobody declared.
pub(super) async fn tell(
    session: &mut dyn Session,
    live: &mut LiveSchema,
    authored: &SchemaDef,
) -> Result<(), MigrateError> {
    let mut objects = std::mem::take(&mut live.schema.objects);
    if live.dialect == Dialect::Postgres {
        // `routines` finds them among others of their name.
        objects.retain(|object| !matches!(object, ObjectDef::Function(_)));
    }
    for object in &objects {
        let own = authored.objects.iter().find(|next| is_same_object(object, next));
        let is_free = |next: &&ObjectDef| !objects.iter().any(|other| is_same_object(other, next));
        let old = || {
            let mut renamed = authored.objects.iter().filter(|next| is_renamed(object, next, authored));
            renamed.find(is_free)
        };
        match (own.or_else(old), undeclared(object)) {
            (Some(next), _) if is_same(session, live, object, next).await? => {
                live.schema.objects.push(told(object, next));
            }
            (Some(next), _) => live.schema.objects.push(as_far_as_said(object, next)),
            (None, unmodelled) => live.unmodelled.extend(unmodelled),
        }
    }
    Ok(())
}

fn is_same_object(one: &ObjectDef, other: &ObjectDef) -> bool {
    one.kind() == other.kind() && one.name() == other.name() && one.table() == other.table()
}

/// Is `next` what becomes of `object`, by a name of its own or by one of its table?
fn is_renamed(object: &ObjectDef, next: &ObjectDef, authored: &SchemaDef) -> bool {
    match (object, next) {
        (ObjectDef::Trigger(own), ObjectDef::Trigger(next)) => {
            let table = authored.table(&next.table);
            own.name == next.name
                && table.is_some_and(|table| table.renamed_from.as_ref() == Some(&own.table))
        }
        _ => object.kind() == next.kind() && next.renamed_from() == Some(&object.name()),
    }
}

/// What `next` says, under the names that `object` has.
fn told(object: &ObjectDef, next: &ObjectDef) -> ObjectDef {
    let mut told = next.clone();
    match (&mut told, object) {
        (ObjectDef::Sequence(def), ObjectDef::Sequence(own)) => def.name = own.name.clone(),
        (ObjectDef::Domain(def), ObjectDef::Domain(own)) => def.name = own.name.clone(),
        (ObjectDef::Trigger(def), ObjectDef::Trigger(own)) => def.table = own.table.clone(),
        _ => {}
    }
    told
}

/// The object without what `next` leaves to the database.
fn as_far_as_said(object: &ObjectDef, next: &ObjectDef) -> ObjectDef {
    let mut said = object.clone();
    if let (ObjectDef::Extension(own), ObjectDef::Extension(next)) = (&mut said, next) {
        own.schema = own.schema.take().filter(|_| next.schema.is_some());
        own.version = own.version.take().filter(|_| next.version.is_some());
    }
    said
}

/// What is said of an object that nobody declared. Roles and schemas belong to the server and to their tables.
fn undeclared(object: &ObjectDef) -> Option<Unmodelled> {
    let reason = "it is not declared";
    match object {
        ObjectDef::Namespace(_) | ObjectDef::Role(_) => None,
        ObjectDef::Trigger(def) => Some(Unmodelled::trigger(&def.table, &def.name, reason)),
        ObjectDef::Function(def) => Some(Unmodelled::function(def.name.to_string(), reason)),
        ObjectDef::Extension(_) | ObjectDef::Sequence(_) | ObjectDef::Domain(_) => {
            Some(Unmodelled::object(object.kind().noun(), object.name().to_string(), reason))
        }
    }
}

async fn is_same(
    session: &mut dyn Session,
    live: &LiveSchema,
    object: &ObjectDef,
    next: &ObjectDef,
) -> Result<bool, MigrateError> {
    match (object, next) {
        (ObjectDef::Namespace(_), ObjectDef::Namespace(_)) => Ok(true),
        (ObjectDef::Extension(own), ObjectDef::Extension(next)) => {
            let is_said = |own: &Option<String>, next: &Option<String>| next.is_none() || own == next;
            Ok(is_said(&own.schema, &next.schema) && is_said(&own.version, &next.version))
        }
        (ObjectDef::Role(own), ObjectDef::Role(next)) => Ok(own == next),
        (ObjectDef::Sequence(own), ObjectDef::Sequence(next)) => Ok(own.simplified() == next.simplified()),
        (ObjectDef::Domain(own), ObjectDef::Domain(next)) => is_same_domain(session, own, next).await,
        (ObjectDef::Function(own), ObjectDef::Function(next)) => {
            Ok(routine_words(own) == routine_words(next))
        }
        (ObjectDef::Trigger(own), ObjectDef::Trigger(next)) => match live.dialect {
            Dialect::Postgres => is_same_trigger(session, live, own, next).await,
            Dialect::Mysql => {
                Ok(is_same_expression(&own.event, &next.event) && is_same_expression(&own.body, &next.body))
            }
            Dialect::Sqlite => {
                Ok(plain(&own.event) == plain(&next.event) && plain(&own.body) == plain(&next.body))
            }
        },
        _ => Ok(false),
    }
}

async fn is_same_domain(
    session: &mut dyn Session,
    own: &DomainDef,
    next: &DomainDef,
) -> Result<bool, MigrateError> {
    let spelled = |ty: &SqlType| types::column_type(Dialect::Postgres, &SchemaDef::default(), ty);
    if spelled(&own.ty) != spelled(&next.ty) || own.check.is_some() != next.check.is_some() {
        return Ok(false);
    }
    let Some(check) = &next.check else { return Ok(true) };
    let name = ident::quoted(Dialect::Postgres, &next.name.name);
    let create = format!("CREATE DOMAIN pg_temp.{name} AS {} CHECK ({check})", spelled(&next.ty));
    let query = "SELECT pg_catalog.pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k \
                 JOIN pg_catalog.pg_type t ON t.oid = k.contypid \
                 WHERE t.typnamespace = pg_catalog.pg_my_temp_schema() AND t.typname = ?";
    let print = printed(session, &[create], query, &next.name.name).await?;
    Ok(print.and_then(|mut row| prints::condition(&row.text())) == own.check)
}

/// The trigger is made on a temporary table of the same columns.
async fn is_same_trigger(
    session: &mut dyn Session,
    live: &LiveSchema,
    own: &TriggerDef,
    next: &TriggerDef,
) -> Result<bool, MigrateError> {
    let Some(table) = live.schema.table(&own.table) else { return Ok(false) };
    let quoted = |name: &str| ident::quoted(Dialect::Postgres, name);
    let name = format!("pg_temp.{}", quoted(&table.name.name));
    let columns: Vec<String> = columns(&live.schema, table).collect();
    let create = format!("CREATE TEMPORARY TABLE {name} ({})", columns.join(", "));
    let trigger = format!("CREATE TRIGGER {} {} ON {name} {}", quoted(&next.name), next.event, next.body);
    let query = "SELECT pg_catalog.pg_get_triggerdef(t.oid) FROM pg_catalog.pg_trigger t \
                 JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid \
                 WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND t.tgname = ?";
    let print = printed(session, &[create, trigger], query, &next.name).await?;
    let wanted = Some((own.event.clone(), own.body.clone()));
    Ok(print.is_some_and(|mut row| prints::parts(&row.text()) == wanted))
}

fn columns<'a>(schema: &'a SchemaDef, table: &'a TableDef) -> impl Iterator<Item = String> + 'a {
    table.columns.iter().map(|column| {
        let ty = types::column_type(Dialect::Postgres, schema, &column.ty);
        format!("{} {ty}", ident::quoted(Dialect::Postgres, &column.name))
    })
}

/// What the server prints of what the statements make, which are then taken back; `None` when it refuses one.
pub(super) async fn printed(
    session: &mut dyn Session,
    statements: &[String],
    query: &str,
    name: &str,
) -> Result<Option<Row>, MigrateError> {
    session::run(session, READING, "BEGIN").await?;
    let print = print_of(session, statements, query, name).await;
    session::run(session, READING, "ROLLBACK").await?;
    print
}

async fn print_of(
    session: &mut dyn Session,
    statements: &[String],
    query: &str,
    name: &str,
) -> Result<Option<Row>, MigrateError> {
    for statement in statements {
        match session.run(statement).await {
            Ok(()) => {}
            Err(error) if error.as_database_error().is_some() => return Ok(None),
            Err(error) => return Err(session.failure(READING, error)),
        }
    }
    let found = rows(session, query, &[Value::text(name)]).await?;
    Ok(found.into_iter().next())
}

/// A function of MySQL without what goes without saying, and without the widths that MariaDB gives to numbers.
fn routine_words(def: &FunctionDef) -> (String, String) {
    let words = |text: &str| {
        let mut words = plain(text).replace("contains sql ", "").replace("sql security definer ", "");
        words = words.replace("not deterministic ", "");
        for ty in ["tinyint", "smallint", "mediumint", "bigint", "int", "year"] {
            words = without_width(&words, ty);
        }
        words
    };
    (words(&def.arguments), words(&def.body))
}

/// `int ( 11 )` as `int`.
fn without_width(text: &str, ty: &str) -> String {
    let start = format!("{ty} ( ");
    let mut pieces = text.split(start.as_str());
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.trim_start_matches(|c: char| c.is_ascii_digit());
        match digits.strip_prefix(" )") {
            Some(rest) if digits.len() < piece.len() => out.extend([ty, rest]),
            _ => out.extend([start.as_str(), piece]),
        }
    }
    out
}

/// Without space, comments, quotes around names and the case of words.
fn plain(text: &str) -> String {
    let words = tokens(text).into_iter().map(|token| match token.literal() {
        Some(text) => format!("'{text}'"),
        None => token.name().to_lowercase(),
    });
    words.collect::<Vec<_>>().join(" ")
}
