//! Reads `database! { .. }`: what stands beside the tables.

mod grammar;
mod routine;

use proc_macro2::TokenStream;
use syn::{LitStr, Path};

use super::entry::Entries;
use super::policy::texts_and_words;
use super::problem::{Place, Problems};
use crate::model::{ExtensionDef, ObjectDef, ObjectName, RoleDef, SequenceDef, SequenceOptions};

/// An object, as far as its own source tells.
#[derive(Debug, Clone)]
pub struct ObjectDecl {
    /// Where its name is.
    pub place: Place,
    /// The object. The table of a trigger and all dependencies are empty until resolved.
    pub def: ObjectDef,
    /// The struct of the table that a trigger is on.
    pub table: Option<(Vec<String>, Place)>,
    /// What must be there first.
    pub depends_on: Vec<DependencyDecl>,
}

/// What an object depends on.
#[derive(Debug, Clone)]
pub enum DependencyDecl {
    /// A table, by the path of its struct.
    Table(Vec<String>, Place),
    /// Another object, by its name.
    Object(ObjectName),
}

/// Everything that one `database! { .. }` declares.
#[derive(Default)]
pub struct Database {
    /// The objects in declared order.
    pub objects: Vec<ObjectDecl>,
    /// The structs that they name, for the compiler to check.
    pub tables: Vec<Path>,
    /// What stands in for `::orm_core`.
    pub krate: Option<Path>,
}

/// Reads the inside of `database! { .. }`.
pub fn database(tokens: TokenStream, problems: &mut Problems) -> Database {
    let entries = Entries::of_list(&grammar::DATABASE, tokens, &mut |_, _| false, problems);
    let mut found = Database { krate: entries.path("crate").cloned(), ..Database::default() };
    for (word, tokens, place) in entries.all_lists() {
        let object = match word {
            "schema" => namespace(tokens, place, problems),
            "extension" => extension(tokens, place, problems),
            "role" => role(tokens, place, problems),
            "sequence" => sequence(tokens, place, problems),
            "function" => routine::function(tokens, place, &mut found.tables, problems),
            _ => routine::trigger(tokens, place, &mut found.tables, problems),
        };
        found.objects.extend(object);
    }
    found
}

/// The one text in front of the words, which is a name.
fn name(
    word: &str,
    texts: &[LitStr],
    place: Place,
    before: usize,
    problems: &mut Problems,
) -> Option<(String, Place)> {
    match texts {
        [text] if !text.value().trim().is_empty() && !text.value().contains('\0') => {
            Some((text.value(), problems.place_of(text.span())))
        }
        _ => {
            if problems.len() == before {
                problems
                    .push(place, format!("`{word}` needs one name"))
                    .hint(format!("write `{word}(\"name\")`"));
            }
            None
        }
    }
}

fn declared(place: Place, def: ObjectDef) -> ObjectDecl {
    ObjectDecl { place, def, table: None, depends_on: Vec::new() }
}

fn namespace(tokens: &TokenStream, place: Place, problems: &mut Problems) -> Option<ObjectDecl> {
    let before = problems.len();
    let (texts, _) = texts_and_words(&grammar::NAMESPACE, tokens, problems);
    let (name, place) = name("schema", &texts, place, before, problems)?;
    Some(declared(place, ObjectDef::Namespace(name)))
}

fn extension(tokens: &TokenStream, place: Place, problems: &mut Problems) -> Option<ObjectDecl> {
    let before = problems.len();
    let (texts, entries) = texts_and_words(&grammar::EXTENSION, tokens, problems);
    let (name, place) = name("extension", &texts, place, before, problems)?;
    let (schema, version) = (entries.name("schema", problems), entries.name("version", problems));
    Some(declared(place, ObjectDef::Extension(ExtensionDef { name, schema, version })))
}

fn role(tokens: &TokenStream, place: Place, problems: &mut Problems) -> Option<ObjectDecl> {
    let before = problems.len();
    let (texts, entries) = texts_and_words(&grammar::ROLE, tokens, problems);
    let (name, place) = name("role", &texts, place, before, problems)?;
    if name.starts_with("pg_") {
        problems.push(
            place,
            format!("`{name}` is a role of PostgreSQL's own, which is there without being declared"),
        );
    }
    let role = RoleDef {
        name,
        can_login: entries.has("login"),
        is_noinherit: entries.has("noinherit"),
        creates_databases: entries.has("createdb"),
        creates_roles: entries.has("createrole"),
        bypasses_policies: entries.has("bypassrls"),
    };
    Some(declared(place, ObjectDef::Role(role)))
}

fn sequence(tokens: &TokenStream, place: Place, problems: &mut Problems) -> Option<ObjectDecl> {
    let before = problems.len();
    let (texts, entries) = texts_and_words(&grammar::SEQUENCE, tokens, problems);
    let (name, place) = name("sequence", &texts, place, before, problems)?;
    let schema = entries.name("schema", problems);
    let sequence = SequenceDef {
        name: ObjectName { schema: schema.clone(), name },
        options: sequence_options(&entries, problems),
        renamed_from: entries.name("renamed_from", problems).map(|old| old_name(&old, schema)),
    };
    if sequence.options.increment == Some(0) {
        problems.push(place, "a sequence with `increment = 0` would never move");
    }
    Some(declared(place, ObjectDef::Sequence(sequence)))
}

/// How a sequence counts, that of a column as well.
pub(super) fn sequence_options(entries: &Entries, problems: &mut Problems) -> SequenceOptions {
    SequenceOptions {
        start: entries.integer("start", problems),
        increment: entries.integer("increment", problems),
        min: entries.integer("min", problems),
        max: entries.integer("max", problems),
        cache: entries.integer("cache", problems),
        cycle: entries.has("cycle"),
    }
}

/// A previous name, in another schema if it says one.
pub(super) fn old_name(old: &str, schema: Option<String>) -> ObjectName {
    match old.split_once('.') {
        Some((schema, name)) => ObjectName::in_schema(schema, name),
        None => ObjectName { schema, name: old.to_owned() },
    }
}
