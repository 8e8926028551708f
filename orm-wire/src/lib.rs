//! What travels between server and client: values, the rules they are under, and how both are written down for others.
//!
//! The exporter of orm-migrate reads values from source, orm-core makes them of compiled models. Both write them here, so
//! that clients are told the same whichever they ask. Outside semver: only the crates of the same version use it.

mod known;
mod limits;
mod patterns;
mod value;

pub mod json_schema;
pub mod queries;
pub mod typescript;

pub use known::{Direction, known};
pub use limits::{Limits, TextForm};
pub use value::{Definition, Member, Object, Part, Route, Type, Value, Wire, has_json};
