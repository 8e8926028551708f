//! Which rows a statement says that it reaches, which version of them, and whether it may read other tables.

use std::marker::PhantomData;

use crate::ast::{BinaryOperator, Expr};
use crate::schema::TableMeta;
use crate::types::Value;

/// Marks a statement without a filter: it would reach every row, which has to be said with `.all_rows()`.
pub struct EveryRow;

/// Marks a statement that says which rows it reaches.
pub struct SomeRows;

/// The statement says which rows it reaches.
#[diagnostic::on_unimplemented(
    message = "this statement has no filter, so it would reach every row",
    label = "no `.filter(..)` before this",
    note = "add `.filter(..)`, or say that every row is meant with `.all_rows()`"
)]
pub trait Restricted {}

impl Restricted for SomeRows {}
impl<R: Restricted> Restricted for OneTable<R> {}

/// Marks a statement with an order or a limit, which MySQL knows only where a statement reads no other table.
pub struct OneTable<R>(PhantomData<R>);

/// What a statement says of the rows it reaches, and what it says after one word more.
pub trait Reach {
    /// With a filter.
    type Some: Reach;
    /// With an order or a limit.
    type Alone: Reach;
}

impl Reach for EveryRow {
    type Some = SomeRows;
    type Alone = OneTable<Self>;
}

impl Reach for SomeRows {
    type Some = Self;
    type Alone = OneTable<Self>;
}

impl<R: Reach> Reach for OneTable<R> {
    type Some = OneTable<R::Some>;
    type Alone = Self;
}

/// The statement may read other tables.
#[diagnostic::on_unimplemented(
    message = "this update or delete has an order or a limit, so it can read no other table",
    label = "an order or a limit stands before this",
    note = "find the rows by a subquery in the filter: `.filter(exists(..))` or `.filter(column.in_(query))`"
)]
pub trait ReadsTables: Reach {}

impl ReadsTables for EveryRow {}
impl ReadsTables for SomeRows {}

/// The condition that a row has this version.
pub(super) fn version_is(table: &TableMeta, version: Value) -> Option<Expr> {
    let column = Expr::Column { source: table.name, name: table.columns[table.version?].name };
    Some(Expr::binary(BinaryOperator::Equal, column, Expr::Value(version)))
}
