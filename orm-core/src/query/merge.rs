//! Rows brought in line with a source.

use std::fmt;
use std::marker::PhantomData;

use super::{Assign, InlineItem, Marker};
use crate::ast::{self, Cte, MergeAction, MergedRows, When};
use crate::dialect::Database;
use crate::expr::{In, PerRow, Predicate, Uses};
use crate::schema::{Col, PatchOf, PatchSet, Source, Table};
use crate::sql::{self, Statement};
use crate::types::Field;

/// Rows of `T` on their way to be brought in line with those of the source `S`. Made by [`Table::merge`].
#[must_use = "a statement does nothing until it is run"]
pub struct Merge<D, T, S> {
    pub(super) ast: ast::Merge,
    marker: Marker<D, T, S>,
}

/// Some of the rows of a merge, before it is said what is done with them. `Sc` is what conditions and values can name: both
/// sides of rows that matched, the one that there is of the others.
#[must_use = "it is not said yet what is done with these rows"]
pub struct MergeWhen<D, T, S, Sc, K> {
    merge: Merge<D, T, S>,
    when: When,
    marker: PhantomData<fn() -> (Sc, K)>,
}

/// Marks rows of the table: they can be changed and removed.
pub struct OfTable;

/// Marks rows of the source without one of the table: they can be written into it.
pub struct OfSource;

impl<D: Database, T: Table, S: Source> Merge<D, T, S> {
    pub(crate) fn new(source: impl InlineItem<D, S>, on: ast::Expr) -> Self {
        let mut with: Vec<Cte> = Vec::new();
        let source = source.place(&mut with);
        let ast = ast::Merge { with, table: T::META, source, on, whens: Vec::new() };
        Self { ast, marker: PhantomData }
    }

    /// `when matched`: the rows of the table that have one of the source. Of several clauses for a row, the first counts whose
    /// filter holds.
    pub fn when_matched(self) -> MergeWhen<D, T, S, (In<T>, In<S>), OfTable> {
        MergeWhen::new(self, MergedRows::Matched)
    }

    /// `when not matched`: the rows of the source that have none of the table.
    pub fn when_not_matched(self) -> MergeWhen<D, T, S, (In<S>,), OfSource> {
        MergeWhen::new(self, MergedRows::NotMatched)
    }

    /// `when not matched by source`: the rows of the table that have none of the source. PostgreSQL 17.
    pub fn when_not_matched_by_source(self) -> MergeWhen<D, T, S, (In<T>,), OfTable> {
        MergeWhen::new(self, MergedRows::NotMatchedBySource)
    }

    /// The statement and its values, without a database. The text is empty when there is nothing to do.
    pub fn sql(self, _database: D) -> Statement {
        sql::merge(D::DIALECT, self.ast)
    }
}

impl<D: Database, T: Table, S: Source, Sc, K> MergeWhen<D, T, S, Sc, K> {
    fn new(merge: Merge<D, T, S>, rows: MergedRows) -> Self {
        let when = When { rows, filters: Vec::new(), action: MergeAction::Nothing };
        Self { merge, when, marker: PhantomData }
    }

    /// Those of the rows for which `condition` holds. Repeated calls are joined with `and`.
    pub fn filter<P>(mut self, condition: impl Predicate<D, Sc, P>) -> Self {
        self.when.filters.push(condition.into_predicate());
        self
    }

    /// `then do nothing`: keeps the rows from the clauses behind this one.
    pub fn do_nothing(self) -> Merge<D, T, S> {
        self.then(MergeAction::Nothing)
    }

    fn then(self, action: MergeAction) -> Merge<D, T, S> {
        let Self { mut merge, when, .. } = self;
        merge.ast.whens.push(When { action, ..when });
        merge
    }
}

impl<D: Database, T: Table, S: Source, Sc> MergeWhen<D, T, S, Sc, OfTable> {
    /// `then update set …`: the columns that `changes` sets, and those that update themselves. Nothing is done when it sets none.
    pub fn update(
        self,
        changes: impl FnOnce(MergeChanges<D, T, Sc>) -> MergeChanges<D, T, Sc>,
    ) -> Merge<D, T, S> {
        let changes = changes(MergeChanges { ast: ast::Update::new(T::META), marker: PhantomData });
        self.then(MergeAction::Update(changes.ast.set))
    }

    /// `then delete`. Where the table marks deleted rows, `then update set deleted_at = …`.
    pub fn delete(self) -> Merge<D, T, S> {
        self.then(MergeAction::Delete)
    }
}

impl<D: Database, T: Table, S: Source, Sc> MergeWhen<D, T, S, Sc, OfSource> {
    /// `then insert (…) values (…)`: a row with the columns that `columns` sets. The others have the defaults of the database.
    pub fn insert(
        self,
        columns: impl FnOnce(MergeChanges<D, T, Sc>) -> MergeChanges<D, T, Sc>,
    ) -> Merge<D, T, S> {
        let columns = columns(MergeChanges { ast: ast::Update::new(T::META), marker: PhantomData });
        self.then(MergeAction::Insert(columns.ast.set))
    }
}

/// The columns of a row that a merge changes or writes.
#[must_use = "the columns are handed back to the merge"]
pub struct MergeChanges<D, T, Sc> {
    ast: ast::Update,
    marker: Marker<D, T, Sc>,
}

impl<D: Database, T: Table, Sc> MergeChanges<D, T, Sc> {
    /// Sets a column to a value, a column or an expression, as [`Update::set`](super::Update::set).
    pub fn set<F: Field, V, P>(mut self, column: Col<T, F>, value: V) -> Self
    where
        V: Assign<F, Uses: Uses<D, Sc, P> + PerRow>,
    {
        self.ast.assign(column.name(), value.into_assigned());
        self
    }

    /// Sets the columns that a patch names, as [`Update::patch`](super::Update::patch).
    pub fn patch(mut self, patch: impl PatchOf<T>) -> Self {
        for (position, value) in PatchSet::of(patch).into_changes() {
            self.ast.assign(T::META.columns[position].name, ast::Expr::Value(value));
        }
        self
    }
}

impl<D, T, S> Clone for Merge<D, T, S> {
    fn clone(&self) -> Self {
        Self { ast: self.ast.clone(), marker: PhantomData }
    }
}

impl<D, T, S> fmt::Debug for Merge<D, T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}
