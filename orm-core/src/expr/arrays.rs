//! Arrays (PostgreSQL).

use super::function::{Either, call};
use super::{Expr, Expression, IntoExpr, NeedsArrays};
use crate::ast::Function;
use crate::types::{ArrayElement, ColumnType};

/// A Rust type stored as an array.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an array",
    label = "only arrays have this operation"
)]
pub trait ArrayType: ColumnType {
    /// The type of its elements.
    type Element;
}

impl<T: ArrayElement> ArrayType for Vec<T> {
    type Element = T;
}

/// What an array can do. PostgreSQL only.
pub trait Arrays: Expression<Ty: ArrayType> {
    /// `self @> other`: every element of the other is in it.
    fn array_contains<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<bool, Either<Self, A::Null>, (NeedsArrays, (Self::Uses, A::Uses))> {
        call(Function::ArrayContains, [self.into_node(), other.into_expr_node()])
    }

    /// `self <@ other`: every element of it is in the other.
    fn array_contained_in<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<bool, Either<Self, A::Null>, (NeedsArrays, (Self::Uses, A::Uses))> {
        call(Function::ArrayContainedIn, [self.into_node(), other.into_expr_node()])
    }

    /// `self && other`: they have an element in common.
    fn array_overlaps<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<bool, Either<Self, A::Null>, (NeedsArrays, (Self::Uses, A::Uses))> {
        call(Function::ArrayOverlaps, [self.into_node(), other.into_expr_node()])
    }

    /// `element = any(self)`
    fn array_has<A: IntoExpr<<Self::Ty as ArrayType>::Element>>(
        self,
        element: A,
    ) -> Expr<bool, Either<Self, A::Null>, (NeedsArrays, (Self::Uses, A::Uses))> {
        call(Function::ArrayHas, [self.into_node(), element.into_expr_node()])
    }

    /// `cardinality(self)`: the number of elements.
    fn array_length(self) -> Expr<i32, Self::Null, (NeedsArrays, Self::Uses)> {
        call(Function::ArrayLength, [self.into_node()])
    }

    /// `array_append(self, element)`
    fn array_append<A: IntoExpr<<Self::Ty as ArrayType>::Element>>(
        self,
        element: A,
    ) -> Expr<Self::Ty, Self::Null, (NeedsArrays, (Self::Uses, A::Uses))> {
        call(Function::ArrayAppend, [self.into_node(), element.into_expr_node()])
    }
}

impl<E: Expression<Ty: ArrayType>> Arrays for E {}
