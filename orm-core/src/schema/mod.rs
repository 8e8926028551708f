//! What `#[derive(Table)]` says about a struct: traits it implements, handles and metadata it makes.
//!
//! [`Table`] is the struct and its facts, [`Source`] anything that stands in a FROM list (a table or an alias of it),
//! [`Col`] and [`Tbl`] the handles users write, [`TableMeta`] the same facts as data, [`FromRow`] the way of a row into
//! the struct, [`Insertable`] and [`Changeset`] the way of the models into statements.

mod changeset;
mod handles;
mod insertable;
mod meta;
mod table;

pub use changeset::{Changeset, PatchOf, PatchSet};
pub use handles::{Col, Tbl};
pub use insertable::{InsertRow, Insertable, RowOf};
pub use meta::{ColumnMeta, ConstraintKind, ConstraintMeta, OnUpdate, TableMeta, column, constraint};
pub use table::{FromRow, Record, SoftDeleted, Source, Table, Versioned};
