//! What each database answers for, and the one loop that runs a statement on any of them.

use std::task::Poll;

use futures_util::StreamExt;
use futures_util::future::{BoxFuture, poll_fn};
use sqlx::database::HasStatementCache;
use sqlx::error::DatabaseError;
use sqlx::{AssertSqlSafe, Column, Either, Executor as _, IntoArguments, Row, SqlStr};
use sqlx_core::transaction::TransactionManager;

use super::pool::Pool;
use super::{Done, Request, RowRef, RowVisitor, failure};
use crate::dialect::Database;
use crate::error::Error;
use crate::schema::TableMeta;
use crate::types::{Cells, Value};

/// A database whose driver is compiled in.
#[diagnostic::on_unimplemented(
    message = "the driver of `{Self}` is not compiled in",
    label = "no driver",
    note = "turn on the feature `postgres`, `mysql` or `sqlite` of `orm-core`"
)]
pub trait Driver: Database {
    /// How to reach a database: the options of sqlx for it.
    type Options: Send;

    /// Reads options from a URL.
    #[doc(hidden)]
    fn options(url: &str) -> Result<Self::Options, Error>;

    /// Opens a pool and its first connection.
    #[doc(hidden)]
    fn open(options: Self::Options) -> BoxFuture<'static, Result<Pool, Error>>;
}

/// What the loop below asks of a database of sqlx.
pub(super) trait Wire: sqlx::Database<Arguments: IntoArguments<Self>> + HasStatementCache {
    /// The values in the form of the wire.
    fn arguments(binds: Vec<Value>) -> Result<Self::Arguments, Error>;

    fn row(row: &Self::Row) -> RowRef<'_>;

    fn done(result: &Self::QueryResult) -> Done;

    /// What an error that the database itself reports means.
    fn rejected(error: &dyn DatabaseError, table: Option<&TableMeta>) -> Error;
}

/// How fast rows are visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// One after the other.
    Run,
    /// The future is pending once after each row, so that a stream can hand it on.
    RowByRow,
}

pub(super) async fn run<W: Wire>(
    connection: &mut W::Connection,
    request: Request,
    visit: RowVisitor<'_>,
    pace: Pace,
) -> Result<Done, Error>
where
    for<'c> &'c mut W::Connection: sqlx::Executor<'c, Database = W>,
{
    let table = request.table;
    let arguments = W::arguments(request.binds)?;
    let mut steps = connection.fetch_many(sqlx::query_with::<W, _>(AssertSqlSafe(request.text), arguments));
    let mut done = Done::default();
    let mut rows = 0;
    while let Some(step) = steps.next().await {
        match step.map_err(|error| failure::map::<W>(error, table))? {
            Either::Left(result) => done = W::done(&result),
            Either::Right(row) => {
                rows += 1;
                let mut cells = Cells::new(W::row(&row));
                let flow = visit(&mut cells).map_err(|error| {
                    let column = cells.position().checked_sub(1).and_then(|at| row.columns().get(at));
                    failure::decode(column.map_or("", |column| column.name()), &error)
                })?;
                if flow.is_break() {
                    break;
                }
                if pace == Pace::RowByRow {
                    pause().await;
                }
            }
        }
    }
    done.rows_read = rows;
    Ok(done)
}

pub(super) async fn command<W: Wire>(connection: &mut W::Connection, text: SqlStr) -> Result<(), Error>
where
    for<'c> &'c mut W::Connection: sqlx::Executor<'c, Database = W>,
{
    connection.execute(text).await.map(drop).map_err(failure::map_plain::<W>)
}

pub(super) async fn begin<W: Wire>(
    connection: &mut W::Connection,
    statement: Option<SqlStr>,
) -> Result<(), Error> {
    W::TransactionManager::begin(connection, statement).await.map_err(failure::map_plain::<W>)
}

pub(super) async fn commit<W: Wire>(connection: &mut W::Connection) -> Result<(), Error> {
    W::TransactionManager::commit(connection).await.map_err(failure::map_plain::<W>)
}

pub(super) async fn rollback<W: Wire>(connection: &mut W::Connection) -> Result<(), Error> {
    W::TransactionManager::rollback(connection).await.map_err(failure::map_plain::<W>)
}

pub(super) fn start_rollback<W: Wire>(connection: &mut W::Connection) {
    W::TransactionManager::start_rollback(connection);
}

/// Is pending once. Wakes nobody: whoever polls takes the row and polls again.
async fn pause() {
    let mut is_paused = false;
    poll_fn(|_| if std::mem::replace(&mut is_paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}
