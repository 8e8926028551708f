//! The builders that users chain: typed statements over the nodes of [`ast`](crate::ast).
//!
//! [`Select`] begins with its source, so that the scope is known where a column is written. [`Insert`], [`Update`] and
//! [`Delete`] write one table, [`UpdateMany`] changes many rows, each in its own way; [`Returning`] is any of them with the rows it hands back. A clause never changes the type of
//! a query, except for what is checked by it: joins extend the scope, a select list sets the row. Each statement renders
//! itself without a database (`.sql(Postgres)`); the terminals that run it are in `run` (feature `exec`).

/// What several parts of a clause use, as a tree of pairs.
macro_rules! used_by_all {
    () => { () };
    ($T:ident $($rest:ident)*) => { ($T::Uses, used_by_all!($($rest)*)) };
}

mod assign;
mod change_joins;
mod columns;
mod compound;
mod conflict;
mod copy;
mod cursor;
mod decorated;
mod delete;
mod grouping;
mod insert;
mod joins;
mod keys;
mod lock;
mod merge;
#[cfg(feature = "exec")]
mod page;
mod prepare;
mod projection;
mod recursion;
mod refresh;
mod relation;
mod restrict;
mod returning;
mod row;
mod row_count;
mod row_values;
#[cfg(feature = "exec")]
mod run;
mod select;
mod selection;
mod source;
mod takes;
mod truncate;
mod update;
mod update_many;

pub use assign::Assign;
pub use columns::Columns;
pub use compound::{Compound, Query};
pub use conflict::{Assigned, ConflictUpdate, OnConflict, OnDuplicateKey, excluded};
pub use copy::CopyMany;
pub use cursor::{Cursor, CursorKeys};
pub use decorated::{Hinted, Sampled};
pub use delete::Delete;
pub use insert::{Insert, Several, Single};
pub use joins::WholeRow;
pub use keys::{DistinctKeys, Keys, SortKeys};
pub use merge::{Merge, MergeChanges, MergeWhen, OfSource, OfTable};
#[cfg(feature = "exec")]
pub use page::{CursorPage, Page, PageAfter, PageKeys, Paginated};
pub use prepare::{
    Argument, Arguments, Bound, Parameterized, Preparable, PreparedChange, PreparedQuery, PreparedReturning,
    PreparedSql, prepare,
};
pub use projection::{Accepts, Covers, Fits, Projected, Projection, Yielded, field_items, read_field};
pub use recursion::{Circular, Recursive, SearchOrder, Searchable};
pub use refresh::{Blocking, Concurrent, Refresh};
pub use relation::{
    Branches, Choice, Chosen, InsertWith, Lists, Loads, NewRows, ProjectedTree, ProjectionTree,
    RelationQuery, Tree, Whole, branch, branches,
};
#[cfg(feature = "exec")]
use relation::{KeyCells, cells, free_name, own_cells};
use relation::{Links, add_links};
pub use restrict::{EveryRow, OneTable, Reach, ReadsTables, Restricted, SomeRows};
pub use returning::Returning;
pub use row::{CellValue, Row};
pub use row_count::IntoRowCount;
pub use row_values::RowValues;
#[cfg(feature = "exec")]
pub use run::{CopiesOn, Explanation, TruncatesOn};
#[cfg(feature = "exec")]
#[doc(hidden)]
pub use run::{LinkKeys, Rows, Streamed};
pub use select::{Select, from};
pub use selection::Selection;
pub use source::{Cte, DerivedTable, FromItem, InlineItem, Makes, NamedRows};
pub use takes::{Takes, TakesCell};
pub use truncate::Truncate;
pub use update::Update;
pub use update_many::{ManyReturning, RowKey, UpdateMany};

use std::marker::PhantomData;

use crate::types::{Cells, DecodeError};

/// Reads a row that was selected.
pub(crate) type Decode<Row> = fn(&mut Cells<'_>) -> Result<Row, DecodeError>;

/// What the type of a statement says beside its node: database, table, and a mark.
type Marker<D, T, M> = PhantomData<fn() -> (D, T, M)>;
