//! Statements as plain data: untyped, without SQL text and without user types.
//!
//! The typed builders fill these nodes, the writer of `sql/` turns them into text. Whatever a database cannot run is kept
//! out by the types above; the nodes themselves are the same for all.

mod expr;
mod raw;
mod select;
mod write;

pub use expr::{
    Aggregate, AggregateFunction, BinaryOperator, CastType, Expr, Function, LikePattern, ListTest, Matching,
};
pub use raw::{Raw, RawPart};
pub use select::{Distinct, Item, Join, JoinKind, Nulls, Order, Select, TableRef};
pub use write::{Assignment, Change, Conflict, ConflictAction, Delete, Insert, Update};
