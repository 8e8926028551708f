//! Queries.

use std::fmt;
use std::marker::PhantomData;

use super::{Decode, DistinctKeys, FromItem, IntoRowCount, Keys, Selection, SortKeys};
use crate::ast::{self, Distinct, Item, TableRef};
use crate::dialect::{Database, HasDistinctOn};
use crate::expr::{GroupPredicate, In, Outer, Predicate, Push, Uses};
use crate::schema::{FromRow, Record, Source, Tbl};
use crate::sql::{self, Statement};

/// A query of the database `D` over the sources `Sc`, which yields `Row`s, with the relations `L` of each.
///
/// Clauses come in any order and as often as needed; none of them changes the type, so a query can be built up in a
/// variable. Joins come before the clauses that use what they join, and the select list after the joins.
#[must_use = "a query does nothing until it is run"]
pub struct Select<D, Sc, Row, L = ()> {
    pub(super) ast: Box<ast::Select>,
    pub(super) decode: Decode<Row>,
    pub(super) loads: L,
    marker: PhantomData<fn() -> (D, Sc)>,
}

/// A query over a table, an alias of one (`from(Boss::table)`), a derived table or a named query.
/// [`Table::query`](crate::schema::Table::query) is the same for a table.
pub fn from<D: Database, S: Source, I, P>(source: I) -> Select<D, (In<S>,), S::Table>
where
    I: FromItem<D, S, Uses: Uses<D, (), P>>,
{
    let mut with = Vec::new();
    let from = source.place(&mut with);
    let mut ast = ast::Select::new(from, vec![Item::Row(source_ref::<S>())]);
    ast.with = with;
    Select::new(Box::new(ast), S::Table::from_row)
}

/// The source as a node.
pub(super) fn source_ref<S: Source>() -> TableRef {
    TableRef { table: S::Table::FACTS, alias: S::ALIAS }
}

impl<D: Database, Sc, Row, L> Select<D, Sc, Row, L> {
    /// Keeps the rows for which `condition` holds. Repeated calls are joined with `and`.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = User::query().filter(User::age.ge(18)).filter(User::name.starts_with("A"));
    /// assert_eq!(
    ///     query.select(User::id).sql(Postgres).text,
    ///     r#"select "users"."id" from "users" where "users"."age" >= $1 and "users"."name" like $2 escape '!'"#,
    /// );
    /// ```
    pub fn filter<P>(mut self, condition: impl Predicate<D, Sc, P>) -> Self {
        self.ast.filters.push(condition.into_predicate());
        self
    }

    /// As [`Select::filter`] when there is a condition.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let name: Option<&str> = None;
    /// let query = User::query().filter_opt(name.map(|name| User::name.eq(name))).select(User::id);
    /// assert_eq!(query.sql(Sqlite).text, r#"select "users"."id" from "users""#);
    /// ```
    pub fn filter_opt<P>(mut self, condition: Option<impl Predicate<D, Sc, P>>) -> Self {
        self.ast.filters.extend(condition.map(Predicate::into_predicate));
        self
    }

    /// Sorts by one key or a tuple of them: columns and expressions, with `.asc()` or `.desc()`. Repeated calls add keys
    /// behind those there are.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = User::query().order_by((User::age.desc().nulls_last(), User::name)).select(User::id);
    /// assert_eq!(
    ///     query.sql(Postgres).text,
    ///     r#"select "users"."id" from "users" order by "users"."age" desc nulls last, "users"."name""#,
    /// );
    /// ```
    pub fn order_by<K: SortKeys<D, Sc, P>, P>(mut self, keys: K) -> Self {
        keys.push(&mut self.ast.order_by);
        self
    }

    /// At most so many rows. A value to bind on PostgreSQL and MySQL, an integer in the text on SQLite.
    pub fn limit(mut self, rows: impl IntoRowCount) -> Self {
        self.ast.limit = Some(rows.into_row_count());
        self
    }

    /// Without the first so many rows.
    pub fn offset(mut self, rows: impl IntoRowCount) -> Self {
        self.ast.offset = Some(rows.into_row_count());
        self
    }

    /// Leaves out equal rows.
    pub fn distinct(mut self) -> Self {
        self.ast.distinct = Distinct::Rows;
        self
    }

    /// Reads rows as well that are softly deleted, of this query's own sources.
    ///
    /// Of a table with `#[table(soft_delete = deleted_at)]`, a query reads the rows whose `deleted_at` is NULL.
    pub fn with_deleted(mut self) -> Self {
        self.ast.includes_deleted = true;
        self
    }

    /// Passes the query through a function: a part of a query with a name, which others use as well.
    ///
    /// Clauses never change the type of a query, so such a function takes any query over the sources it names and gives it
    /// back.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// use orm_core::{dialect::Database, expr::In, query::Select};
    ///
    /// fn newest<D: Database, Row>(posts: Select<D, (In<Post>,), Row>) -> Select<D, (In<Post>,), Row> {
    ///     posts.order_by(Post::id.desc()).limit(3)
    /// }
    ///
    /// assert_eq!(
    ///     Post::query().pipe(newest).select(Post::id).sql(Sqlite).text,
    ///     r#"select "posts"."id" from "posts" order by "posts"."id" desc limit 3"#,
    /// );
    /// ```
    pub fn pipe<Out>(self, part: impl FnOnce(Self) -> Out) -> Out {
        part(self)
    }

