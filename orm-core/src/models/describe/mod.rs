//! What others are told of rows and models: JSON Schema (schemars), OpenAPI (utoipa), TypeScript (ts-rs).
//!
//! Nothing of it is expanded. A model is described by the constants that it is read with, and its rules by running them on
//! nothing; the derives add what the type of each field looks like, and one line for each struct. `orm_wire` writes it down,
//! as it does for `orm-migrate export`, so that both tell the same.
//!
//! ```text
//! looks (of a type) ─┐
//! rules (said) ──────┼─► about (of a struct) ─► json_schema, open_api, typescript
//! ModelMeta, RowMember ┘
//! ```

mod about;
#[cfg(any(feature = "schemars", feature = "utoipa"))]
mod foreign;
#[cfg(feature = "schemars")]
mod json_schema;
mod looks;
mod macros;
#[cfg(feature = "utoipa")]
mod open_api;
mod plain;
mod rules;
#[cfg(feature = "ts-rs")]
mod typescript;

pub use about::{About, Described, RowMember, What, member};
#[cfg(feature = "schemars")]
pub use json_schema::json_schema;
pub use looks::{Looks, Probe, Unknown};
#[cfg(feature = "utoipa")]
pub use open_api::{open_api, open_api_parts};
pub use plain::{Plain, labels, plain};
pub(super) use rules::Said;
#[cfg(feature = "ts-rs")]
pub use typescript::{typescript, typescript_docs, visit_own};
