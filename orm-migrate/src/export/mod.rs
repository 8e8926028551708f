//! What is made of the structs beside migrations, from the source alone: no database, no compiler.
//!
//! `wire` says what travels between server and client, and what can be asked; `orm_wire` writes it down. `sql`, `mermaid`
//! and `dbml` write the schema. `build_script` is for `build.rs`.

mod build_script;
mod dbml;
mod mermaid;
mod queries;
mod sql;
#[cfg(test)]
mod tests;
mod wire;

pub use build_script::{ExportError, export};
pub use queries::Queries;

use orm_schema::Dialect;

use crate::diff::DiffError;
use crate::source::Source;

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Types of the models, for clients.
    TypeScript,
    /// JSON Schema of the models (draft 2020-12), with their rules.
    JsonSchema,
    /// The statements that create everything.
    Sql,
    /// An entity relationship diagram for Mermaid.
    Mermaid,
    /// The schema for dbdiagram.io.
    Dbml,
}

impl Format {
    /// Is it about models? Then the source must be read `with_models`.
    pub const fn has_models(self) -> bool {
        match self {
            Self::TypeScript | Self::JsonSchema => true,
            Self::Sql | Self::Mermaid | Self::Dbml => false,
        }
    }

    /// The text of the file.
    ///
    /// # Errors
    /// The database of `dialect` cannot hold the schema; only for [`Format::Sql`].
    pub fn text(self, source: &Source, dialect: Dialect) -> Result<String, DiffError> {
        Ok(match self {
            Self::TypeScript => orm_wire::typescript::text(&wire::read(source)),
            Self::JsonSchema => orm_wire::json_schema::text(&wire::read(source)),
            Self::Sql => sql::text(&source.schema, dialect)?,
            Self::Mermaid => mermaid::text(&source.schema, dialect),
            Self::Dbml => dbml::text(&source.schema, dialect),
        })
    }
}
