//! Queries as sources of other queries: derived tables and named queries, with typed columns.

use std::marker::PhantomData;

use super::compound::{Compound, Query};
use super::select::source_ref;
use super::{Delete, Recursive, Returning, RowValues, Select, Update};
use crate::ast::{self, CteBody};
use crate::dialect::{Database, HasMaterialized, HasWithBeforeWrites, HasWritesInWith};
use crate::expr::Sql;
use crate::schema::{Record, Source, Table, Tbl};

/// What can stand in a FROM list as the source `S`: a table or an alias of one, a [`DerivedTable`], a [`Cte`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a FROM list",
    label = "not a source",
    note = "a table is written `Project::table`, a query `Card::derived(query)` or `Card::cte(query)`"
)]
pub trait FromItem<D, S> {
    /// What it uses of the sources before it.
    type Uses;

    /// The node; a named query puts itself in front of the statement.
    fn place(self, with: &mut Vec<ast::Cte>) -> ast::Source;
}

/// A source that an update or a delete can read.
#[diagnostic::on_unimplemented(
    message = "an update or delete cannot read `{Self}`",
    label = "not a source that it can read",
    note = "a table is written `Project::table`, a query `Card::derived(query)` or, on PostgreSQL and SQLite, `Card::cte(query)`"
)]
pub trait InlineItem<D, S>: FromItem<D, S> {}

impl<D, S: Source> InlineItem<D, S> for Tbl<S> {}

impl<D, C: Source, O> InlineItem<D, C> for DerivedTable<D, C, O> {}

impl<D: HasWithBeforeWrites, C: Source, K> InlineItem<D, C> for Cte<D, C, K> {}

impl<D, S: Source> FromItem<D, S> for Tbl<S> {
    type Uses = ();

    fn place(self, _with: &mut Vec<ast::Cte>) -> ast::Source {
        ast::Source::Table(source_ref::<S>())
    }
}

/// A struct whose rows are made by a query: a projection with a name, `#[projection(from = Post, name = "totals")]`. Its
/// fields are columns, `Totals::posts`, of the source of that name.
///
/// The query yields the struct itself (`.select(Totals::SELECT)`) or a tuple of its fields in their order.
pub trait NamedRows: Source<Table = Self> + Record {
    /// The fields, in order.
    type Fields;

    /// The query as a derived table: `(select …) as name`.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// #[derive(Projection)]
    /// #[projection(from = Post, name = "totals")]
    /// struct Totals {
    ///     author_id: i32,
    ///     #[projection(count_all())]
    ///     posts: i64,
    /// }
    ///
    /// let totals = Post::query().group_by(Post::author_id).select(Totals::SELECT);
    /// let query = User::query()
    ///     .join(Totals::derived(totals), Totals::author_id.eq(User::id))
    ///     .filter(Totals::posts.gt(5))
    ///     .select((User::name, Totals::posts));
    /// assert_eq!(
    ///     query.sql(Sqlite).text,
    ///     r#"select "users"."name", "totals"."posts" from "users" join ("#.to_owned()
    ///         + r#"select "posts"."author_id" as "author_id", count(*) as "posts" from "posts" "#
    ///         + r#"group by "posts"."author_id") as "totals" on "totals"."author_id" = "users"."id" "#
    ///         + r#"where "totals"."posts" > ?"#,
    /// );
    /// # let _ = |totals: Totals| (totals.author_id, totals.posts);
    /// ```
    fn derived<D: Database, Q: Query<D, Row: Makes<Self>>>(query: Q) -> DerivedTable<D, Self, Q::OuterUses> {
        let (select, target) = (Box::new(query.into_query()), source_ref::<Self>());
        DerivedTable { source: ast::Source::Query { select, target, is_lateral: false }, marker: PhantomData }
    }

    /// Rows of values as a derived table: tuples of the fields in their order.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// #[derive(Projection)]
    /// #[projection(from = Post, name = "wanted")]
    /// struct Wanted {
    ///     id: i32,
    ///     title: String,
    /// }
    ///
    /// let wanted = Wanted::values([(1, "one".to_owned()), (2, "two".to_owned())]);
    /// let query = Post::query().join(wanted, Wanted::id.eq(Post::id)).select((Post::id, Wanted::title));
    /// assert_eq!(
    ///     query.sql(Postgres).text,
    ///     r#"select "posts"."id", "wanted"."title" from "posts" join "#.to_owned()
    ///         + r#"(values (cast($1 as integer), cast($2 as text)), ($3, $4)) as "wanted" ("id", "title") "#
    ///         + r#"on "wanted"."id" = "posts"."id""#,
    /// );
    /// # let _ = |wanted: Wanted| (wanted.id, wanted.title);
    /// ```
    fn values<D: Database>(rows: impl IntoIterator<Item = Self::Fields>) -> DerivedTable<D, Self, ()>
    where
        Self::Fields: RowValues,
    {
        let rows = rows.into_iter().map(RowValues::into_values).collect();
        DerivedTable {
            source: ast::Source::Values { rows, target: source_ref::<Self>() },
            marker: PhantomData,
        }
    }

