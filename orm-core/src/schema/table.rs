//! Tables, and what stands in a FROM list.

use super::{Changeset, Insertable, TableMeta};
use crate::types::{Cells, DecodeError};

/// Something that stands in a FROM list: a table, or an alias of one made by `alias!`.
pub trait Source: 'static {
    /// The table whose rows it yields.
    type Table: Table;
    /// The name that qualifies its columns.
    const ALIAS: &'static str;
}

/// A struct whose values are the rows of a table. Implemented by `#[derive(Table)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "not a table",
    note = "annotate the struct with `#[derive(Table)]`"
)]
pub trait Table: Source<Table = Self> + FromRow + Sized + Send {
    /// The model of a row to insert.
    type New: Insertable<Table = Self>;
    /// The model of a change.
    type Patch: Changeset<Table = Self>;
    /// The columns, over the table itself or an alias of it.
    type Columns<S: Source>;

    /// The facts about the table.
    const META: &'static TableMeta;

    /// The columns of the source `S`.
    fn columns<S: Source>() -> Self::Columns<S>;
}

/// A struct that is read from the cells of a row, by position.
pub trait FromRow: Sized {
    /// Takes as many cells as the struct has fields.
    fn from_row(cells: &mut Cells<'_>) -> Result<Self, DecodeError>;
}
