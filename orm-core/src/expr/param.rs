//! Parameters of prepared queries.

use std::fmt;
use std::marker::PhantomData;

use super::{Expression, InList, IntoValue};
use crate::ast;
use crate::types::{ArrayElement, ColumnType, NotNull, Parameter, ParameterForm, Value};

/// A parameter of a prepared query: stands where a value of the type `T` may. [`prepare`](crate::query::prepare) hands them
/// out; in any other query they are an [`ErrorKind::Encode`](crate::ErrorKind::Encode) when it is run.
///
/// `Param<Option<T>>` stands where NULL may: in `.set(..)` and `row!`. `Param<Vec<T>>` is the list of an `.in_(..)`, and on
/// PostgreSQL also an array. `Param<u64>` is a limit or an offset.
pub struct Param<T> {
    position: usize,
    marker: PhantomData<fn() -> T>,
}

impl<T> Param<T> {
    pub(crate) const fn new(position: usize) -> Self {
        Self { position, marker: PhantomData }
    }

    pub(crate) const fn position(self) -> usize {
        self.position
    }

    pub(crate) fn value(self) -> Value {
        Parameter::value(self.position, ParameterForm::Value)
    }
}

impl<T> Clone for Param<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Param<T> {}

impl<T> fmt::Debug for Param<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Param").field(&self.position).finish()
    }
}

impl<T: ColumnType> Expression for Param<T> {
    type Ty = T;
    type Null = NotNull;
    type Uses = ();

    fn into_node(self) -> ast::Expr {
        ast::Expr::Value(self.value())
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> IntoValue<T> for Param<T> {
    fn into_list_value(self) -> Value {
        self.value()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType + ArrayElement> InList<T> for Param<Vec<T>> {
    type Null = NotNull;
    type Uses = ();

    fn test(self, operand: ast::Expr, is_negated: bool) -> ast::Expr {
        let operand = Box::new(operand.compared_as(T::SQL_NAME));
        let values = vec![Parameter::value(self.position, ParameterForm::List)];
        ast::Expr::InList(ast::ListTest { operand, values, ty: T::SQL_NAME, is_negated })
    }
}
