//! Tells a live schema in the words of an authored one.
//!
//! A database prints an expression its own way, not the way it was written: `age between 0 and 9` comes back as
//! `((age >= 0) AND (age <= 9))`. So that no difference is seen where there is none, and none is missed, the server is asked to
//! print both sides, on the connection at hand: [`postgres`] and [`mysql`] put them into temporary tables, all in one [`round`];
//! SQLite keeps the text as it is, up to quotes and space. Where the prints agree, the live schema takes over the authored text. What the server
//! refuses to print counts as different.
//!
//! [`structure`] does the same for attributes that need no server: defaults said or left out, two spellings of an option.

mod enums;
mod halves;
mod mysql;
mod objects;
mod partitions;
mod postgres;
mod question;
mod rights;
mod round;
mod routines;
mod sqlite;
mod structure;
mod views;

use std::collections::HashMap;

use orm_schema::model::{ObjectDef, ObjectName, TableDef, ViewDef};
use orm_schema::{Dialect, Pair, SchemaDef};

use self::question::{Probe, Question};
use super::LiveSchema;
use crate::diff::under_previous_names;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// The name of what is made to be printed.
pub(super) const PROBE: &str = "__orm_words";

/// A live table, and the texts that the server is to print.
struct Inquiry<'a> {
    schema: &'a SchemaDef,
    table: &'a TableDef,
    probes: Vec<Probe>,
}

/// Replaces texts of `live` by those of `authored` that mean the same.
pub(super) async fn tell(
    session: &mut dyn Session,
    live: &mut LiveSchema,
    authored: &SchemaDef,
) -> Result<(), MigrateError> {
    use_spelled_schemas(live, authored);
    rights::check(session, live, authored).await?;
    objects::tell(session, live, authored).await?;
    routines::tell(session, live, authored).await?;
    live.leave_out_views(authored);
    if live.dialect != Dialect::Postgres {
        enums::tell(&mut live.schema, authored);
    }
    views::tell(session, live, authored).await?;
    // For its indexes, a materialized view is a table.
    let kept = |view: &&ViewDef| view.is_materialized;
    let authored_views: Vec<TableDef> =
        authored.views.iter().filter(kept).map(|view| views::as_table(view, false)).collect();
    let own_tables = live.schema.tables.len();
    live.schema.tables.extend(live.schema.views.iter().filter(kept).map(|view| views::as_table(view, true)));
    let told = tell_tables(session, live, authored, &authored_views).await;
    for told in live.schema.tables.split_off(own_tables) {
        if let Some(view) = live.schema.views.iter_mut().find(|view| view.name == told.name) {
            view.indexes = told.indexes;
        }
    }
    told
}

async fn tell_tables(
    session: &mut dyn Session,
    live: &mut LiveSchema,
    authored: &SchemaDef,
    authored_views: &[TableDef],
) -> Result<(), MigrateError> {
    // A table may still have the name that it gives up; who has a name now comes before who had it.
    // One that was in the default schema may be said with it.
    let spelled = authored.tables.iter().filter_map(|table| {
        let was = table.renamed_from.as_ref().filter(|was| was.schema == live.default_schema)?;
        Some((ObjectName::new(&was.name), table))
    });
    let spelled: Vec<(ObjectName, &TableDef)> = spelled.collect();
    let spelled = spelled.iter().map(|(was, table)| (was, *table));
    let were = authored.tables.iter().filter_map(|table| Some((table.renamed_from.as_ref()?, table)));
    let are = authored.tables.iter().chain(authored_views).map(|table| (&table.name, table));
    let authored_tables: HashMap<&ObjectName, &TableDef> = spelled.chain(were).chain(are).collect();
    // A text over columns that get other names is printed with those that they have.
    let previous_names: HashMap<ObjectName, TableDef> = live
        .schema
        .tables
        .iter()
        .filter_map(|previous| {
            let next = authored_tables.get(&previous.name)?;
            Some((previous.name.clone(), under_previous_names(Pair { previous, next })?))
        })
        .collect();
    let enums = SchemaDef { enums: live.schema.enums.clone(), ..SchemaDef::default() };
    let mut open = Vec::new();
    for (at, table) in live.schema.tables.iter_mut().enumerate() {
        let Some(next) = previous_names.get(&table.name).or(authored_tables.get(&table.name).copied()) else {
            continue;
        };
        structure::tell_types(live.dialect, Pair { previous: &enums, next: authored }, table, next);
        structure::tell(live.dialect, &live.unsaid_opclasses, table, next);
        open.push((at, next, Vec::new()));
    }
    let mut declared = open.iter().map(|(at, next, _)| (*at, *next)).peekable();
    let mut partitioned = Vec::new();
    for (at, table) in live.schema.tables.iter_mut().enumerate() {
        let Some((_, next)) = declared.next_if(|(open, _)| *open == at) else { continue };
        if let Some(authored) = &next.partitioning
            && table.partitioning.as_ref().is_some_and(|own| own != authored)
        {
            partitioned.push(partitions::Partitioned { table, authored });
        }
    }
    partitions::tell(session, live.dialect, &enums, partitioned).await?;
    for (at, next, questions) in &mut open {
        let tables = Pair { previous: &live.schema.tables[*at], next: *next };
        *questions =
            question::questions(live.dialect, Pair { previous: &live.schema, next: authored }, tables);
    }
    open.retain(|(_, _, questions)| !questions.is_empty());
    let inquiries: Vec<Inquiry<'_>> = open
        .iter()
        .map(|(at, _, questions)| Inquiry {
            schema: &live.schema,
            table: &live.schema.tables[*at],
            probes: questions.iter().flat_map(Question::probes).collect(),
        })
        .collect();
    let printed = printed(session, live.dialect, &inquiries).await?;
    for ((at, next, questions), printed) in open.iter().zip(printed) {
        for (question, sides) in questions.iter().zip(printed.chunks(2)) {
            if let [Some(previous), Some(next_print)] = sides
                && previous == next_print
            {
                question.answer(&mut live.schema.tables[*at], next);
            }
        }
    }
    Ok(())
}

