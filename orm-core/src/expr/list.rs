//! The right side of `in`: a list of values or a subquery.

use super::{NeedsDatabase, Scope};
use crate::ast;
use crate::dialect::Database;
use crate::query::{Compound, Query, Select};
use crate::types::{ColumnType, Field, NotNull, Nullness, Value};

/// A value of the type `T` in a list: the value, a reference to it, `&str` for `String`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be bound as a value",
    label = "not a value of a type that a column can have"
)]
pub trait IntoValue<T> {
    /// The value to bind.
    fn into_list_value(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> IntoValue<T> for T {
    fn into_list_value(self) -> Value {
        self.into_value()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType + Clone> IntoValue<T> for &T {
    fn into_list_value(self) -> Value {
        self.clone().into_value()
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<String> for &str {
    fn into_list_value(self) -> Value {
        self.to_owned().into_value()
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<String> for &&str {
    fn into_list_value(self) -> Value {
        (*self).to_owned().into_value()
    }
}

/// What a column of the type `T` can be looked for in: anything that iterates over values (an array, a slice, a `Vec`), or
/// a query that selects one expression.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of `{T}`",
    label = "expected values of type `{T}`, or a query that selects one `{T}`",
    note = "an array, a slice or a `Vec` of values is a list; of a query, `.select(column)` takes one column"
)]
pub trait InList<T> {
    /// Can an element be NULL?
    type Null: Nullness;
    /// What it needs of the query around it.
    type Uses;

    /// The test of `operand` against it.
    fn test(self, operand: ast::Expr, is_negated: bool) -> ast::Expr;
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType, I> InList<T> for I
where
    I: IntoIterator,
    I::Item: IntoValue<T>,
{
    type Null = NotNull;
    type Uses = ();

    fn test(self, operand: ast::Expr, is_negated: bool) -> ast::Expr {
        let values = self.into_iter().map(IntoValue::into_list_value).collect();
        let operand = Box::new(operand.compared_as(T::SQL_NAME));
        ast::Expr::InList(ast::ListTest { operand, values, ty: T::SQL_NAME, is_negated })
    }
}

macro_rules! queries {
    ($($Query:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ColumnType, D: Database, Sc: Scope, F: Field<Base = T>> InList<T> for $Query<D, Sc, F> {
            type Null = F::Null;
            type Uses = (NeedsDatabase<D>, Sc::OuterUses);

            fn test(self, operand: ast::Expr, is_negated: bool) -> ast::Expr {
                let select = Box::new(self.into_query().compared_as(T::SQL_NAME));
                let operand = Box::new(operand.compared_as(T::SQL_NAME));
                ast::Expr::InSelect { operand, select, is_negated }
            }
        }
    )*};
}

queries!(Select, Compound);
