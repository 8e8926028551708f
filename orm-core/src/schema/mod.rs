//! What `#[derive(Table)]` says about a struct: traits it implements, handles and metadata it makes.
//!
//! [`Table`] is the struct and its facts, [`View`] one whose rows are read of a query with a name, [`Source`] anything that stands in a FROM list (a table or an alias of it),
//! [`Col`] and [`Tbl`] the handles users write, [`TableMeta`] the same facts as data, [`FromRow`] the way of a row into
//! the struct, [`Insertable`] and [`Changeset`] the way of the models into statements. A [`Relation`] leads to another table
//! along a [`Link`]; [`Loaded`] is what a query read of it.

mod changeset;
mod handles;
mod insertable;
mod link;
mod loaded;
mod meta;
mod relation;
mod table;
mod view;

pub use changeset::{Changeset, PatchOf, PatchSet};
pub use handles::{Col, Tbl};
pub use insertable::{InsertRow, Insertable, RowOf};
pub use link::Link;
pub(crate) use link::Side;
pub use loaded::{Before, Entries, Here, Holds, Loaded, Shown, With};
pub(crate) use meta::Declared;
pub use meta::{
    ColumnMeta, ConstraintKind, ConstraintMeta, ForeignKeyMeta, OnUpdate, TableMeta, column, constraint,
    foreign_key,
};
pub use relation::{
    Always, Many, ManyToMany, Maybe, Owns, Referring, Refers, Related, Relation, RelationOf, Shape, Through,
};
pub use table::{FromRow, HasColumns, Record, SoftDeleted, Source, Table, Versioned};
pub use view::{Materialized, UniquelyIndexed, View, Writable};
