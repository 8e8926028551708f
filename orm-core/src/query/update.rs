//! Updates.

use std::fmt;
use std::marker::PhantomData;

use super::{Assign, EveryRow, Marker, Restricted, Returning, Selection, SomeRows};
use crate::ast::{self, Change, Item, TableRef};
use crate::dialect::{Database, HasReturning};
use crate::expr::{In, Predicate, Uses};
use crate::schema::{Col, PatchOf, PatchSet, Table};
use crate::sql::{self, Statement};
use crate::types::Field;

/// A change of rows of `T`. `R` says whether it has a filter.
///
/// An update that sets nothing (an empty patch) is not sent: it changes no row. Columns with `on_update` are set as well,
/// unless they are named.
#[must_use = "a statement does nothing until it is run"]
pub struct Update<D, T, R> {
    pub(super) ast: ast::Update,
    marker: Marker<D, T, R>,
}

impl<D: Database, T: Table> Update<D, T, EveryRow> {
    /// A change of nothing in every row.
    pub(crate) fn new() -> Self {
        Self::with(ast::Update {
            table: T::META,
            set: Vec::new(),
            filters: Vec::new(),
            returning: Vec::new(),
        })
    }
}

impl<D: Database, T: Table, R> Update<D, T, R> {
    fn with(ast: ast::Update) -> Self {
        Self { ast, marker: PhantomData }
    }

    /// Sets a column to a value, a column or an expression. The last of several for one column counts.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let update = User::update().set(User::age, User::age + 1).filter(User::id.eq(7));
    /// assert_eq!(
    ///     update.sql(Postgres).text,
    ///     r#"update "users" set "age" = "users"."age" + $1 where "users"."id" = $2"#,
    /// );
    /// ```
    pub fn set<F: Field, V, P>(mut self, column: Col<T, F>, value: V) -> Self
    where
        V: Assign<F, Uses: Uses<D, (In<T>,), P>>,
    {
        set(&mut self.ast, column.name(), value.into_assigned());
        self
    }

    /// Sets the columns that a patch names; what is absent stays, `Some(None)` is NULL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let patch = UserPatch { age: Some(None), ..UserPatch::default() };
    /// assert_eq!(
    ///     User::update().patch(patch).filter(User::id.eq(7)).sql(Sqlite).text,
    ///     r#"update "users" set "age" = ? where "users"."id" = ?"#,
    /// );
    /// ```
    pub fn patch(mut self, patch: impl PatchOf<T>) -> Self {
        for (position, value) in PatchSet::of(patch).into_changes() {
            set(&mut self.ast, T::META.columns[position].name, ast::Expr::Value(value));
        }
        self
    }

    /// Reaches the rows for which `condition` holds. Repeated calls are joined with `and`.
    pub fn filter<P>(mut self, condition: impl Predicate<D, (In<T>,), P>) -> Update<D, T, SomeRows> {
        self.ast.filters.push(condition.into_predicate());
        Update::with(self.ast)
    }

    /// Reaches every row.
    pub fn all_rows(self) -> Update<D, T, SomeRows> {
        Update::with(self.ast)
    }

    /// Hands back the rows changed, as they are after it. Not on MySQL.
    pub fn returning(self) -> Returning<D, T>
    where
        D: HasReturning,
        R: Restricted,
    {
        Returning::new(Change::Update(self.ast), vec![Item::Row(TableRef::plain(T::META))], T::from_row)
    }

    /// Hands back some columns of the rows changed, or expressions over them. Not on MySQL.
    pub fn returning_only<X: Selection<D, (In<T>,), P, Row = O>, P, O>(self, selection: X) -> Returning<D, O>
    where
        D: HasReturning,
        R: Restricted,
    {
        Returning::selected(Change::Update(self.ast), selection)
    }

    /// The statement and its values, without a database. The text is empty when nothing is set.
    pub fn sql(self, _database: D) -> Statement
    where
        R: Restricted,
    {
        sql::change(D::DIALECT, Change::Update(self.ast)).pop().unwrap_or_default()
    }
}

impl<D, T, R> Clone for Update<D, T, R> {
    fn clone(&self) -> Self {
        Self { ast: self.ast.clone(), marker: PhantomData }
    }
}

impl<D, T, R> fmt::Debug for Update<D, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}

fn set(update: &mut ast::Update, column: &'static str, value: ast::Expr) {
    update.set.retain(|assignment| assignment.column != column);
    update.set.push(ast::Assignment { column, value });
}