    /// One row for each value of a key or a tuple of them.
    ///
    /// What is selected, sorted by or a condition on groups is made of keys and aggregates; with the primary key of a table
    /// among the keys, of all its columns. A query that reads anything else is an
    /// [`ErrorKind::Ungrouped`](crate::ErrorKind::Ungrouped) when it is run, and nothing is sent.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = Post::query()
    ///     .select((Post::author_id, count_all()))
    ///     .group_by(Post::author_id)
    ///     .having(count_all().gt(5));
    /// assert_eq!(
    ///     query.sql(Sqlite).text,
    ///     r#"select "posts"."author_id", count(*) from "posts" "#.to_owned()
    ///         + r#"group by "posts"."author_id" having count(*) > ?"#,
    /// );
    /// ```
    pub fn group_by<K: Keys<D, Sc, P>, P>(mut self, keys: K) -> Self {
        keys.push(&mut self.ast.group_by);
        self
    }

    /// Keeps the groups for which `condition` holds. Repeated calls are joined with `and`.
    pub fn having<P>(mut self, condition: impl GroupPredicate<D, Sc, P>) -> Self {
        self.ast.having.push(condition.into_group_predicate());
        self
    }

    /// Keeps the first row for each value of a key or a tuple of them; `order_by` has to begin with the same keys.
    /// PostgreSQL only.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let newest = Post::query().distinct_on(Post::author_id).order_by((Post::author_id, Post::id.desc()));
    /// assert_eq!(
    ///     newest.select(Post::title).sql(Postgres).text,
    ///     r#"select distinct on ("posts"."author_id") "posts"."title" from "posts" "#.to_owned()
    ///         + r#"order by "posts"."author_id", "posts"."id" desc"#,
    /// );
    /// ```
    pub fn distinct_on<K: DistinctKeys<D, Sc, P>, P>(mut self, keys: K) -> Self
    where
        D: HasDistinctOn,
    {
        let mut nodes = Vec::new();
        keys.push(&mut nodes);
        self.ast.distinct = Distinct::On(nodes);
        self
    }
}

impl<D: Database, Sc, Row> Select<D, Sc, Row> {
    pub(super) fn new(ast: Box<ast::Select>, decode: Decode<Row>) -> Self {
        Self { ast, decode, loads: (), marker: PhantomData }
    }

    /// What each row consists of: a column, an expression, a whole source (`Project::table`), a projection, or a tuple of up
    /// to 16 of these. What comes from the optional side of an outer join is an `Option`.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = User::query()
    ///     .left_join(Post::table, Post::author_id.eq(User::id))
    ///     .select((User::name, Post::title, count(Post::id)))
    ///     .group_by((User::name, Post::title));
    /// assert_eq!(
    ///     query.sql(Sqlite).text,
    ///     r#"select "users"."name", "posts"."title", count("posts"."id") from "users" "#.to_owned()
    ///         + r#"left join "posts" on "posts"."author_id" = "users"."id" group by "users"."name", "posts"."title""#,
    /// );
    /// ```
    pub fn select<X: Selection<D, Sc, P, Row = R, Loads = L>, P, R, L>(
        mut self,
        selection: X,
    ) -> Select<D, Sc, R, L> {
        self.ast.items.clear();
        let loads = selection.loads();
        selection.items(&mut self.ast.items);
        Select { ast: self.ast, decode: X::read, loads, marker: PhantomData }
    }

    /// Lets this query, which is to be a subquery, use the columns of a source of the query around it.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let with_posts = User::query()
    ///     .filter(exists(Post::query().correlate(User::table).filter(Post::author_id.eq(User::id))))
    ///     .select(User::id);
    /// assert_eq!(
    ///     with_posts.sql(Sqlite).text,
    ///     r#"select "users"."id" from "users" where exists (select 1 from "posts" "#.to_owned()
    ///         + r#"where "posts"."author_id" = "users"."id")"#,
    /// );
    /// ```
    pub fn correlate<S: Source>(self, _outer: Tbl<S>) -> Select<D, Sc::Out, Row>
    where
        Sc: Push<In<S, Outer>>,
    {
        Select::new(self.ast, self.decode)
    }

    /// The statement and its values, without a database.
    pub fn sql(self, _database: D) -> Statement {
        sql::select(D::DIALECT, *self.ast)
    }
}

impl<D, Sc, Row, L> Select<D, Sc, Row, L> {
    /// The same query with other relations.
    pub(super) fn map_loads<M>(self, map: impl FnOnce(L) -> M) -> Select<D, Sc, Row, M> {
        Select { ast: self.ast, decode: self.decode, loads: map(self.loads), marker: PhantomData }
    }
}

impl<D, Sc, Row, L: Clone> Clone for Select<D, Sc, Row, L> {
    fn clone(&self) -> Self {
        Self { ast: self.ast.clone(), decode: self.decode, loads: self.loads.clone(), marker: PhantomData }
    }
}

impl<D, Sc, Row, L> fmt::Debug for Select<D, Sc, Row, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}
