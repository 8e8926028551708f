//! PostgreSQL: the binary forms of its types, its arguments and its errors.
//!
//! The forms are written and read here, by type OID, so that no value passes through a second representation and no type
//! crate needs its sqlx feature.

mod array;
mod bind;
mod cell;
mod copy;
mod enum_name;
mod listen;
mod numeric;
mod oid;
mod rejected;
mod wire;

pub(crate) use cell::PgCell;
pub(super) use copy::run as copy;
pub(super) use listen::Hearing;
