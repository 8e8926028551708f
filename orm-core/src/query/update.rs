//! Updates.

use std::fmt;
use std::marker::PhantomData;

use super::restrict::version_is;
use super::{
    Assign, EveryRow, InlineItem, IntoRowCount, Marker, Reach, ReadsTables, Restricted, Returning, Selection,
    SortKeys,
};
use crate::ast::{self, Change, Item, TableRef};
use crate::dialect::{Database, HasJoinedReturning, HasLimitedWrites, HasReturning};
use crate::expr::{In, PerRow, Predicate, Push, Uses};
use crate::schema::{Col, PatchOf, PatchSet, SoftDeleted, Source, Table, Versioned};
use crate::sql::{self, Statement};
use crate::types::{ColumnType, Field, Value};

/// A change of rows of `T`. `R` says whether it has a filter.
///
/// An update that sets nothing (an empty patch) is not sent: it changes no row. Columns with `on_update` are set as well,
/// unless they are named.
#[must_use = "a statement does nothing until it is run"]
pub struct Update<D, T, R, Sc = (In<T>,)> {
    pub(super) ast: ast::Update,
    marker: Marker<D, T, (R, Sc)>,
}

impl<D: Database, T: Table> Update<D, T, EveryRow> {
    /// A change of nothing in every row.
    pub(crate) fn new() -> Self {
        Self::with(ast::Update::new(T::META))
    }
}

impl<D: Database, T: Table, R: Reach, Sc> Update<D, T, R, Sc> {
    pub(super) fn with(ast: ast::Update) -> Self {
        Self { ast, marker: PhantomData }
    }

    /// Sets a column to a value, a column or an expression. The last of several for one column counts.
    ///
    /// An expression is computed from the row as it was. MySQL sets one column after another, so they are put into an order in
    /// which that is so; two that take each other's values are refused there. What subqueries read is not looked at, and MySQL
    /// promises no order when the update reads other sources.
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
        V: Assign<F, Uses: Uses<D, Sc, P> + PerRow>,
    {
        self.ast.assign(column.name(), value.into_assigned());
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
            self.ast.assign(T::META.columns[position].name, ast::Expr::Value(value));
        }
        self
    }

    /// Reaches the rows for which `condition` holds. Repeated calls are joined with `and`.
    pub fn filter<P>(mut self, condition: impl Predicate<D, Sc, P>) -> Update<D, T, R::Some, Sc> {
        self.ast.filters.push(condition.into_predicate());
        Update::with(self.ast)
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
    pub fn all_rows(self) -> Update<D, T, R::Some, Sc> {
        Update::with(self.ast)
    }

    /// Reads another source: a table, an alias, a derived table. A row changes when the filter holds for it and any row of
    /// the source; which one of several is used, no database says. `update … from …`, `update …, … set …` on MySQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let update = User::update().from(Post::table).set(User::name, Post::title).filter(Post::author_id.eq(User::id));
    /// assert_eq!(
    ///     update.clone().sql(Postgres).text,
    ///     r#"update "users" set "name" = "posts"."title" from "posts" where "posts"."author_id" = "users"."id""#,
    /// );
    /// ```
    pub fn from<S: Source, I, Q>(mut self, source: I) -> Update<D, T, R, <Sc as Push<In<S>>>::Out>
    where
        R: ReadsTables,
        I: InlineItem<D, S, Uses: Uses<D, (), Q>>,
        Sc: Push<In<S>>,
    {
        let source = source.place(&mut self.ast.with);
        self.ast.from.push(ast::Join::cross(source));
        Update::with(self.ast)
    }

    /// Changes rows as well that are softly deleted.
    pub fn with_deleted(mut self) -> Self {
        self.ast.includes_deleted = true;
        self
    }

    /// Takes the mark of deleted rows away: they are rows like others again.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// #[derive(Table)]
    /// #[table(name = "notes", soft_delete = deleted_at)]
    /// struct Note {
    ///     #[column(primary_key)]
    ///     id: i32,
    ///     deleted_at: Option<chrono::DateTime<chrono::Utc>>,
    /// }
    ///
    /// assert_eq!(
    ///     Note::update().restore().filter(Note::id.eq(7)).sql(Sqlite).text,
    ///     r#"update "notes" set "deleted_at" = ? where "notes"."deleted_at" is not null and "notes"."id" = ?"#,
    /// );
    /// # let _ = |note: Note| (note.id, note.deleted_at);
    /// ```
    pub fn restore(mut self) -> Self
    where
        T: SoftDeleted,
    {
        let Some(position) = T::META.soft_delete else { return self };
        let name = T::META.columns[position].name;
        let operand = Box::new(ast::Expr::Column { source: T::META.name, name });
        self.ast.assign(name, ast::Expr::Value(Value::Null));
        self.ast.filters.push(ast::Expr::IsNull { operand, is_negated: true });
        self.with_deleted()
    }

    /// Changes the row only if it still has this version, which it had when it was read. Otherwise the statement ends with
    /// [`ErrorKind::Stale`](crate::ErrorKind::Stale): somebody else changed or removed the row.
    ///
    /// Of a table with `#[table(version = revision)]`, each update adds one to `revision`.
    pub fn expect_version(mut self, version: T::Version) -> Update<D, T, R::Some, Sc>
    where
        T: Versioned,
    {
        self.ast.filters.extend(version_is(T::META, version.into_value()));
        self.ast.expects_version = true;
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
    pub fn returning_only<X: Selection<D, (In<T>,), P, Row = O, Uses: PerRow>, P, O>(
        self,
        selection: X,
    ) -> Returning<D, O>
    where
        D: HasReturning,
        R: Restricted,
    {
        Returning::selected(Change::Update(self.ast), selection)
    }

    /// Hands back columns of the rows changed and of the other sources that were read with them. PostgreSQL; elsewhere
    /// [`Update::returning_only`] reaches the one table.
    pub fn returning_joined<X: Selection<D, Sc, P, Row = O, Uses: PerRow>, P, O>(
        self,
        selection: X,
    ) -> Returning<D, O>
    where
        D: HasReturning + HasJoinedReturning,
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

impl<D: HasLimitedWrites, T: Table, R: Reach> Update<D, T, R> {
    /// Changes the rows in this order, which matters with a limit. MySQL.
    pub fn order_by<K: SortKeys<D, (In<T>,), P, Uses: PerRow>, P>(
        mut self,
        keys: K,
    ) -> Update<D, T, R::Alone> {
        keys.push(&mut self.ast.order_by);
        Update::with(self.ast)
    }

    /// Changes at most so many rows. MySQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let update = User::update().set(User::age, 1).all_rows().order_by(User::id).limit(10);
    /// assert_eq!(update.sql(Mysql).text, "update `users` set `age` = ? order by `users`.`id` limit ?");
    /// ```
    pub fn limit(mut self, rows: impl IntoRowCount) -> Update<D, T, R::Alone> {
        self.ast.limit = Some(rows.into_row_count());
        Update::with(self.ast)
    }
}

impl<D, T, R, Sc> Clone for Update<D, T, R, Sc> {
    fn clone(&self) -> Self {
        Self { ast: self.ast.clone(), marker: PhantomData }
    }
}

impl<D, T, R, Sc> fmt::Debug for Update<D, T, R, Sc> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}
