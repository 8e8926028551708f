//! Arrays (PostgreSQL).

use super::function::{Either, call};
use super::{Expr, Expression, IntoExpr, NeedsArrays, Never};
use crate::ast::Function;
use crate::types::{ArrayElement, ColumnType, Field, Null};

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

    /// `array_prepend(element, self)`
    fn array_prepend<A: IntoExpr<<Self::Ty as ArrayType>::Element>>(
        self,
        element: A,
    ) -> Expr<Self::Ty, Self::Null, (NeedsArrays, (Self::Uses, A::Uses))> {
        call(Function::ArrayPrepend, [self.into_node(), element.into_expr_node()])
    }

    /// `array_cat(self, other)`: the elements of both; NULL counts as none.
    fn array_concat<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<Self::Ty, Either<Self, A::Null>, (NeedsArrays, (Self::Uses, A::Uses))> {
        call(Function::ArrayConcat, [self.into_node(), other.into_expr_node()])
    }

    /// `self[place]`: the element at that place, from 1; NULL when there is none.
    fn array_element<A: IntoExpr<i32>>(
        self,
        place: A,
    ) -> Expr<Base<Self>, Null, Never<(NeedsArrays, (Self::Uses, A::Uses))>>
    where
        <Self::Ty as ArrayType>::Element: Field,
    {
        call(Function::ArrayElement, [self.into_node(), place.into_expr_node()])
    }

    /// `array_remove(self, element)`: without that element, wherever it is.
    fn array_remove<A: IntoExpr<<Self::Ty as ArrayType>::Element>>(
        self,
        element: A,
    ) -> Expr<Self::Ty, Self::Null, (NeedsArrays, (Self::Uses, A::Uses))> {
        call(Function::ArrayRemove, [self.into_node(), element.into_expr_node()])
    }

    /// `array_replace(self, element, other)`: with another element in its place, wherever it is.
    fn array_replace<A, B>(
        self,
        element: A,
        other: B,
    ) -> Expr<Self::Ty, Self::Null, (NeedsArrays, (Self::Uses, (A::Uses, B::Uses)))>
    where
        A: IntoExpr<<Self::Ty as ArrayType>::Element>,
        B: IntoExpr<<Self::Ty as ArrayType>::Element>,
    {
        call(Function::ArrayReplace, [self.into_node(), element.into_expr_node(), other.into_expr_node()])
    }

    /// `array_position(self, element)`: where the element first is, from 1; NULL when it is not there.
    fn array_position<A: IntoExpr<<Self::Ty as ArrayType>::Element>>(
        self,
        element: A,
    ) -> Expr<i32, Null, Never<(NeedsArrays, (Self::Uses, A::Uses))>> {
        call(Function::ArrayPosition, [self.into_node(), element.into_expr_node()])
    }

    /// `array_to_string(self, separator)`: the elements as text, with a separator between them; without those that are NULL.
    fn array_to_text<A: IntoExpr<String>>(
        self,
        separator: A,
    ) -> Expr<String, Either<Self, A::Null>, (NeedsArrays, (Self::Uses, A::Uses))> {
        call(Function::ArrayToText, [self.into_node(), separator.into_expr_node()])
    }
}

/// The type of an element that is not NULL.
type Base<E> = <<<E as Expression>::Ty as ArrayType>::Element as Field>::Base;

impl<E: Expression<Ty: ArrayType>> Arrays for E {}
