//! Deletes.

use std::fmt;
use std::marker::PhantomData;

use super::{EveryRow, Marker, Restricted, Returning, Selection, SomeRows};
use crate::ast::{self, Change, Item, TableRef};
use crate::dialect::{Database, HasReturning};
use crate::expr::{In, Predicate};
use crate::schema::Table;
use crate::sql::{self, Statement};

/// A removal of rows of `T`. `R` says whether it has a filter.
#[must_use = "a statement does nothing until it is run"]
pub struct Delete<D, T, R> {
    pub(super) ast: ast::Delete,
    marker: Marker<D, T, R>,
}

impl<D: Database, T: Table> Delete<D, T, EveryRow> {
    /// A removal of every row.
    pub(crate) fn new() -> Self {
        Self::with(ast::Delete { table: T::META, filters: Vec::new(), returning: Vec::new() })
    }
}

impl<D: Database, T: Table, R> Delete<D, T, R> {
    fn with(ast: ast::Delete) -> Self {
        Self { ast, marker: PhantomData }
    }

    /// Reaches the rows for which `condition` holds. Repeated calls are joined with `and`.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let delete = User::delete().filter(User::id.eq(7));
    /// assert_eq!(delete.sql(Mysql).text, "delete from `users` where `users`.`id` = ?");
    /// ```
    pub fn filter<P>(mut self, condition: impl Predicate<D, (In<T>,), P>) -> Delete<D, T, SomeRows> {
        self.ast.filters.push(condition.into_predicate());
        Delete::with(self.ast)
    }

    /// Reaches every row.
    pub fn all_rows(self) -> Delete<D, T, SomeRows> {
        Delete::with(self.ast)
    }

    /// Hands back the rows removed. Not on MySQL.
    pub fn returning(self) -> Returning<D, T>
    where
        D: HasReturning,
        R: Restricted,
    {
        Returning::new(Change::Delete(self.ast), vec![Item::Row(TableRef::plain(T::META))], T::from_row)
    }

    /// Hands back some columns of the rows removed, or expressions over them. Not on MySQL.
    pub fn returning_only<X: Selection<D, (In<T>,), P, Row = O>, P, O>(self, selection: X) -> Returning<D, O>
    where
        D: HasReturning,
        R: Restricted,
    {
        Returning::selected(Change::Delete(self.ast), selection)
    }

    /// The statement and its values, without a database.
    pub fn sql(self, _database: D) -> Statement
    where
        R: Restricted,
    {
        sql::delete(D::DIALECT, self.ast)
    }
}

impl<D, T, R> Clone for Delete<D, T, R> {
    fn clone(&self) -> Self {
        Self { ast: self.ast.clone(), marker: PhantomData }
    }
}

impl<D, T, R> fmt::Debug for Delete<D, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}