    /// A query in your own words as a derived table: `(…) as name`. Its columns are to be named like the fields.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// #[derive(Projection)]
    /// #[projection(from = Post, name = "days")]
    /// struct Day {
    ///     #[projection(Post::id)]
    ///     day: i32,
    /// }
    ///
    /// let days = Day::from_sql(sql("select day from generate_series(1, ").bind(7).sql(") as day"));
    /// assert_eq!(
    ///     from(days).select(Day::day).sql(Postgres).text,
    ///     r#"select "days"."day" from (select day from generate_series(1, $1) as day) as "days""#,
    /// );
    /// # let _ = |day: Day| day.day;
    /// ```
    fn from_sql<D: Database, U>(sql: Sql<U>) -> DerivedTable<D, Self, U> {
        let (raw, target) = (sql.into_raw(), source_ref::<Self>());
        DerivedTable { source: ast::Source::Raw { raw, target, is_lateral: false }, marker: PhantomData }
    }

    /// The query as a named query: `with name (…) as (select …)`. Where it joins or begins a query, it puts itself in front
    /// of that; joined again, it is the same one.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// #[derive(Projection)]
    /// #[projection(from = Post, name = "totals")]
    /// struct Totals {
    ///     author_id: i32,
    ///     #[projection(count_all())]
    ///     posts: i64,
    /// }
    ///
    /// let totals = Totals::cte(Post::query().group_by(Post::author_id).select(Totals::SELECT));
    /// let query = from(totals).filter(Totals::posts.gt(5));
    /// assert_eq!(
    ///     query.sql(Postgres).text,
    ///     r#"with "totals" ("author_id", "posts") as (select "posts"."author_id", count(*) from "posts" "#.to_owned()
    ///         + r#"group by "posts"."author_id") select "totals"."author_id", "totals"."posts" from "totals" "#
    ///         + r#"where "totals"."posts" > $1"#,
    /// );
    /// # let _ = |totals: Totals| (totals.author_id, totals.posts);
    /// ```
    fn cte<D: Database, Q: Query<D, Row: Makes<Self>>>(query: Q) -> Cte<D, Self> {
        Cte::of(CteBody::Select(Box::new(query.into_query())), false)
    }

    /// A named query that reads itself: the rows of `first`, and those that `next` makes of the rows so far until there are
    /// no more. `with recursive name (…) as (first union all next)`.
    ///
    /// MySQL gives the columns the types that `first` has, so a text must begin as long as it can become.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// #[derive(Projection)]
    /// #[projection(from = User, name = "chain")]
    /// struct Chain {
    ///     id: i32,
    ///     age: Option<i32>,
    /// }
    ///
    /// let chain = Chain::recursive(
    ///     User::query().filter(User::id.eq(1)).select(Chain::SELECT),
    ///     |chain| User::query().join(chain, User::id.eq(Chain::age)).select(Chain::SELECT),
    /// );
    /// assert_eq!(
    ///     from(chain).select(Chain::id).sql(Sqlite).text,
    ///     r#"with recursive "chain" ("id", "age") as (select "users"."id", "users"."age" from "users" "#.to_owned()
    ///         + r#"where "users"."id" = ? union all select "users"."id", "users"."age" from "users" "#
    ///         + r#"join "chain" on "users"."id" = "chain"."age") select "chain"."id" from "chain""#,
    /// );
    /// # let _ = |chain: Chain| (chain.id, chain.age);
    /// ```
    fn recursive<D, First, Next>(
        first: First,
        next: impl FnOnce(Tbl<Self>) -> Next,
    ) -> Cte<D, Self, Recursive>
    where
        D: Database,
        First: Query<D, Row: Makes<Self>>,
        Next: Query<D, Row: Makes<Self>>,
    {
        let next = next(Tbl::new()).into_query();
        let whole = first.into_query().combine(ast::SetOperator::Union, true, next);
        Cte::of(CteBody::Select(Box::new(whole)), true)
    }

    /// As [`NamedRows::recursive`], where a row that is there already is not made again: `first union next`. Ends also where
    /// the rows form a circle.
    fn recursive_distinct<D, First, Next>(
        first: First,
        next: impl FnOnce(Tbl<Self>) -> Next,
    ) -> Cte<D, Self, Recursive>
    where
        D: Database,
        First: Query<D, Row: Makes<Self>>,
        Next: Query<D, Row: Makes<Self>>,
    {
        let next = next(Tbl::new()).into_query();
        let whole = first.into_query().combine(ast::SetOperator::Union, false, next);
        Cte::of(CteBody::Select(Box::new(whole)), true)
    }

    /// The rows that a statement hands back as a named query: `with name (…) as (delete from … returning …)`. PostgreSQL
    /// only; the statement is run whether its rows are read or not.
    fn written<D: HasWritesInWith, Row: Makes<Self>>(statement: Returning<D, Row>) -> Cte<D, Self> {
        Cte::of(CteBody::Change(Box::new(statement.change)), false)
    }
}

