//! Edits of what stands beside the tables: extensions, roles, sequences, domains, functions, triggers.

use orm_schema::model::{
    DomainDef, ExtensionDef, FunctionDef, ObjectDef, ObjectKind, ObjectName, RoleDef, SequenceDef,
    SequenceOptions, TriggerDef,
};
use orm_schema::{Dialect, SchemaDef, SqlType};

use super::draft::Draft;

/// One for each of the first slots: an extension is there once in a database.
const EXTENSIONS: [&str; 8] =
    ["citext", "hstore", "pgcrypto", "ltree", "cube", "seg", "btree_gist", "btree_gin"];
const SEQUENCES: [&str; 3] = ["numbers", "Ticket Numbers", "steps"];
const DOMAINS: [&str; 3] = ["email", "grade", "zip"];
const FUNCTIONS: [&str; 2] = ["twice", "half"];
/// The function that triggers of PostgreSQL run.
const TOUCH: &str = "touch";

fn is_named(draft: &Draft<'_>, kind: ObjectKind, name: &str) -> bool {
    draft.schema.objects.iter().any(|object| object.kind() == kind && object.name().name == name)
}

fn fresh(draft: &mut Draft<'_>, kind: ObjectKind, pool: &[&str]) -> Option<ObjectName> {
    draft.fresh_name(pool, |draft, name| is_named(draft, kind, name)).map(ObjectName::new)
}

/// One of the objects of a kind.
fn any(draft: &mut Draft<'_>, kind: ObjectKind) -> Option<usize> {
    draft.index_where(&draft.schema.objects.clone(), |object| object.kind() == kind)
}

/// Domains come first, as they are read.
fn push(draft: &mut Draft<'_>, object: ObjectDef) {
    let is_domain = object.kind() == ObjectKind::Domain;
    let domains = draft.schema.objects.iter().filter(|other| other.kind() == ObjectKind::Domain).count();
    let at = if is_domain { domains } else { draft.schema.objects.len() };
    draft.schema.objects.insert(at, object);
}

/// A new object of a kind, where the database has it.
pub(super) fn create(draft: &mut Draft<'_>, kind: ObjectKind) -> Option<()> {
    let is_postgres = draft.dialect == Dialect::Postgres;
    let object = match kind {
        ObjectKind::Extension if is_postgres => {
            let name = (*EXTENSIONS.get(draft.slot)?).to_owned();
            let is_taken = is_named(draft, kind, &name);
            (!is_taken).then_some(ObjectDef::Extension(ExtensionDef { name, schema: None, version: None }))
        }
        ObjectKind::Role if is_postgres => {
            let name = format!("orm_pairs_{}", draft.tag);
            let is_taken = is_named(draft, kind, &name);
            (!is_taken).then(|| ObjectDef::Role(role(draft, name)))
        }
        ObjectKind::Sequence if is_postgres => {
            let name = fresh(draft, kind, &SEQUENCES)?;
            Some(ObjectDef::Sequence(sequence(draft, name)))
        }
        ObjectKind::Domain if is_postgres => {
            let name = fresh(draft, kind, &DOMAINS)?;
            let ty = draft.rng.choice([SqlType::Text, SqlType::BigInt])?;
            let check = check(draft, &ty);
            Some(ObjectDef::Domain(DomainDef { name, ty, check, renamed_from: None }))
        }
        ObjectKind::Function if draft.dialect != Dialect::Sqlite => {
            let name = fresh(draft, kind, &FUNCTIONS)?;
            Some(ObjectDef::Function(function(draft, name)))
        }
        ObjectKind::Trigger => return create_trigger(draft),
        ObjectKind::Namespace
        | ObjectKind::Extension
        | ObjectKind::Role
        | ObjectKind::Sequence
        | ObjectKind::Domain
        | ObjectKind::Function => None,
    };
    push(draft, object?);
    Some(())
}

