//! What a limit and an offset take.

use crate::ast::RowCount;
use crate::expr::Param;

/// A number of rows: a `u64`, or in a prepared query a `Param<u64>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number of rows",
    label = "expected a `u64`",
    note = "a number of rows is a `u64`; in a prepared query it may be a `Param<u64>`"
)]
pub trait IntoRowCount {
    /// The node.
    fn into_row_count(self) -> RowCount;
}

#[diagnostic::do_not_recommend]
impl IntoRowCount for u64 {
    fn into_row_count(self) -> RowCount {
        RowCount::Number(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoRowCount for Param<u64> {
    fn into_row_count(self) -> RowCount {
        RowCount::Parameter(self.position())
    }
}
