//! SQLite: its storage classes, the fixed text form of times, its arguments and its errors.

mod bind;
mod cell;
mod direct;
mod held;
mod rejected;
mod time;
mod wire;

use super::{RowRef, failure};
use crate::error::Error;
use crate::types::{Cells, DecodeError};

pub(super) use cell::SqliteCell;
pub(crate) use direct::Row;
pub(super) use direct::{Direct, Files, Interrupt};
pub(crate) use held::Stored;

/// What `decode` reads from a row of one cell, which holds a key that the database counted up.
pub(crate) fn key_row<Row>(
    key: i64,
    column: &str,
    decode: fn(&mut Cells<'_>) -> Result<Row, DecodeError>,
) -> Result<Row, Error> {
    let row = [Stored::Integer(key)];
    decode(&mut Cells::new(RowRef::SqliteStored(&row))).map_err(|error| failure::decode(column, &error))
}
