//! A live database as source: structs that compile and declare what is there. Pure.
//!
//! - `names`: what tables, columns and enums are called in Rust
//! - `types`: which Rust type holds a column
//! - `defaults`: the words for where a value comes from
//! - `keys`, `security`: the words for keys, indexes and checks; for policies and partitions
//! - `table`, `enums`: whole items
//! - `check`: the source read back
//!
//! What the model cannot hold stands in a comment with the reason.

mod check;
mod defaults;
mod enums;
mod keys;
mod names;
mod security;
mod table;
mod types;

pub use check::read_back;

use crate::introspect::LiveSchema;
use names::Names;

/// The head of every file.
const HEAD: &str = "\
//! The schema: the single source of truth for the database.

use orm_core::prelude::*;
";

/// The source of a schema.
pub fn source(live: &LiveSchema) -> String {
    let names = Names::of(&live.schema);
    let mut out = HEAD.to_owned();
    let alone: Vec<String> = live
        .unmodelled
        .iter()
        .filter(|object| object.table.as_ref().is_none_or(|table| live.schema.table(table).is_none()))
        .map(|object| format!("// Not in the model: {object}.\n"))
        .collect();
    if !alone.is_empty() {
        out.push('\n');
        out.extend(alone);
    }
    for table in &live.schema.tables {
        out.push('\n');
        let lost = live.unmodelled_of(&table.name);
        out.extend(lost.map(|object| format!("// Not in the model: {object}.\n")));
        out.push_str(&table::item(live, &names, table));
    }
    for def in &live.schema.enums {
        out.push('\n');
        out.push_str(&enums::item(&names, def));
    }
    out
}

/// `text` as a Rust literal.
fn literal(text: &str) -> String {
    format!("{text:?}")
}
