//! Request models: what `#[derive(Table)]` generates beside a table for the way in.
//!
//! A request is buffered ([`ContentDeserializer`]), its values are read one by one into [`Slots`], and the model takes
//! them from there ([`FromSlots`]), so that all type errors are found at once; `new!` fills the same slots from Rust. Then
//! the [`rules`] run. What is wrong with a request is a [`Report`] in the names of the request. Compiles without sqlx.

mod check;
mod collected;
mod content;
mod content_de;
#[cfg(feature = "descriptions")]
pub(crate) mod describe;
mod deserialize;
mod document;
mod field;
mod given;
mod messages;
mod misfits;
mod parse;
mod problem;
mod report;
pub mod rules;
mod slots;
#[cfg(test)]
mod tests;
mod type_error;
mod written;

pub use check::{Check, Context, NoContext};
pub use content_de::ContentDeserializer;
pub use deserialize::deserialize;
pub use field::{Input, ModelMeta, Reader, boxed, input};
pub use given::{Given, check_given};
pub use messages::{Messages, set_messages};
pub use parse::Model;
pub use problem::Problem;
pub use report::{Issue, Report};
pub use slots::{FromSlots, Slots};
pub use type_error::TypeError;
pub use written::{ColumnOf, Extra, FieldOf, Filled, Server, Sink, WrittenField, check_fields, extra};
