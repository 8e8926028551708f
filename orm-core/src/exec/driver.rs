//! What each database answers for, and the one loop that runs a statement on any of them.

use std::ops::ControlFlow;
use std::task::Poll;

use futures_util::future::{BoxFuture, poll_fn};
use futures_util::{FutureExt, StreamExt};
use sqlx::database::HasStatementCache;
use sqlx::error::DatabaseError;
use sqlx::{Column, Either, Executor as _, IntoArguments, Row, SqlStr};
use sqlx_core::transaction::TransactionManager;

use super::failure::About;
use super::pool::{Pool, PoolSettings};
use super::{Done, Place, Request, RowRef, RowVisitor, failure};
use crate::dialect::Database;
use crate::error::Error;
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

    /// Where these options lead to.
    #[doc(hidden)]
    fn place(options: &Self::Options) -> Place;

    /// Reads options from a URL.
    #[doc(hidden)]
    fn options(url: &str) -> Result<Self::Options, Error>;

    /// Opens a pool and its first connection.
    #[doc(hidden)]
    fn open(options: Self::Options, pool: PoolSettings) -> BoxFuture<'static, Result<Pool, Error>>;
}

/// What the loop below asks of a database of sqlx.
pub(super) trait Wire: sqlx::Database<Arguments: IntoArguments<Self>> + HasStatementCache {
    /// The values in the form of the wire.
    fn arguments(binds: Vec<Value>) -> Result<Self::Arguments, Error>;

    fn row(row: &Self::Row) -> RowRef<'_>;

    fn done(result: &Self::QueryResult) -> Done;

    /// What an error that the database itself reports means.
    fn rejected(error: &dyn DatabaseError, about: About<'_>) -> Error;
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
) -> Result<Ran, Error>
where
    for<'c> &'c mut W::Connection: sqlx::Executor<'c, Database = W>,
{
    let about = About {
        table: request.table,
        has_values: !request.binds.is_empty(),
        is_delete: request.text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("delete")),
    };
    let arguments = W::arguments(request.binds)?;
    let mut steps = connection.fetch_many(
        sqlx::query_with::<W, _>(request.text.into_sql_str(), arguments).persistent(request.is_kept),
    );
    let mut done = Done::default();
    let mut rows = 0;
    while let Some(step) = steps.next().await {
        match step.map_err(|error| failure::map::<W>(error, about))? {
            Either::Left(result) => done = W::done(&result),
            Either::Right(row) => {
                rows += 1;
                let flow = visit_row::<W>(&row, visit)?;
                if flow.is_break() {
                    done.rows_read = rows;
                    return Ok(Ran { done, is_complete: has_arrived(&mut steps) });
                }
                if pace == Pace::RowByRow {
                    pause().await;
                }
            }
        }
    }
    done.rows_read = rows;
    Ok(Ran { done, is_complete: true })
}

fn visit_row<W: Wire>(row: &W::Row, visit: RowVisitor<'_>) -> Result<ControlFlow<()>, Error> {
    let mut cells = Cells::new(W::row(row));
    visit(&mut cells).map_err(|error| {
        let column = cells.position().checked_sub(1).and_then(|at| row.columns().get(at));
        failure::decode(column.map_or("", |column| column.name()), &error)
    })
}

/// What a statement did, and whether its whole answer was read.
pub(super) struct Ran {
    pub(super) done: Done,
    #[cfg_attr(
        not(any(feature = "postgres", feature = "mysql")),
        expect(dead_code, reason = "of connections to servers alone")
    )]
    pub(super) is_complete: bool,
}

/// Rows that are passed over after the last one that was wanted, before their connection counts as unfinished.
const PASSED_OVER: usize = 16;

/// Has the end of the answer arrived already, behind a few rows at most? So it is where a single row was wanted and there is
/// one. Waits for nothing.
fn has_arrived<T>(mut steps: impl futures_util::Stream<Item = Result<T, sqlx::Error>> + Unpin) -> bool {
    for _ in 0..PASSED_OVER {
        match steps.next().now_or_never() {
            Some(Some(Ok(_))) => {}
            Some(None) => return true,
            Some(Some(Err(_))) | None => return false,
        }
    }
    false
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
pub(super) async fn pause() {
    let mut is_paused = false;
    poll_fn(|_| if std::mem::replace(&mut is_paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}
