//! How a database would run a statement.

use std::fmt;
use std::ops::ControlFlow;

use futures_util::future::BoxFuture;
use orm_schema::Dialect;

use super::super::prepare::{Bound, PreparedChange, PreparedQuery, PreparedReturning};
use super::super::{
    Compound, Delete, Insert, Loads, Merge, Restricted, Returning, Select, Update, UpdateMany, add_links,
};
use super::{cell, filled, rows};
use crate::ast::{self, Change};
use crate::dialect::{Database, HasAnalyzedChanges, HasAnalyzedQueries, HasJsonPlans};
use crate::error::Error;
use crate::exec::{Executor, Lease, Request};
use crate::expr::Sql;
use crate::schema::{Source, Table};
use crate::sql::{self, Statement};
use crate::types::Value;

/// How a database runs a statement, in its own words. Made by `.explain(..)` and its siblings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    text: String,
}

impl Explanation {
    /// The plan as the database tells it: lines of text on PostgreSQL and SQLite, a JSON document on MySQL and MariaDB, and
    /// of `.explain_json(..)` a JSON document.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Does the plan name `part`, such as an index or `Seq Scan`?
    pub fn mentions(&self, part: &str) -> bool {
        self.text.contains(part)
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A plan on its way. The future of an `async fn` repeats the bounds of the function, so that a database that lacks this would
/// be reported once for the call, once for its future and once for `.await`.
type Explaining<'e> = BoxFuture<'e, Result<Explanation, Error>>;

/// The methods that explain a statement of one text.
macro_rules! explained {
    ($([$($generics:tt)*] $Type:ty, $statement:ident => $request:expr;)*) => {$(
        impl<$($generics)*> $Type {
            /// How the database would run it; it is not run. `explain` on PostgreSQL, `explain format=json` on MySQL and
            /// MariaDB, `explain query plan` on SQLite. Of a query with relations, the first statement; of a change that takes
            /// several, the last.
            ///
            /// ```no_run
            /// # use orm_core::doc::*;
            /// # #[cfg(feature = "sqlite")]
            /// # async fn run(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
            /// let plan = User::query().filter(User::name.eq("Ada")).explain(db).await?;
            /// assert!(plan.mentions("users_name_key"), "no index is used:\n{plan}");
            /// # Ok(())
            /// # }
            /// ```
            pub async fn explain<E: Executor<D>>(self, executor: E) -> Result<Explanation, Error> {
                let $statement = self;
                explain(&mut executor.lease().await?, before(D::DIALECT), $request).await
            }

            /// The same as a JSON document. PostgreSQL, MySQL, MariaDB.
            pub fn explain_json<'e, E: Executor<D> + 'e>(self, executor: E) -> Explaining<'e>
            where
                D: HasJsonPlans,
            {
                let $statement = self;
                let before = match D::DIALECT {
                    Dialect::Postgres => "explain (format json) ",
                    Dialect::Mysql | Dialect::Sqlite => before(D::DIALECT),
                };
                let request = $request;
                Box::pin(async move { explain(&mut executor.lease().await?, before, request).await })
            }
        }
    )*};
}

explained! {
    [D: Database, Sc, Row, L: Loads<D, Row>] Select<D, Sc, Row, L>, query => first_statement::<D, Row, L>(*query.ast, &query.loads);
    [D: Database, Sc, Row] Compound<D, Sc, Row>, query => read(sql::select(D::DIALECT, *query.whole.ast));
    [D: Database, T: Table, K] Insert<D, T, K>, insert => change::<D>(Change::Insert(insert.ast));
    [D: Database, T: Table, R: Restricted, Sc] Update<D, T, R, Sc>, update => change::<D>(Change::Update(update.ast));
    [D: Database, T: Table, R: Restricted, Sc] Delete<D, T, R, Sc>, delete => change::<D>(Change::Delete(delete.ast));
    [D: Database, T: Table, S: Source] Merge<D, T, S>, merge => read(sql::merge(D::DIALECT, merge.ast));
    [D: Database, T: Table] UpdateMany<D, T>, update => last(sql::update_many(D::DIALECT, update.ast));
    [D: Database, Row] Returning<D, Row>, returning => change::<D>(returning.change);
    [D: Database, P, Row, L] Bound<'_, PreparedQuery<D, P, Row, L>>, bound => filled(&bound.statement.template, bound.arguments);
    [D: Database, P] Bound<'_, PreparedChange<D, P>>, bound => last_filled(bound.statement, bound.arguments);
    [D: Database, P, Row] Bound<'_, PreparedReturning<D, P, Row>>, bound => last_filled(&bound.statement.change, bound.arguments);
}

/// The method that runs a query to explain it.
macro_rules! analyzed_queries {
    ($($Type:ident, $query:ident => $ast:expr;)*) => {$(
        impl<D: Database, Sc, Row> $Type<D, Sc, Row> {
            /// How the database runs it: runs it, and tells the time and the rows of each step. `explain (analyze, buffers)`
            /// on PostgreSQL, `explain analyze` on MySQL 8.0.18, `analyze format=json` on MariaDB. Not on SQLite.
            pub fn explain_analyze<'e, E: Executor<D> + 'e>(self, executor: E) -> Explaining<'e>
            where
                D: HasAnalyzedQueries,
            {
                let $query = self;
                let request = read(sql::select(D::DIALECT, *$ast));
                Box::pin(async move {
                    let mut lease = executor.lease().await?;
                    let before = match D::DIALECT {
                        Dialect::Postgres => ANALYZE_ON_POSTGRES,
                        Dialect::Mysql | Dialect::Sqlite if is_mariadb(&mut lease).await? => "analyze format=json ",
                        Dialect::Mysql | Dialect::Sqlite => "explain analyze ",
                    };
                    explain(&mut lease, before, request).await
                })
            }
        }
    )*};
}

analyzed_queries! {
    Select, query => query.ast;
    Compound, query => query.whole.ast;
}

/// The method that runs a change to explain it, and undoes it.
macro_rules! analyzed_changes {
    ($([$($generics:tt)*] $Type:ty, $statement:ident => $change:expr;)*) => {$(
        impl<$($generics)*> $Type {
            /// How the database runs it: runs it in a transaction that is rolled back (inside one, a savepoint), and tells the
            /// time and the rows of each step. What no rollback undoes stays: numbers taken from sequences.
            /// `explain (analyze, buffers)`; PostgreSQL.
            pub fn explain_analyze<'e, E: Executor<D> + 'e>(self, executor: E) -> Explaining<'e>
            where
                D: HasAnalyzedChanges,
            {
                let $statement = self;
                let request = change::<D>($change);
                Box::pin(async move {
                    let mut lease = executor.lease().await?;
                    lease.begin().await?;
                    let explanation = explain(&mut lease, ANALYZE_ON_POSTGRES, request).await?;
                    lease.rollback().await?;
                    Ok(explanation)
                })
            }
        }
    )*};
}

analyzed_changes! {
    [D: Database, T: Table, K] Insert<D, T, K>, insert => Change::Insert(insert.ast);
    [D: Database, T: Table, R: Restricted, Sc] Update<D, T, R, Sc>, update => Change::Update(update.ast);
    [D: Database, T: Table, R: Restricted, Sc] Delete<D, T, R, Sc>, delete => Change::Delete(delete.ast);
    [D: Database, Row] Returning<D, Row>, returning => returning.change;
}

impl<U> Sql<U> {
    /// How the database would run it; it is not run. As `.explain(..)` of a query.
    pub async fn explain<D: Database>(self, executor: impl Executor<D>) -> Result<Explanation, Error> {
        explain(&mut executor.lease().await?, before(D::DIALECT), read(self.render(D::DIALECT))).await
    }
}

const ANALYZE_ON_POSTGRES: &str = "explain (analyze, buffers) ";

const fn before(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "explain ",
        // MySQL has `format=tree` as well, MariaDB has not. The table without a format leaves out the conditions.
        Dialect::Mysql => "explain format=json ",
        Dialect::Sqlite => "explain query plan ",
    }
}

/// The statement of a query that is run first: with the keys of its relations.
fn first_statement<D: Database, Row, L: Loads<D, Row>>(mut select: ast::Select, loads: &L) -> Request {
    let mut links = Vec::new();
    loads.links(&mut links);
    add_links(&mut select, &links);
    read(sql::select(D::DIALECT, select))
}

fn read(statement: Statement) -> Request {
    Request { refusal: statement.refusal, ..Request::new(statement.text, statement.binds) }
}

fn change<D: Database>(change: Change) -> Request {
    last(sql::change(D::DIALECT, change))
}

fn last(mut statements: Vec<Statement>) -> Request {
    read(statements.pop().unwrap_or_default())
}

fn last_filled<D: Database, P>(change: &PreparedChange<D, P>, arguments: Vec<Value>) -> Request {
    match change.templates.last() {
        Some(template) => filled(template, arguments),
        None => read(Statement::default()),
    }
}

async fn explain(lease: &mut Lease<'_>, before: &str, request: Request) -> Result<Explanation, Error> {
    if request.text.is_empty() {
        return Ok(Explanation { text: "nothing to do".to_owned() });
    }
    let request = Request { text: format!("{before}{}", &*request.text).into(), ..request };
    if lease.dialect() == Dialect::Sqlite {
        return sqlite(lease, request).await;
    }
    let lines = rows(lease, request, cell::<String>).await?;
    Ok(Explanation { text: lines.join("\n") })
}

/// Rows of a step, the step that it is a part of, a number without a meaning, and the words.
/// <https://www.sqlite.org/eqp.html>
async fn sqlite(lease: &mut Lease<'_>, request: Request) -> Result<Explanation, Error> {
    let mut depths: Vec<(i64, usize)> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    lease
        .fetch(request, &mut |cells| {
            let (step, whole) = (cells.get::<i64>()?, cells.get::<i64>()?);
            cells.skip(1);
            let depth = depths.iter().find(|(known, _)| *known == whole).map_or(0, |(_, depth)| depth + 1);
            depths.push((step, depth));
            lines.push(format!("{}{}", "  ".repeat(depth), cells.get::<String>()?));
            Ok(ControlFlow::Continue(()))
        })
        .await?;
    Ok(Explanation { text: lines.join("\n") })
}

async fn is_mariadb(lease: &mut Lease<'_>) -> Result<bool, Error> {
    let versions = rows(lease, Request::new("select version()", Vec::new()), cell::<String>).await?;
    Ok(versions.iter().any(|version| version.contains("MariaDB")))
}
