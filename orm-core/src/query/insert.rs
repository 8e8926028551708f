//! Inserts.

use std::fmt;
use std::marker::PhantomData;

use super::{Columns, Keys, Marker, OnConflict, OnDuplicateKey, Query, Returning, Selection, Takes};
use crate::ast::{
    self, Change, Conflict, ConflictAction, ConflictTarget, Item, NewRows, Overriding, TableRef,
};
use crate::dialect::{
    Database, HasInsertIgnore, HasNamedConflicts, HasOnConflict, HasOnDuplicateKey, HasOverriding,
    HasReturning, HasSeveralConflicts,
};
use crate::expr::{In, PerRow};
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
    fn of(rows: Vec<ast::NewRow>) -> Self {
        Self::of_rows(NewRows::Values(rows))
    }

    fn of_rows(rows: NewRows) -> Self {
        Self::from_ast(ast::Insert::new(T::META, rows))
    }

    pub(super) fn from_ast(ast: ast::Insert) -> Self {
        Self { ast, marker: PhantomData }
    }

    /// These rows but for those of which any unique key exists already.
    pub(super) fn left_out(rows: NewRows) -> Self {
        Self::of_rows(rows).conflict(Conflict::any_key(ConflictAction::Nothing))
    }

    pub(super) fn conflict<L>(mut self, conflict: Conflict) -> Insert<D, T, L> {
        self.ast.conflicts.push(conflict);
        Insert::from_ast(self.ast)
    }

    /// The same insert without an answer to conflicts.
    fn without_conflicts(mut self) -> Self {
        self.ast.conflicts.clear();
        self
    }

    /// Begins the answer to a row whose unique key, these columns, exists already. PostgreSQL and SQLite.
    ///
    /// It takes the place of an answer given before; SQLite takes several, [`Insert::also_on_conflict`].
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
        OnConflict::new(self.without_conflicts(), index_of(key))
    }

    /// Begins the answer to a row whose key in a unique index over expressions exists already: columns, expressions, or a
    /// tuple of them, as the index has them. Values stand in the text. PostgreSQL and SQLite.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada", age: 36 }));
    /// assert_eq!(
    ///     insert.on_conflict_index(User::name.lower()).do_nothing().sql(Postgres).text,
    ///     r#"insert into "users" ("name", "age") values ($1, $2) "#.to_owned()
    ///         + r#"on conflict ((lower("name"))) do nothing"#,
    /// );
    /// ```
    pub fn on_conflict_index<X: Keys<D, (In<T>,), P>, P>(self, keys: X) -> OnConflict<D, T, K>
    where
        D: HasOnConflict,
    {
        let mut list = Vec::new();
        keys.push(&mut list);
        OnConflict::new(self.without_conflicts(), ConflictTarget::Index(list))
    }

    /// Begins the answer to a row that breaks the unique or exclusion constraint of that name. PostgreSQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada" }));
    /// assert_eq!(
    ///     insert.on_conflict_constraint("users_name_key").do_nothing().sql(Postgres).text,
    ///     r#"insert into "users" ("name", "age") values ($1, $2) on conflict on constraint "users_name_key" do nothing"#,
    /// );
    /// ```
    pub fn on_conflict_constraint(self, name: &'static str) -> OnConflict<D, T, K>
    where
        D: HasNamedConflicts,
    {
        OnConflict::new(self.without_conflicts(), ConflictTarget::Constraint(name))
    }

    /// Begins the answer to a row of which another unique key exists already than the one answered before. SQLite; the
    /// first answer that is about the key counts.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { id: 7, name: "Ada" }));
    /// assert_eq!(
    ///     insert.on_conflict(User::id).do_nothing().also_on_conflict(User::name).do_update(User::age).sql(Sqlite).text,
    ///     r#"insert into "users" ("id", "name", "age") values (?, ?, ?) on conflict ("id") do nothing "#.to_owned()
    ///         + r#"on conflict ("name") do update set "age" = excluded."age""#,
    /// );
    /// ```
    pub fn also_on_conflict<C: Columns<T>>(self, key: C) -> OnConflict<D, T, K>
    where
        D: HasSeveralConflicts,
    {
        OnConflict::new(self, index_of(key))
    }

    /// Leaves out each row of which any unique key exists already: `on conflict do nothing`. PostgreSQL and SQLite.
    pub fn on_conflict_do_nothing(self) -> Self
    where
        D: HasOnConflict,
    {
        self.without_conflicts().conflict(Conflict::any_key(ConflictAction::Nothing))
    }

    /// `insert ignore`: leaves out each row that the database refuses, for a key that exists or any other reason, and
    /// stores values that do not fit as what is nearest. MySQL; where only keys are meant, [`Insert::on_duplicate_key`]
    /// hides no other mistake.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada" })).ignore();
    /// assert_eq!(insert.statements(Mysql)[0].text, "insert ignore into `users` (`name`, `age`) values (?, ?)");
    /// ```
    pub fn ignore(mut self) -> Insert<D, T, Several>
    where
        D: HasInsertIgnore,
    {
        self.ast.ignores_errors = true;
        Insert::from_ast(self.ast)
    }

    /// `overriding system value`: writes given values into identity columns that are `generated always`. PostgreSQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let copy = User::query().select((User::id, User::name));
    /// let insert = User::insert_from((User::id, User::name), copy).overriding_system_value();
    /// assert_eq!(
    ///     insert.statements(Postgres)[0].text,
    ///     r#"insert into "users" ("id", "name") overriding system value "#.to_owned()
    ///         + r#"select "users"."id", "users"."name" from "users""#,
    /// );
    /// ```
    pub fn overriding_system_value(mut self) -> Self
    where
        D: HasOverriding,
    {
        self.ast.overriding = Some(Overriding::System);
        self
    }

    /// `overriding user value`: takes no notice of values given for identity columns, which the database counts up. For a
    /// copy whose rows get new keys. PostgreSQL.
    pub fn overriding_user_value(mut self) -> Self
    where
        D: HasOverriding,
    {
        self.ast.overriding = Some(Overriding::User);
        self
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
        OnDuplicateKey::new(self.without_conflicts())
    }

    /// Hands back the rows written, with what the database filled in. Not on MySQL, where `.one(..)` does.
    pub fn returning(self) -> Returning<D, T>
    where
        D: HasReturning,
    {
        Returning::new(Change::Insert(self.ast), vec![Item::Row(TableRef::plain(T::META))], T::from_row)
    }

    /// Hands back some columns of the rows written, or expressions over them. Not on MySQL.
    pub fn returning_only<X: Selection<D, (In<T>,), P, Row = O, Uses: PerRow>, P, O>(
        self,
        selection: X,
    ) -> Returning<D, O>
    where
        D: HasReturning,
    {
        Returning::selected(Change::Insert(self.ast), selection)
    }
}

/// The unique key over these columns.
fn index_of<T: Table>(columns: impl Columns<T>) -> ConflictTarget {
    let mut names = Vec::new();
    columns.names(&mut names);
    let keys = names.into_iter().map(|name| ast::Expr::Column { source: T::META.name, name }).collect();
    ConflictTarget::Index(keys)
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
