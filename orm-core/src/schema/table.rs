//! Tables, and what stands in a FROM list.

use super::{Changeset, Insertable, PatchOf, RowOf, TableMeta, Tbl};
use crate::dialect::{Database, HasMerge};
use crate::expr::{Expr, In, PerRow, Uses};
use crate::query::{
    self, CopyMany, Delete, EveryRow, InlineItem, Insert, Merge, Query, RowKey, Select, Several, Single,
    Takes, Truncate, Update, UpdateMany,
};
use crate::types::{Cells, ColumnType, DecodeError};

/// Something that stands in a FROM list: a table, an alias of one made by `alias!`, or a projection with a name.
pub trait Source: 'static {
    /// The struct that its rows are read into.
    type Table: Record;
    /// The name that qualifies its columns.
    const ALIAS: &'static str;
}

/// A struct that whole rows of a source are read into: a table, or a projection with a name.
pub trait Record: FromRow + Send + 'static {
    /// The facts about the source.
    const FACTS: &'static TableMeta;
}

#[diagnostic::do_not_recommend]
impl<T: Table> Record for T {
    const FACTS: &'static TableMeta = T::META;
}

/// A struct with a handle for each column of its rows: of `#[derive(Table)]` and `#[derive(View)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "not a table",
    note = "annotate the struct with `#[derive(Table)]`, or with `#[derive(View)]` if its rows come from a query"
)]
pub trait HasColumns {
    /// The columns, over the table or view itself or an alias of it.
    type Columns<S: Source>;

    /// The columns of the source `S`.
    fn columns<S: Source>() -> Self::Columns<S>;
}

#[diagnostic::do_not_recommend]
impl<T: Table> HasColumns for T {
    type Columns<S: Source> = T::Handles<S>;

    fn columns<S: Source>() -> T::Handles<S> {
        T::handles::<S>()
    }
}

/// A struct whose values are the rows of a table. Implemented by `#[derive(Table)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "not a table",
    note = "annotate the struct with `#[derive(Table)]`"
)]
pub trait Table: Source<Table = Self> + FromRow + Sized + Send {
    /// The model of a row to insert.
    type New: Insertable<Table = Self>;
    /// The model of a change.
    type Patch: Changeset<Table = Self>;

    /// The facts about the table.
    const META: &'static TableMeta;

    /// What [`HasColumns::Columns`] is for a table.
    #[doc(hidden)]
    type Handles<S: Source>;

    /// What [`HasColumns::columns`] is for a table.
    #[doc(hidden)]
    fn handles<S: Source>() -> Self::Handles<S>;

    /// Begins a query over the rows: `select … from table`.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = User::query().filter(User::age.ge(18));
    /// assert_eq!(
    ///     query.sql(Sqlite).text,
    ///     r#"select "users"."id", "users"."name", "users"."age" from "users" where "users"."age" >= ?"#,
    /// );
    /// ```
    fn query<D: Database>() -> Select<D, (In<Self>,), Self> {
        query::from(Tbl::new())
    }

    /// Begins an insert of one row: `insert into table (…) values (…)`. Columns that the model leaves to the database are
    /// not named.
    fn insert<D: Database>(row: impl RowOf<Self>) -> Insert<D, Self, Single> {
        Insert::one_row(row)
    }

    /// Begins an insert of any number of rows, in as few statements as the database accepts, all or none of which are
    /// kept. Rows may leave different columns to the database.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert_many([new!(User { name: "Ada" }), new!(User { id: 7, name: "Bob" })]);
    /// assert_eq!(
    ///     insert.statements(Mysql)[0].text,
    ///     "insert into `users` (`id`, `name`, `age`) values (default, ?, ?), (?, ?, ?)",
    /// );
    /// ```
    ///
    /// PostgreSQL takes the rows as one array for each column, where they name the same columns and arrays hold their
    /// values: one text for any number of rows.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert_many([new!(User { name: "Ada", age: 36 }), new!(User { name: "Bob" })]);
    /// assert_eq!(
    ///     insert.statements(Postgres)[0].text,
    ///     r#"insert into "users" ("name", "age") select * from unnest($1::text[], $2::integer[])"#,
    /// );
    /// ```
    fn insert_many<D: Database>(rows: impl IntoIterator<Item: RowOf<Self>>) -> Insert<D, Self, Several> {
        Insert::rows(rows)
    }

    /// Begins a COPY of rows into the table: for very many rows. PostgreSQL.
    ///
    /// The rows are taken from the iterator while they are sent, so that memory does not grow with their number. All or none
    /// are written; those that name the same columns should stand together, since others end a statement.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let rows = (0..1_000).map(|n| new!(User { name: format!("user {n}") }));
    /// assert_eq!(User::copy_many(rows).statements()[0].text, r#"copy "users" ("name", "age") from stdin"#);
    /// ```
    ///
    /// Errors are those of an insert. Where it differs from [`Table::insert_many`]: it knows no answers to conflicts and hands
    /// nothing back, writes given values into columns that are `generated always as identity`, takes no notice of rules, and
    /// is refused for users to whom row security applies. It runs on a `Db` or a transaction, not on a connection of sqlx.
    fn copy_many<I: IntoIterator<Item: RowOf<Self>>>(rows: I) -> CopyMany<Self, I::IntoIter> {
        CopyMany::new(rows.into_iter())
    }

