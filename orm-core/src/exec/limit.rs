//! Statements that take longer than they may.
//!
//! The time is kept here, not by the server, so that it holds on every database and counts the network as well. When it is
//! over the server is told to stop the statement, and the connection is waited for until it says that it did: then it is as
//! good as before. A connection that says nothing is closed.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::{join, poll_fn};
use orm_schema::Dialect;
use tokio::time::{sleep, timeout};

use super::connection::Connection;
use super::driver::Pace;
use super::pool::Pool;
use super::{Done, Request, RowVisitor};
use crate::error::{Error, ErrorKind};
use crate::types::Cells;

/// How long a connection may take to say that it stopped.
const GRACE: Duration = Duration::from_secs(2);

/// How long each statement may take.
#[derive(Debug, Clone)]
pub(super) struct Limit {
    pub(super) duration: Duration,
    /// The pool of the connection, which knows how to reach the server a second time.
    pub(super) pool: Pool,
}

/// What a statement came to.
pub(super) enum Ending {
    Ended(Result<Done, Error>),
    /// The connection is still busy with it.
    LeftRunning(Error),
}

impl Limit {
    /// Runs a statement. When its rows are read one by one, only the first must come in time: how long the rest takes is up
    /// to the reader.
    pub(super) async fn run(
        &self,
        mut connection: Connection<'_>,
        request: Request,
        visit: RowVisitor<'_>,
        pace: Pace,
    ) -> Ending {
        let stop = match connection.reborrow().stop().await {
            Ok(stop) => stop,
            Err(error) => return Ending::Ended(Err(error)),
        };
        let dialect = connection.dialect();
        let has_rows = AtomicBool::new(false);
        let mut visit = |cells: &mut Cells<'_>| {
            has_rows.store(true, Ordering::Relaxed);
            visit(cells)
        };
        let mut running = pin!(connection.run(request, &mut visit, pace));
        let mut timer = pin!(sleep(self.duration));
        let in_time = poll_fn(|context| {
            let ended = running.as_mut().poll(context);
            let is_read_on = pace == Pace::RowByRow && has_rows.load(Ordering::Relaxed);
            if ended.is_ready() || is_read_on {
                return ended.map(Some);
            }
            timer.as_mut().poll(context).map(|()| None)
        });
        if let Some(result) = in_time.await {
            return Ending::Ended(result);
        }
        // The message is waited for as well: the next statement must not receive it.
        match timeout(GRACE, join(self.pool.send(stop), running)).await {
            Ok(((), Err(error))) if matches!(error.kind(), ErrorKind::Timeout) => {
                Ending::Ended(Err(self.error().with_source(error)))
            }
            // A function of MySQL that is cut off can end early without an error: `sleep`, `benchmark`.
            Ok(((), Ok(done))) if dialect == Dialect::Mysql && done.rows_read > 0 => {
                Ending::Ended(Err(self.error()))
            }
            // It came to its end just then.
            Ok(((), result)) => Ending::Ended(result),
            Err(_) => Ending::LeftRunning(self.error()),
        }
    }

    fn error(&self) -> Error {
        Error::new(
            ErrorKind::Timeout,
            format!("the statement took longer than the {:?} that it may take", self.duration),
        )
    }
}
