//! Columns that take the cells of a query.

use super::Columns;
use crate::schema::{Col, Table};
use crate::types::{ColumnType, Field};

/// Columns of the table `T` that take rows of the type `Row`: a column or a tuple of up to 8, each of the type of its cell.
/// A column that may be NULL takes a cell that may not.
#[diagnostic::on_unimplemented(
    message = "these columns of `{T}` cannot take rows of `{Row}`",
    label = "expected a column for each cell of `{Row}`",
    note = "name as many columns as the query selects, in the same order and of the same types"
)]
pub trait Takes<T, Row>: Columns<T> {}

#[diagnostic::do_not_recommend]
impl<T: Table, F: Field + TakesCell<Cell>, Cell> Takes<T, Cell> for Col<T, F> {}

/// A field that takes a cell of a query.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` cannot take `{Cell}`",
    label = "expected a `{Self}`",
    note = "what may be NULL fits only a column whose type is an `Option`; `.coalesce(..)` gives it a value"
)]
pub trait TakesCell<Cell> {}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> TakesCell<T> for T {}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> TakesCell<T> for Option<T> {}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> TakesCell<Option<T>> for Option<T> {}

macro_rules! tuple {
    ($($C:ident $X:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<T: Table, $($C: Takes<T, $X>, $X),*> Takes<T, ($($X,)*)> for ($($C,)*) {}
    };
}

tuple!(A XA);
tuple!(A XA B XB);
tuple!(A XA B XB C XC);
tuple!(A XA B XB C XC D XD);
tuple!(A XA B XB C XC D XD E XE);
tuple!(A XA B XB C XC D XD E XE F XF);
tuple!(A XA B XB C XC D XD E XE F XF G XG);
tuple!(A XA B XB C XC D XD E XE F XF G XG H XH);
