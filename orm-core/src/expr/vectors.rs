//! Distances of vectors (PostgreSQL with pgvector).

use super::function::{Either, call};
use super::{Expr, Expression, IntoExpr, NeedsVectors};
use crate::ast::{Function, VectorDistance};
use crate::types::ColumnType;

/// A Rust type stored as a vector of numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a vector",
    label = "only vectors have this distance"
)]
pub trait VectorType: ColumnType {}

#[cfg(feature = "pgvector")]
impl VectorType for pgvector::Vector {}

/// A Rust type stored as a string of bits.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a string of bits",
    label = "only strings of bits have this distance"
)]
pub trait BitsType: ColumnType {}

#[cfg(feature = "bit-vec")]
impl BitsType for bit_vec::BitVec {}

macro_rules! distances {
    ($($(#[$docs:meta])* $method:ident, $Distance:ident;)*) => {$(
        $(#[$docs])*
        fn $method<A: IntoExpr<Self::Ty>>(
            self,
            other: A,
        ) -> Expr<f64, Either<Self, A::Null>, (NeedsVectors, (Self::Uses, A::Uses))> {
            call(Function::Distance(VectorDistance::$Distance), [self.into_node(), other.into_expr_node()])
        }
    )*};
}

/// Distances of vectors. PostgreSQL with the extension pgvector; sorted by one with a limit, an index of it is used.
pub trait Vectors: Expression<Ty: VectorType> {
    distances! {
        /// `self <-> other`: the Euclidean distance.
        l2_distance, L2;
        /// `self <+> other`: the distance along the axes.
        l1_distance, L1;
        /// `self <#> other`: the inner product, negated, so that the nearest come first.
        inner_product, InnerProduct;
        /// `self <=> other`: one minus the cosine of the angle between them.
        cosine_distance, Cosine;
    }
}

impl<E: Expression<Ty: VectorType>> Vectors for E {}

/// Distances of strings of bits. PostgreSQL with the extension pgvector.
pub trait BitVectors: Expression<Ty: BitsType> {
    distances! {
        /// `self <~> other`: how many bits differ.
        hamming_distance, Hamming;
        /// `self <%> other`: one minus the part of the bits set in both.
        jaccard_distance, Jaccard;
    }
}

impl<E: Expression<Ty: BitsType>> BitVectors for E {}
