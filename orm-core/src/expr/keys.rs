//! Keys inside of expressions: of windows, and of aggregates with an order. What they use is part of their expression.

use super::{Expr, Expression, One, Ordered};
use crate::ast;
use crate::schema::{Col, Source};
use crate::types::{ColumnType, Field, Nullness};

/// What rows are partitioned by: a column, an expression, or a tuple of up to 4.
#[diagnostic::on_unimplemented(
    message = "rows cannot be partitioned by `{Self}`",
    label = "not a column or expression"
)]
pub trait GroupKeys {
    /// What they need of their query.
    type Uses;

    /// Puts the keys into the clause.
    fn push(self, list: &mut Vec<ast::Expr>);
}

/// What rows are sorted by: a column, an expression, either with a direction, or a tuple of up to 4; `()` is no order.
#[diagnostic::on_unimplemented(
    message = "rows cannot be sorted by `{Self}`",
    label = "not a column or expression"
)]
pub trait OrderKeys {
    /// What they need of their query.
    type Uses;

    /// Puts the keys into the clause.
    fn push(self, list: &mut Vec<ast::Order>);
}

impl<S: Source, F: Field> GroupKeys for Col<S, F> {
    type Uses = One<S>;

    fn push(self, list: &mut Vec<ast::Expr>) {
        list.push(self.into_node().compared_as(F::Base::SQL_NAME));
    }
}

impl<T: ColumnType, N: Nullness, U> GroupKeys for Expr<T, N, U> {
    type Uses = U;

    fn push(self, list: &mut Vec<ast::Expr>) {
        list.push(self.node().compared_as(T::SQL_NAME));
    }
}

impl<S: Source, F: Field> OrderKeys for Col<S, F> {
    type Uses = One<S>;

    fn push(self, list: &mut Vec<ast::Order>) {
        list.push(ast::Order::ascending(self.into_node().compared_as(F::Base::SQL_NAME)));
    }
}

impl<T: ColumnType, N: Nullness, U> OrderKeys for Expr<T, N, U> {
    type Uses = U;

    fn push(self, list: &mut Vec<ast::Order>) {
        list.push(ast::Order::ascending(self.node().compared_as(T::SQL_NAME)));
    }
}

impl<T, N, U> OrderKeys for Ordered<T, N, U> {
    type Uses = U;

    fn push(self, list: &mut Vec<ast::Order>) {
        list.push(self.into_order());
    }
}

impl OrderKeys for () {
    type Uses = ();

    fn push(self, _list: &mut Vec<ast::Order>) {}
}

/// What several keys use, as a tree of pairs.
macro_rules! uses {
    ($Trait:ident:) => { () };
    ($Trait:ident: $K:ident $($rest:ident)*) => { (<$K as $Trait>::Uses, uses!($Trait: $($rest)*)) };
}

macro_rules! tuple {
    ($Trait:ident, $Node:ty: $($K:ident)*) => {
        impl<$($K: $Trait),*> $Trait for ($($K,)*) {
            type Uses = uses!($Trait: $($K)*);

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn push(self, list: &mut Vec<$Node>) {
                let ($($K,)*) = self;
                $($K.push(list);)*
            }
        }
    };
}

tuple!(GroupKeys, ast::Expr: A);
tuple!(GroupKeys, ast::Expr: A B);
tuple!(GroupKeys, ast::Expr: A B C);
tuple!(GroupKeys, ast::Expr: A B C D);
tuple!(OrderKeys, ast::Order: A);
tuple!(OrderKeys, ast::Order: A B);
tuple!(OrderKeys, ast::Order: A B C);
tuple!(OrderKeys, ast::Order: A B C D);
