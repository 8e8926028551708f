//! SQLite: its storage classes, the fixed text form of times, its arguments and its errors.

mod bind;
mod cell;
mod direct;
mod held;
mod rejected;
mod time;
mod wire;

pub(super) use cell::SqliteCell;
pub(crate) use direct::Row;
pub(super) use direct::{Direct, Files, Interrupt};
pub(crate) use held::Stored;
