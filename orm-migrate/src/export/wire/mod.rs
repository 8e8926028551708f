//! What travels between server and client: models, rows, and the documents in them, each with its rules.
//!
//! ```text
//! orm_schema::parse::wire ─ names (who is meant) ─ types (what a Rust type is in JSON) ─ documents, models ─► definitions
//! ```
//!
//! A document that requests may write shorter than answers do, or whose rules the server checks, has two definitions:
//! `Settings` is what answers hold, `SettingsInput` what requests may.

mod documents;
mod limits;
mod models;
mod names;
mod objects;
mod routes;
mod types;

use orm_wire::{Definition, Direction, Limits, Member, Object, Part, Route, Type, Value, Wire};

pub(super) use routes::problems;

use crate::source::Source;

/// All definitions: for each table its row and its models, then rows of queries and models that users wrote. Documents
/// stand behind what names them first, those that only routes name at the end.
pub(super) fn read(source: &Source) -> Wire {
    let mut builder = documents::Builder::new(names::Names::new(source));
    models::push(&mut builder);
    routes::push(&mut builder);
    builder.finish()
}