fn role(draft: &mut Draft<'_>, name: String) -> RoleDef {
    RoleDef {
        name,
        can_login: draft.rng.bool(),
        is_noinherit: draft.rng.bool(),
        creates_databases: draft.rng.bool(),
        creates_roles: draft.rng.bool(),
        bypasses_policies: draft.rng.bool(),
    }
}

fn sequence(draft: &mut Draft<'_>, name: ObjectName) -> SequenceDef {
    let mut maybe = |number: i64| draft.rng.bool().then_some(number);
    let options = SequenceOptions {
        start: maybe(100),
        increment: maybe(10),
        min: maybe(50),
        // Where the counter is has to stay below.
        max: maybe(30_000),
        cache: maybe(20),
        cycle: maybe(1).is_some(),
    };
    let options = SequenceOptions { start: options.start.or(options.min), ..options };
    SequenceDef { name, options, renamed_from: None }
}

fn check(draft: &mut Draft<'_>, ty: &SqlType) -> Option<String> {
    let choices = match ty {
        SqlType::Text => [None, Some("value <> 'x'"), Some("length(value) < 900")],
        _ => [None, Some("value > 0"), Some("value BETWEEN 2 AND 120")],
    };
    draft.rng.choice(choices)?.map(str::to_owned)
}

fn function(draft: &mut Draft<'_>, name: ObjectName) -> FunctionDef {
    let arguments = draft.rng.choice(["n bigint", "n bigint", "n bigint, m bigint"]).unwrap_or_default();
    let result = draft.rng.choice(["n * 2", "n + 1"]).unwrap_or_default();
    let body = match draft.dialect {
        Dialect::Postgres => format!("returns bigint language sql immutable as $$ select {result} $$"),
        Dialect::Mysql | Dialect::Sqlite => format!("returns bigint deterministic return {result}"),
    };
    FunctionDef { name, arguments: arguments.to_owned(), body, depends_on: Vec::new() }
}

fn create_trigger(draft: &mut Draft<'_>) -> Option<()> {
    let table = draft.rng.choice(0..draft.schema.tables.len())?;
    let table = draft.schema.tables[table].name.clone();
    let name = format!("{}_{}", table.name, draft.rng.choice(["watch", "on change"])?);
    if is_named(draft, ObjectKind::Trigger, &name) {
        return None;
    }
    if draft.dialect == Dialect::Postgres && !is_named(draft, ObjectKind::Function, &touch(draft)) {
        let touch = FunctionDef {
            name: ObjectName::new(touch(draft)),
            arguments: String::new(),
            body: "returns trigger language plpgsql as $$ begin return new; end $$".to_owned(),
            depends_on: Vec::new(),
        };
        push(draft, ObjectDef::Function(touch));
    }
    let (event, body) = what_it_does(draft);
    push(draft, ObjectDef::Trigger(TriggerDef { name, table, event, body, depends_on: Vec::new() }));
    Some(())
}

fn touch(draft: &Draft<'_>) -> String {
    draft.in_slot(TOUCH)
}

fn what_it_does(draft: &mut Draft<'_>) -> (String, String) {
    let event = draft.rng.choice(["before update", "after insert"]).unwrap_or_default().to_owned();
    let number = draft.rng.u8(1..3);
    let body = match draft.dialect {
        Dialect::Postgres => format!("for each row execute function {}()", touch(draft)),
        Dialect::Mysql => format!("for each row set @seen = {number}"),
        Dialect::Sqlite => format!("begin select {number}; end"),
    };
    (event, body)
}

