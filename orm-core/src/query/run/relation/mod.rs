//! Loading relations: one statement for each, whatever the number of rows.
//!
//! Rows are read with the keys by which their relations are found ([`key`]); a relation is then one query for all keys at
//! once ([`level`]), whose rows go to the parents that their keys name ([`index`]), and so on for the relations of those
//! ([`load`]). A stream does so for some hundred rows at a time ([`stream`]).

mod index;
mod key;
mod level;
mod load;
mod nested;
mod stream;

pub(super) use load::Root;
pub(in crate::query) use load::children;
pub use load::{LinkKeys, Rows};
pub use stream::Streamed;
