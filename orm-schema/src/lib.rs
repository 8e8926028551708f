//! What a table *is*, in a model that every other crate shares, and how Rust source says it.
//!
//! Floor 0 of the workspace: no IO, no serde, no SQL statements. [`model`] is the vocabulary, [`types`] the storage types,
//! [`ident`] the one place that quotes, [`tokens`], [`select`] and [`dependencies`] what is read of SQL, [`validate`] the
//! rules over a whole schema, and `parse` (a feature) the one reader of `#[derive(Table)]` source, used both by the derive
//! and by the exporter.
//!
//! This crate is outside semver: users never name it.

pub mod dependencies;
pub mod dialect;
pub mod ident;
pub mod model;
#[cfg(feature = "parse")]
pub mod parse;
pub mod select;
pub mod tokens;
pub mod types;
pub mod validate;

pub use dialect::Dialect;
pub use model::SchemaDef;
pub use types::SqlType;

/// The two sides of a comparison, named so that a caller cannot swap them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<T> {
    /// The older side.
    pub previous: T,
    /// The newer side.
    pub next: T,
}
