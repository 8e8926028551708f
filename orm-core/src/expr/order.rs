//! Sort keys.

use std::marker::PhantomData;

use super::Expression;
use crate::ast::{self, Nulls};
use crate::types::ColumnType;

/// An expression with a direction, for `order_by`: of the type `T`, NULL as `N` says, with the needs `U`.
pub struct Ordered<T, N, U> {
    order: ast::Order,
    marker: PhantomData<fn() -> (T, N, U)>,
}

impl<T, N, U> Ordered<T, N, U> {
    pub(crate) fn new(order: ast::Order) -> Self {
        Self { order, marker: PhantomData }
    }

    /// `nulls first`. MySQL has no such words: a key before this one says the same there.
    #[must_use]
    pub fn nulls_first(mut self) -> Self {
        self.order.nulls = Some(Nulls::First);
        self
    }

    /// `nulls last`. MySQL has no such words: a key before this one says the same there.
    #[must_use]
    pub fn nulls_last(mut self) -> Self {
        self.order.nulls = Some(Nulls::Last);
        self
    }

    pub(crate) fn into_order(self) -> ast::Order {
        self.order
    }
}

/// The directions of a sort key.
pub trait Sortable: Expression {
    /// Smallest first. Without `nulls_first` or `nulls_last`, NULL is the largest value on PostgreSQL and the smallest on
    /// the others.
    fn asc(self) -> Ordered<Self::Ty, Self::Null, Self::Uses> {
        Ordered {
            order: ast::Order::ascending(self.into_compared().compared_as(Self::Ty::SQL_NAME)),
            marker: PhantomData,
        }
    }

    /// Largest first.
    fn desc(self) -> Ordered<Self::Ty, Self::Null, Self::Uses> {
        let order = ast::Order {
            is_descending: true,
            ..ast::Order::ascending(self.into_compared().compared_as(Self::Ty::SQL_NAME))
        };
        Ordered { order, marker: PhantomData }
    }
}

impl<E: Expression> Sortable for E {}