/// A row that has the fields of the struct `C`: the struct, or a tuple of its fields in order.
#[diagnostic::on_unimplemented(
    message = "a query of `{Self}` does not make rows of `{C}`",
    label = "yields `{Self}`",
    note = "select `{C}::SELECT`, or a tuple with a value for each field in order"
)]
pub trait Makes<C> {}

#[diagnostic::do_not_recommend]
impl<C: NamedRows> Makes<C> for C {}

macro_rules! tuple {
    ($($T:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<C: NamedRows<Fields = ($($T,)*)>, $($T),*> Makes<C> for ($($T,)*) {}
    };
}

tuple!(A);
tuple!(A B);
tuple!(A B E);
tuple!(A B E F);
tuple!(A B E F G);
tuple!(A B E F G H);
tuple!(A B E F G H I);
tuple!(A B E F G H I J);
tuple!(A B E F G H I J K);
tuple!(A B E F G H I J K L);
tuple!(A B E F G H I J K L M);
tuple!(A B E F G H I J K L M N);

/// A query in parentheses as a source. Made by [`NamedRows::derived`]; `O` is what it uses of the sources before it, for
/// which it has to be joined with `lateral`.
#[must_use = "a source does nothing until it is joined"]
pub struct DerivedTable<D, C, O> {
    source: ast::Source,
    marker: Marker<D, C, O>,
}

type Marker<D, C, O> = PhantomData<fn() -> (D, C, O)>;

impl<D, C, O> DerivedTable<D, C, O> {
    pub(super) fn lateral(mut self) -> Self {
        if let ast::Source::Query { is_lateral, .. } | ast::Source::Raw { is_lateral, .. } = &mut self.source
        {
            *is_lateral = true;
        }
        self
    }
}

impl<D, C: Source, O> FromItem<D, C> for DerivedTable<D, C, O> {
    type Uses = O;

    fn place(self, _with: &mut Vec<ast::Cte>) -> ast::Source {
        self.source
    }
}

/// A named query. Made by [`NamedRows::cte`] and its siblings.
#[must_use = "a named query does nothing until a query begins with it or joins it"]
pub struct Cte<D, C, K = ()> {
    pub(super) node: ast::Cte,
    pub(super) marker: Marker<D, C, K>,
}

impl<D, C: Record, K> Cte<D, C, K> {
    fn of(body: CteBody, is_recursive: bool) -> Self {
        let node = ast::Cte {
            target: C::FACTS,
            body,
            is_recursive,
            is_materialized: None,
            search: None,
            cycle: None,
        };
        Self { node, marker: PhantomData }
    }
}

impl<D, C, K> Cte<D, C, K> {
    /// `as materialized`: its rows are computed once and kept. PostgreSQL and SQLite.
    pub fn materialized(mut self) -> Self
    where
        D: HasMaterialized,
    {
        self.node.is_materialized = Some(true);
        self
    }

    /// `as not materialized`: it is written out where it is used. PostgreSQL and SQLite.
    pub fn not_materialized(mut self) -> Self
    where
        D: HasMaterialized,
    {
        self.node.is_materialized = Some(false);
        self
    }
}

impl<D, C, K> Clone for Cte<D, C, K> {
    fn clone(&self) -> Self {
        Self { node: self.node.clone(), marker: PhantomData }
    }
}

impl<D, C: Source, K> FromItem<D, C> for Cte<D, C, K> {
    type Uses = ();

    fn place(self, with: &mut Vec<ast::Cte>) -> ast::Source {
        with.push(self.node);
        ast::Source::Table(source_ref::<C>())
    }
}

impl<D: Database, Sc, Row> Select<D, Sc, Row> {
    /// Puts a named query in front of this one without reading it: for one that is read in a subquery only, or that writes.
    pub fn with_cte<C, K>(mut self, query: Cte<D, C, K>) -> Self {
        self.ast.with.push(query.node);
        self
    }
}

impl<D: Database, Sc, Row> Compound<D, Sc, Row> {
    /// Puts a named query in front of the whole without reading it, as [`Select::with_cte`].
    pub fn with_cte<C, K>(self, query: Cte<D, C, K>) -> Self {
        Self { whole: self.whole.with_cte(query) }
    }
}

impl<D: HasWithBeforeWrites, T: Table, R, Sc> Update<D, T, R, Sc> {
    /// Puts a named query in front of the statement without reading it: for one that is read in a subquery only, or that
    /// writes. PostgreSQL and SQLite.
    pub fn with_cte<C, K>(mut self, query: Cte<D, C, K>) -> Self {
        self.ast.with.push(query.node);
        self
    }
}

impl<D: HasWithBeforeWrites, T: Table, R, Sc> Delete<D, T, R, Sc> {
    /// Puts a named query in front of the statement without reading it: for one that is read in a subquery only, or that
    /// writes. PostgreSQL and SQLite.
    pub fn with_cte<C, K>(mut self, query: Cte<D, C, K>) -> Self {
        self.ast.with.push(query.node);
        self
    }
}
