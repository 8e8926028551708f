//! Inserts.

use std::fmt;
use std::marker::PhantomData;

use super::conflict::Target;
use super::{Columns, Marker, OnConflict, OnDuplicateKey, Query, Returning, Selection, Takes};
use crate::ast::{self, Change, Conflict, ConflictAction, Item, NewRows, TableRef};
use crate::dialect::{Database, HasOnConflict, HasOnDuplicateKey, HasReturning};
use crate::expr::In;
use crate::schema::{InsertRow, Insertable, Table};
use crate::sql::{self, Statement};

/// Marks an insert of one row, which every database can hand back.
pub struct Single;

/// Marks an insert that may write another number of rows than one.
pub struct Several;

/// New rows of `T`. `K` is [`Single`] or [`Several`].
#[must_use = "a statement does nothing until it is run"]
pub struct Insert<D, T, K> {
    pub(super) ast: ast::Insert,
    marker: Marker<D, T, K>,
}

impl<D: Database, T: Table> Insert<D, T, Single> {
    pub(crate) fn one_row(row: impl Insertable<Table = T>) -> Self {
        Self::of(vec![InsertRow::of(row).into_cells()])
    }

    /// The statement and its values, without a database.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada", age: 36 }));
    /// assert_eq!(insert.sql(Postgres).text, r#"insert into "users" ("name", "age") values ($1, $2)"#);
    /// ```
    pub fn sql(self, _database: D) -> Statement {
        sql::change(D::DIALECT, Change::Insert(self.ast)).pop().unwrap_or_default()
    }
}

impl<D: Database, T: Table> Insert<D, T, Several> {
    pub(crate) fn rows(rows: impl IntoIterator<Item: Insertable<Table = T>>) -> Self {
        Self::of(rows.into_iter().map(|row| InsertRow::of(row).into_cells()).collect())
    }

    pub(crate) fn query<C: Takes<T, Q::Row>, Q: Query<D>>(into: C, query: Q) -> Self {
        let mut columns = Vec::new();
        into.names(&mut columns);
        Self::of_rows(NewRows::Query { columns, select: Box::new(query.into_query()) })
    }

    /// The statements and their values, without a database: none without rows, several when they are many. Run, they are
    /// one transaction.
    pub fn statements(self, _database: D) -> Vec<Statement> {
        sql::change(D::DIALECT, Change::Insert(self.ast))
    }
}

impl<D: Database, T: Table, K> Insert<D, T, K> {
    fn of(rows: Vec<Vec<Option<crate::types::Value>>>) -> Self {
        Self::of_rows(NewRows::Values(rows))
    }

    fn of_rows(rows: NewRows) -> Self {
        Self::with(ast::Insert { table: T::META, rows, conflict: None, returning: Vec::new() })
    }

    pub(super) fn with(ast: ast::Insert) -> Self {
        Self { ast, marker: PhantomData }
    }

    pub(super) fn conflict<L>(mut self, target: Target, action: ConflictAction) -> Insert<D, T, L> {
        let Target { columns: target, filters: target_filters } = target;
        self.ast.conflict = Some(Conflict { target, target_filters, action });
        Insert::with(self.ast)
    }

    /// Begins the answer to a row whose unique key, these columns, exists already. PostgreSQL and SQLite.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada", age: 36 }));
    /// assert_eq!(
    ///     insert.on_conflict(User::name).do_update(User::age).sql(Sqlite).text,
    ///     r#"insert into "users" ("name", "age") values (?, ?) "#.to_owned()
    ///         + r#"on conflict ("name") do update set "age" = excluded."age""#,
    /// );
    /// ```
    pub fn on_conflict<C: Columns<T>>(self, key: C) -> OnConflict<D, T, K>
    where
        D: HasOnConflict,
    {
        let mut columns = Vec::new();
        key.names(&mut columns);
        OnConflict::new(self, Target { columns, filters: Vec::new() })
    }

    /// Leaves out each row of which any unique key exists already: `on conflict do nothing`. PostgreSQL and SQLite.
    pub fn on_conflict_do_nothing(self) -> Self
    where
        D: HasOnConflict,
    {
        self.conflict(Target::default(), ConflictAction::Nothing)
    }

    /// Begins the answer to a row of which any unique key exists already. MySQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada", age: 36 }));
    /// assert_eq!(
    ///     insert.on_duplicate_key().do_update(User::age).sql(Mysql).text,
    ///     "insert into `users` (`name`, `age`) values (?, ?) on duplicate key update ".to_owned()
    ///         + "`id` = last_insert_id(`users`.`id`), `age` = values(`age`)",
    /// );
    /// ```
    pub fn on_duplicate_key(self) -> OnDuplicateKey<D, T, K>
    where
        D: HasOnDuplicateKey,
    {
        OnDuplicateKey::new(self)
    }

    /// Hands back the rows written, with what the database filled in. Not on MySQL, where `.one(..)` does.
    pub fn returning(self) -> Returning<D, T>
    where
        D: HasReturning,
    {
        Returning::new(Change::Insert(self.ast), vec![Item::Row(TableRef::plain(T::META))], T::from_row)
    }

    /// Hands back some columns of the rows written, or expressions over them. Not on MySQL.
    pub fn returning_only<X: Selection<D, (In<T>,), P, Row = O>, P, O>(self, selection: X) -> Returning<D, O>
    where
        D: HasReturning,
    {
        Returning::selected(Change::Insert(self.ast), selection)
    }
}

impl<D, T, K> Clone for Insert<D, T, K> {
    fn clone(&self) -> Self {
        Self { ast: self.ast.clone(), marker: PhantomData }
    }
}

impl<D, T, K> fmt::Debug for Insert<D, T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}
