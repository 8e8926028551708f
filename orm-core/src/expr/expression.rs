//! Typed expressions: a node of [`ast`] with what the compiler must know about it.

use std::fmt;
use std::marker::PhantomData;

use super::One;
use crate::ast;
use crate::schema::{Col, Source};
use crate::types::{ColumnType, Field, Nullness};

/// An expression of the type `T`. `N` says whether it can be NULL by itself, `U` what it needs of the query it stands in.
pub struct Expr<T, N, U> {
    node: ast::Expr,
    marker: PhantomData<fn() -> (T, N, U)>,
}

/// A condition: an expression of the type `bool`.
pub type Condition<N, U> = Expr<bool, N, U>;

impl<T, N, U> Expr<T, N, U> {
    pub(crate) fn new(node: ast::Expr) -> Self {
        Self { node, marker: PhantomData }
    }

    pub(crate) fn node(self) -> ast::Expr {
        self.node
    }
}

impl<T, N, U> Clone for Expr<T, N, U> {
    fn clone(&self) -> Self {
        Self::new(self.node.clone())
    }
}

impl<T, N, U> fmt::Debug for Expr<T, N, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

/// A column or an [`Expr`]: what has an SQL type and reads from the sources of a query. The methods that make expressions
/// out of others are in [`Compare`](super::Compare), [`Text`](super::Text) and [`Values`](super::Values).
pub trait Expression: Sized {
    /// The Rust type of its values that are not NULL.
    type Ty: ColumnType;
    /// Can it be NULL by itself?
    type Null: Nullness;
    /// What it needs of its query.
    type Uses;

    /// The node.
    fn into_node(self) -> ast::Expr;

    /// The node where it is compared.
    fn into_compared(self) -> ast::Expr {
        self.into_node()
    }
}

impl<S: Source, F: Field> Expression for Col<S, F> {
    type Ty = F::Base;
    type Null = F::Null;
    type Uses = One<S>;

    fn into_node(self) -> ast::Expr {
        column_node(S::ALIAS, self.name())
    }

    fn into_compared(self) -> ast::Expr {
        let node = self.into_node();
        match self.declared() {
            Some(ty) if F::Base::SQL_NAME == String::SQL_NAME => ast::Expr::Declared(Box::new(node), ty),
            _ => node,
        }
    }
}

impl<T: ColumnType, N: Nullness, U> Expression for Expr<T, N, U> {
    type Ty = T;
    type Null = N;
    type Uses = U;

    fn into_node(self) -> ast::Expr {
        self.node
    }
}

pub(crate) fn column_node(source: &'static str, name: &'static str) -> ast::Expr {
    ast::Expr::Column { source, name }
}
