//! Whether a statement says which rows it reaches, and which version of them.

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

/// The condition that a row has this version.
pub(super) fn version_is(table: &TableMeta, version: Value) -> Option<Expr> {
    let column = Expr::Column { source: table.name, name: table.columns[table.version?].name };
    Some(Expr::binary(BinaryOperator::Equal, column, Expr::Value(version)))
}