    /// Begins an insert of what a query yields: `insert into table (…) select …`. Each cell has the type of its column.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let names = User::query().filter(User::age.ge(18)).select((User::id, User::name));
    /// let insert = Post::insert_from((Post::author_id, Post::title), names);
    /// assert_eq!(
    ///     insert.statements(Sqlite)[0].text,
    ///     r#"insert into "posts" ("author_id", "title") select "users"."id", "users"."name" from "users" "#.to_owned()
    ///         + r#"where "users"."age" >= ?"#,
    /// );
    /// ```
    fn insert_from<D: Database, Q: Query<D>>(
        columns: impl Takes<Self, Q::Row>,
        query: Q,
    ) -> Insert<D, Self, Several> {
        Insert::query(columns, query)
    }

    /// Begins a change of rows: `update table set … where …`. It needs a filter, or `.all_rows()`.
    fn update<D: Database>() -> Update<D, Self, EveryRow> {
        Update::new()
    }

    /// Begins a change of many rows, each found by its key and changed by a patch of its own, in as few statements as that
    /// takes and all or none of which are kept.
    ///
    /// The key is a column or a tuple of up to 4, and need not be the primary one. Patches may change different columns;
    /// an empty one changes nothing. Several patches of one key are put together, and the last value of a column counts.
    /// PostgreSQL joins the new values as arrays, MySQL chooses them by the key, SQLite runs one statement for each row.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let name = |name: &str| UserPatch { name: Some(name.to_owned()), ..UserPatch::default() };
    /// let update = User::update_many(User::id, [(1, name("Ada")), (2, name("Bob"))]);
    /// assert_eq!(
    ///     update.statements(Postgres)[0].text,
    ///     r#"update "users" set "name" = "changes"."name" from unnest($1::integer[], $2::text[]) "#.to_owned()
    ///         + r#"as "changes" ("id", "name") where "users"."id" = "changes"."id""#,
    /// );
    /// ```
    fn update_many<D: Database, K: RowKey<Self, V>, V>(
        key: K,
        rows: impl IntoIterator<Item = (V, impl PatchOf<Self>)>,
    ) -> UpdateMany<D, Self> {
        UpdateMany::new(key, rows)
    }

    /// Begins to bring rows of the table in line with those of a source: `merge into … using … on …`. What is done with which
    /// rows follows. PostgreSQL 15.
    ///
    /// Rows of the source that are marked as deleted are left out; those of the table match like others, since their keys are
    /// taken, but are not marked again, and the source does not lack them. A statement beside it may write a row first that
    /// this one found missing: then it ends with a unique violation, as an insert does. A row of the table that several of the
    /// source are about is an error of PostgreSQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let merge = User::merge(Post::table, Post::author_id.eq(User::id))
    ///     .when_matched().filter(Post::title.eq("")).delete()
    ///     .when_matched().update(|user| user.set(User::name, Post::title))
    ///     .when_not_matched().insert(|user| user.set(User::id, Post::author_id).set(User::name, Post::title));
    /// assert_eq!(
    ///     merge.sql(Postgres).text,
    ///     r#"merge into "users" using "posts" on "posts"."author_id" = "users"."id" "#.to_owned()
    ///         + r#"when matched and "posts"."title" = $1 then delete "#
    ///         + r#"when matched then update set "name" = "posts"."title" "#
    ///         + r#"when not matched then insert ("id", "name") values ("posts"."author_id", "posts"."title")"#,
    /// );
    /// ```
    fn merge<D: HasMerge, S: Source, I, N, U, P, Q>(source: I, on: Expr<bool, N, U>) -> Merge<D, Self, S>
    where
        I: InlineItem<D, S, Uses: Uses<D, (), Q>>,
        U: Uses<D, (In<Self>, In<S>), P> + PerRow,
    {
        Merge::new(source, on.node())
    }

    /// Empties the table: `truncate table …`, and `delete from …` on SQLite, which has nothing else and needs nothing else.
    /// Rows marked as deleted go too.
    ///
    /// MySQL counts keys from the start again. SQLite goes on, and so does PostgreSQL unless it is told
    /// [`restart_identity`](Truncate::restart_identity).
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// assert_eq!(User::truncate().sql(Mysql).text, "truncate table `users`");
    /// assert_eq!(User::truncate().sql(Sqlite).text, r#"delete from "users""#);
    /// ```
    fn truncate<D: Database>() -> Truncate<D, Self> {
        Truncate::new()
    }

    /// Begins a removal of rows: `delete from table where …`. It needs a filter, or `.all_rows()`.
    fn delete<D: Database>() -> Delete<D, Self, EveryRow> {
        Delete::new()
    }
}

/// A struct that is read from the cells of a row, by position.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a row",
    label = "not a table, nor a tuple of values",
    note = "derive `Table` for the struct, or read a tuple such as `(i64, Option<String>)`; one value is read with `.scalar(..)`"
)]
pub trait FromRow: Sized {
    /// Takes as many cells as the struct has fields.
    fn from_row(cells: &mut Cells<'_>) -> Result<Self, DecodeError>;
}

/// A table with a column that counts the changes of a row: `#[table(version = revision)]`. Every update of it adds one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no column that counts its changes",
    label = "not a table with a version",
    note = "add an integer column, and name it: `#[table(version = revision)]`"
)]
pub trait Versioned: Table {
    /// The type of the column.
    type Version: ColumnType;
}

/// A table whose rows are marked when they are deleted: `#[table(soft_delete = deleted_at)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not deleted softly",
    label = "a delete of `{Self}` removes the row",
    note = "add a column for the time of the deletion, and name it: `#[table(soft_delete = deleted_at)]`"
)]
pub trait SoftDeleted: Table {}
