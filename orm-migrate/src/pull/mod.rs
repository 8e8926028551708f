//! A live database as source: structs that compile and declare what is there. Pure.
//!
//! - `sayable`: what has words in source
//! - `names`: what tables, views, columns, enums and domains are called in Rust
//! - `types`: which Rust type holds a column; `nullable`: which columns of views need no `Option`
//! - `defaults`: the words for where a value comes from
//! - `keys`, `security`: the words for keys, indexes and checks; for policies and partitions
//! - `table`, `enums`, `view`, `objects`: whole items; `own_names`: queries of views that name no database
//! - `check`: the source read back
//!
//! What the model cannot hold stands in a comment with the reason.

mod check;
mod defaults;
mod enums;
mod keys;
mod names;
mod nullable;
mod objects;
mod own_names;
mod sayable;
mod security;
mod table;
mod types;
mod view;

pub use check::read_back;

use std::collections::HashSet;

use orm_schema::model::ObjectDef;

use crate::introspect::LiveSchema;
use names::Names;

/// The head of every file.
const HEAD: &str = "\
//! The schema: the single source of truth for the database.

use orm_core::prelude::*;
";

/// The source of a schema, of which [`LiveSchema::leave_out_unsayable`] has left what has words.
pub fn source(live: &LiveSchema) -> String {
    let names = Names::of(&live.schema);
    let schema = &live.schema;
    let mut out = HEAD.to_owned();
    let alone: Vec<String> = live
        .unmodelled
        .iter()
        .filter(|object| {
            object.table.as_ref().is_none_or(|of| schema.table(of).is_none() && schema.view(of).is_none())
        })
        .map(|object| format!("// Not in the model: {object}.\n"))
        .collect();
    if !alone.is_empty() {
        out.push('\n');
        out.extend(alone);
    }
    for table in &schema.tables {
        out.push('\n');
        let lost = live.unmodelled_of(&table.name);
        out.extend(lost.map(|object| format!("// Not in the model: {object}.\n")));
        out.push_str(&table::item(live, &names, table));
    }
    for def in &schema.enums {
        out.push('\n');
        out.push_str(&enums::item(&names, def));
    }
    for object in &schema.objects {
        let ObjectDef::Domain(def) = object else { continue };
        out.push('\n');
        out.push_str(&objects::domain(live, &names, def));
    }
    let never_null = nullable::never_null(schema);
    for view in &schema.views {
        out.push('\n');
        let lost = live.unmodelled_of(&view.name);
        out.extend(lost.map(|object| format!("// Not in the model: {object}.\n")));
        let known = never_null.get(&view.name);
        out.push_str(&view::item(live, &names, view, known.unwrap_or(&HashSet::new())));
    }
    let items = objects::items(live, &names);
    if !items.is_empty() {
        out.push_str("\ndatabase! {\n");
        out.extend(items);
        out.push_str("}\n");
    }
    out
}

/// `text` as a Rust literal.
fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// A text of several words or lines as a Rust literal that reads like the text, where there is one.
fn text(text: &str) -> String {
    let escaped = literal(text);
    // A carriage return or a character that changes the direction of the line has to be escaped.
    let is_readable = |c: char| matches!(c, '"' | '\\' | '\n' | '\t' | '\'') || c.escape_debug().count() == 1;
    if !text.contains(['"', '\\', '\n']) || !text.chars().all(is_readable) {
        return escaped;
    }
    let longest = text.split('"').skip(1).map(|rest| rest.len() - rest.trim_start_matches('#').len()).max();
    let fence = longest.map_or(String::new(), |hashes| "#".repeat(hashes + 1));
    format!("r{fence}\"{text}\"{fence}")
}