/// What the server prints for each probe of each inquiry; `None` for what it refuses.
async fn printed(
    session: &mut dyn Session,
    dialect: Dialect,
    inquiries: &[Inquiry<'_>],
) -> Result<Vec<Vec<Option<String>>>, MigrateError> {
    if inquiries.is_empty() {
        return Ok(Vec::new());
    }
    match dialect {
        Dialect::Postgres => postgres::printed(session, inquiries).await,
        Dialect::Mysql => mysql::printed(session, inquiries).await,
        Dialect::Sqlite => Ok(sqlite::printed(inquiries)),
    }
}

/// A name in the default schema may be written with it.
fn use_spelled_schemas(live: &mut LiveSchema, authored: &SchemaDef) {
    let Some(default_schema) = live.default_schema.clone() else { return };
    let tables = authored.tables.iter().map(|table| table.name.clone());
    let enums = authored.enums.iter().map(|def| def.name.clone());
    let views = authored.views.iter().map(|view| view.name.clone());
    let objects = authored.objects.iter().map(ObjectDef::name);
    let names: Vec<ObjectName> = tables.chain(enums).chain(views).chain(objects).collect();
    let spelled: std::collections::HashSet<&str> = names
        .iter()
        .filter(|name| name.schema.as_ref() == Some(&default_schema))
        .map(|name| name.name.as_str())
        .collect();
    if spelled.is_empty() {
        return;
    }
    let spell = |name: &mut ObjectName| {
        if name.schema.is_none() && spelled.contains(name.name.as_str()) {
            name.schema = Some(default_schema.clone());
        }
    };
    live.schema.enums.iter_mut().for_each(|def| spell(&mut def.name));
    live.schema.views.iter_mut().for_each(|view| spell(&mut view.name));
    live.routines.iter_mut().for_each(|routine| spell(&mut routine.def.name));
    for object in &mut live.schema.objects {
        match object {
            ObjectDef::Sequence(def) => spell(&mut def.name),
            ObjectDef::Domain(def) => spell(&mut def.name),
            ObjectDef::Function(def) => spell(&mut def.name),
            ObjectDef::Trigger(def) => spell(&mut def.table),
            ObjectDef::Namespace(_) | ObjectDef::Extension(_) | ObjectDef::Role(_) => {}
        }
    }
    for table in &mut live.schema.tables {
        spell(&mut table.name);
        table.foreign_keys.iter_mut().for_each(|fk| spell(&mut fk.references));
        for column in &mut table.columns {
            enums::name_of(&mut column.ty).into_iter().for_each(spell);
        }
    }
    live.unmodelled.iter_mut().filter_map(|object| object.table.as_mut()).for_each(spell);
}
