//! Statements as plain data: untyped, without SQL text and without user types.
//!
//! The typed builders fill these nodes, the writer of `sql/` turns them into text. Whatever a database cannot run is kept
//! out by the types above; the nodes themselves are the same for all.

mod expr;
mod insert;
mod lock;
mod merge;
mod names;
mod raw;
mod select;
mod source;
mod update_many;
mod write;

pub(crate) use expr::is_decimal;
pub use expr::{
    Aggregate, AggregateFunction, BinaryOperator, CastType, ComparedBy, Exclude, Expr, FormatPart, Frame,
    FrameBound, FrameUnit, Function, JsonChange, JsonChangeKind, JsonForm, JsonPath, JsonRead, JsonStep,
    LikePattern, ListTest, Matching, Over, Quantified, RowsTest, SearchFunction, TimeForm, TimeFormat,
    TimePart, TimeUnit, ValueSet, VectorDistance, Window, WindowFunction, ZoneForm,
};
pub use insert::{Conflict, ConflictAction, ConflictTarget, Insert, NewRow, NewRows, Overriding};
pub use lock::{Lock, LockStrength, LockWait};
pub use merge::{Merge, MergeAction, MergedRows, When};
pub use raw::{Raw, RawPart};
pub use select::{
    Combined, Distinct, Grouping, Item, Join, JoinKind, Nulls, Order, RowCount, RowRange, Select, SetOperator,
};
pub use source::{Cte, CteBody, Cycle, Decoration, IndexHint, Keys, SampleMethod, Search, Source, TableRef};
pub use update_many::{RowChange, UpdateMany};
pub use write::{Assignment, Change, Delete, Refresh, Truncate, Update};
