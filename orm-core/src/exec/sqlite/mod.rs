//! SQLite: its storage classes, the fixed text form of times, its arguments and its errors.

mod bind;
mod cell;
mod rejected;
mod time;
mod wire;

pub(super) use cell::SqliteCell;