/// Another attribute of an object of a kind.
pub(super) fn alter(draft: &mut Draft<'_>, kind: ObjectKind) -> Option<()> {
    let at = any(draft, kind)?;
    let changed = match draft.schema.objects[at].clone() {
        ObjectDef::Role(def) => ObjectDef::Role(role(draft, def.name)),
        ObjectDef::Sequence(def) => {
            let renamed_from = def.renamed_from.clone();
            ObjectDef::Sequence(SequenceDef { renamed_from, ..sequence(draft, def.name) })
        }
        ObjectDef::Domain(def) => {
            let check = check(draft, &def.ty);
            ObjectDef::Domain(DomainDef { check, ..def })
        }
        ObjectDef::Function(def) if def.name.name != touch(draft) => {
            ObjectDef::Function(function(draft, def.name))
        }
        ObjectDef::Trigger(def) => {
            let (event, body) = what_it_does(draft);
            ObjectDef::Trigger(TriggerDef { event, body, ..def })
        }
        ObjectDef::Namespace(_) | ObjectDef::Extension(_) | ObjectDef::Function(_) => return None,
    };
    draft.schema.objects[at] = changed;
    Some(())
}

/// An object of a kind goes. Columns of a domain become texts.
pub(super) fn take_away(draft: &mut Draft<'_>, kind: ObjectKind) -> Option<()> {
    let at = any(draft, kind)?;
    let object = draft.schema.objects.remove(at);
    if let ObjectDef::Domain(def) = object {
        retype(draft, &DomainDef::column_type(&def.name), &SqlType::Text);
    }
    Some(())
}

fn retype(draft: &mut Draft<'_>, old: &SqlType, new: &SqlType) {
    let columns = draft.schema.tables.iter_mut().flat_map(|table| &mut table.columns);
    columns.filter(|column| column.ty == *old).for_each(|column| column.ty = new.clone());
}

pub(super) fn rename(draft: &mut Draft<'_>, kind: ObjectKind) -> Option<()> {
    let at = any(draft, kind)?;
    let pool = match kind {
        ObjectKind::Sequence => SEQUENCES,
        _ => DOMAINS,
    };
    let new = fresh(draft, kind, &pool)?;
    match &mut draft.schema.objects[at] {
        ObjectDef::Sequence(SequenceDef { name, renamed_from, .. }) => {
            renamed_from.get_or_insert(std::mem::replace(name, new));
        }
        ObjectDef::Domain(DomainDef { name, renamed_from, .. }) => {
            let old = std::mem::replace(name, new.clone());
            renamed_from.get_or_insert_with(|| old.clone());
            retype(draft, &DomainDef::column_type(&old), &DomainDef::column_type(&new));
        }
        _ => return None,
    }
    Some(())
}

/// The types of columns that are domains.
pub(super) fn domains(schema: &SchemaDef) -> impl Iterator<Item = SqlType> {
    schema.objects.iter().filter_map(|object| match object {
        ObjectDef::Domain(def) => Some(DomainDef::column_type(&def.name)),
        _ => None,
    })
}

/// Triggers are on tables that there are, and run functions that there are; no column has a domain that is gone.
pub(super) fn are_sound(dialect: Dialect, schema: &SchemaDef) -> bool {
    let has_function = |body: &str| {
        schema.objects.iter().any(|object| match object {
            ObjectDef::Function(def) => body.ends_with(&format!(" {}()", def.name.name)),
            _ => false,
        })
    };
    let has_domain =
        |ty: &SqlType| !matches!(ty, SqlType::Custom(_)) || domains(schema).any(|other| other == *ty);
    schema.tables.iter().flat_map(|table| &table.columns).all(|column| has_domain(&column.ty))
        && schema.objects.iter().all(|object| match object {
            ObjectDef::Trigger(def) => dialect != Dialect::Postgres || has_function(&def.body),
            _ => true,
        })
}

/// The triggers of a table that is gone are gone.
pub(super) fn repair(schema: &mut SchemaDef) {
    let SchemaDef { tables, objects, views: _, enums: _ } = schema;
    objects.retain(|object| object.table().is_none_or(|name| tables.iter().any(|table| table.name == *name)));
}

/// Triggers follow their table to its new name.
pub(super) fn follow_table(schema: &mut SchemaDef, old: &ObjectName, new: &ObjectName) {
    for object in &mut schema.objects {
        if let ObjectDef::Trigger(def) = object
            && def.table == *old
        {
            def.table = new.clone();
        }
    }
}
