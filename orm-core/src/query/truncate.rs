//! Emptying a table.

use std::fmt;

use super::Marker;
use crate::ast;
use crate::dialect::{Database, HasTruncateOptions};
use crate::schema::Table;
use crate::sql::{self, Statement};

/// A removal of all rows of `T` at once, deleted ones included. Made by [`Table::truncate`].
#[must_use = "a statement does nothing until it is run"]
pub struct Truncate<D, T> {
    pub(super) ast: ast::Truncate,
    marker: Marker<D, T, ()>,
}

impl<D: Database, T: Table> Truncate<D, T> {
    pub(crate) fn new() -> Self {
        let ast = ast::Truncate { table: T::META, restarts_identity: false, cascades: false };
        Self { ast, marker: std::marker::PhantomData }
    }

    /// Counts the keys of the table from the start again. PostgreSQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// assert_eq!(
    ///     User::truncate().restart_identity().cascade().sql(Postgres).text,
    ///     r#"truncate table "users" restart identity cascade"#,
    /// );
    /// ```
    pub fn restart_identity(mut self) -> Self
    where
        D: HasTruncateOptions,
    {
        self.ast.restarts_identity = true;
        self
    }

    /// Empties the tables that refer to this one as well, and those that refer to them. PostgreSQL.
    pub fn cascade(mut self) -> Self
    where
        D: HasTruncateOptions,
    {
        self.ast.cascades = true;
        self
    }

    /// The statement, without a database.
    pub fn sql(self, _database: D) -> Statement {
        sql::truncate(D::DIALECT, self.ast)
    }
}

impl<D, T> Clone for Truncate<D, T> {
    fn clone(&self) -> Self {
        Self { ast: self.ast, marker: std::marker::PhantomData }
    }
}

impl<D, T> fmt::Debug for Truncate<D, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}
