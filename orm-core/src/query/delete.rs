//! Deletes.

use std::fmt;
use std::marker::PhantomData;

use super::restrict::version_is;
use super::{
    EveryRow, InlineItem, IntoRowCount, Marker, Reach, ReadsTables, Restricted, Returning, Selection,
    SomeRows, SortKeys,
};
use crate::ast::{self, Change, Item, TableRef};
use crate::dialect::{Database, HasDeleteUsing, HasJoinedReturning, HasLimitedWrites, HasReturning};
use crate::expr::{In, PerRow, Predicate, Push, Uses};
use crate::schema::{SoftDeleted, Source, Table, Versioned};
use crate::sql::{self, Statement};
use crate::types::ColumnType;

/// A removal of rows of `T`. `R` says whether it has a filter.
#[must_use = "a statement does nothing until it is run"]
pub struct Delete<D, T, R, Sc = (In<T>,)> {
    pub(super) ast: ast::Delete,
    marker: Marker<D, T, (R, Sc)>,
}

impl<D: Database, T: Table> Delete<D, T, EveryRow> {
    /// A removal of every row.
    pub(crate) fn new() -> Self {
        Self::with(ast::Delete::new(T::META))
    }
}

impl<D: Database, T: Table> Delete<D, T, SomeRows> {
    /// A removal of the rows for which the condition holds.
    pub(super) fn of_filter(condition: ast::Expr) -> Self {
        let mut ast = ast::Delete::new(T::META);
        ast.filters.push(condition);
        Self::with(ast)
    }
}

impl<D: Database, T: Table, R: Reach, Sc> Delete<D, T, R, Sc> {
    pub(super) fn with(ast: ast::Delete) -> Self {
        Self { ast, marker: PhantomData }
    }

    /// Reaches the rows for which `condition` holds. Repeated calls are joined with `and`.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let delete = User::delete().filter(User::id.eq(7));
    /// assert_eq!(delete.sql(Mysql).text, "delete from `users` where `users`.`id` = ?");
    /// ```
    pub fn filter<P>(mut self, condition: impl Predicate<D, Sc, P>) -> Delete<D, T, R::Some, Sc> {
        self.ast.filters.push(condition.into_predicate());
        Delete::with(self.ast)
    }

    /// As `filter` when there is a condition, of a statement that says which rows it reaches.
    pub fn filter_opt<P>(mut self, condition: Option<impl Predicate<D, Sc, P>>) -> Self
    where
        R: Restricted,
    {
        self.ast.filters.extend(condition.map(Predicate::into_predicate));
        self
    }

    /// Passes the statement through a function, as [`Select::pipe`](super::Select::pipe) does a query.
    pub fn pipe<Out>(self, part: impl FnOnce(Self) -> Out) -> Out {
        part(self)
    }

    /// Reaches every row.
    pub fn all_rows(self) -> Delete<D, T, R::Some, Sc> {
        Delete::with(self.ast)
    }

    /// Reads another source: a row goes when the filter holds for it and any row of the source. PostgreSQL and MySQL; on
    /// SQLite, a subquery in the filter says the same.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let delete = || Post::delete().using(User::table);
    /// assert_eq!(
    ///     delete().filter(User::id.eq(Post::author_id)).sql(Postgres).text,
    ///     r#"delete from "posts" using "users" where "users"."id" = "posts"."author_id""#,
    /// );
    /// ```
    pub fn using<S: Source, I, Q>(mut self, source: I) -> Delete<D, T, R, <Sc as Push<In<S>>>::Out>
    where
        D: HasDeleteUsing,
        R: ReadsTables,
        I: InlineItem<D, S, Uses: Uses<D, (), Q>>,
        Sc: Push<In<S>>,
    {
        let source = source.place(&mut self.ast.with);
        self.ast.using.push(ast::Join::cross(source));
        Delete::with(self.ast)
    }

    /// Removes the rows for good, where the table would mark them as deleted.
    pub fn hard_delete(mut self) -> Self
    where
        T: SoftDeleted,
    {
        self.ast.is_hard = true;
        self
    }

    /// Removes the row only if it still has this version, which it had when it was read. Otherwise the statement ends with
    /// [`ErrorKind::Stale`](crate::ErrorKind::Stale).
    pub fn expect_version(mut self, version: T::Version) -> Delete<D, T, R::Some, Sc>
    where
        T: Versioned,
    {
        self.ast.filters.extend(version_is(T::META, version.into_value()));
        self.ast.expects_version = true;
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
    pub fn returning_only<X: Selection<D, (In<T>,), P, Row = O, Uses: PerRow>, P, O>(
        self,
        selection: X,
    ) -> Returning<D, O>
    where
        D: HasReturning,
        R: Restricted,
    {
        Returning::selected(Change::Delete(self.ast), selection)
    }

    /// Hands back columns of the rows removed and of the other sources that were read with them. PostgreSQL; elsewhere
    /// [`Delete::returning_only`] reaches the one table.
    pub fn returning_joined<X: Selection<D, Sc, P, Row = O, Uses: PerRow>, P, O>(
        self,
        selection: X,
    ) -> Returning<D, O>
    where
        D: HasReturning + HasJoinedReturning,
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

impl<D: HasLimitedWrites, T: Table, R: Reach> Delete<D, T, R> {
    /// Removes the rows in this order, which matters with a limit. MySQL.
    pub fn order_by<K: SortKeys<D, (In<T>,), P, Uses: PerRow>, P>(
        mut self,
        keys: K,
    ) -> Delete<D, T, R::Alone> {
        keys.push(&mut self.ast.order_by);
        Delete::with(self.ast)
    }

    /// Removes at most so many rows. MySQL.
    pub fn limit(mut self, rows: impl IntoRowCount) -> Delete<D, T, R::Alone> {
        self.ast.limit = Some(rows.into_row_count());
        Delete::with(self.ast)
    }
}

impl<D, T, R, Sc> Clone for Delete<D, T, R, Sc> {
    fn clone(&self) -> Self {
        Self { ast: self.ast.clone(), marker: PhantomData }
    }
}

impl<D, T, R, Sc> fmt::Debug for Delete<D, T, R, Sc> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}
