//! Computing the rows of a materialized view anew.

use std::fmt;
use std::marker::PhantomData;

use super::Marker;
use crate::ast;
use crate::dialect::HasMaterializedViews;
use crate::schema::{Record, UniquelyIndexed};
use crate::sql::{self, Statement};

/// A refresh while which nobody reads the view.
#[derive(Debug, Clone, Copy)]
pub struct Blocking;

/// A refresh beside those who read the view.
#[derive(Debug, Clone, Copy)]
pub struct Concurrent;

/// A refresh of the materialized view `T`. Made by [`View::refresh`](crate::schema::View::refresh).
#[must_use = "a statement does nothing until it is run"]
pub struct Refresh<D, T, M = Blocking> {
    pub(super) ast: ast::Refresh,
    marker: Marker<D, T, M>,
}

// A view that keeps no rows has no refresh: `View::refresh` says so, once, and nothing behind it says it again.
impl<D: HasMaterializedViews, T: Record> Refresh<D, T> {
    pub(crate) fn new() -> Self {
        let ast = ast::Refresh { view: T::FACTS, is_concurrent: false, is_emptied: false };
        Self { ast, marker: PhantomData }
    }

    /// Lets others read the view meanwhile, which takes longer. Needs a unique index, and rows: the first refresh of a view
    /// made `with_no_data` is an error.
    pub fn concurrently(mut self) -> Refresh<D, T, Concurrent>
    where
        T: UniquelyIndexed,
    {
        self.ast.is_concurrent = true;
        Refresh { ast: self.ast, marker: PhantomData }
    }

    /// Lets go of the rows instead: nobody can read the view until the next refresh.
    pub fn with_no_data(mut self) -> Self {
        self.ast.is_emptied = true;
        self
    }
}

impl<D: HasMaterializedViews, T: Record, M> Refresh<D, T, M> {
    /// The statement, without a database.
    pub fn sql(self, _database: D) -> Statement {
        sql::refresh(D::DIALECT, self.ast)
    }
}

impl<D, T, M> Clone for Refresh<D, T, M> {
    fn clone(&self) -> Self {
        Self { ast: self.ast, marker: PhantomData }
    }
}

impl<D, T, M> fmt::Debug for Refresh<D, T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}
