//! Models that users write themselves: what `#[derive(Insert)]` and `#[derive(Patch)]` are made of.
//!
//! The derives do not see the table. What they need to know of it the compiler looks up: [`WrittenField`] ties a field to
//! its column ([`FieldOf`] says which types go together), [`check_fields`] looks for what is missing, and [`Server`] is the
//! type of a column that the server sets.

mod field;
mod server;

pub use field::{ColumnOf, Extra, FieldOf, Sink, WrittenField, check_fields, extra};
pub use server::{Filled, Server};
