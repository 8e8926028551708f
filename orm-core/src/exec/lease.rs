//! One connection, held for one statement or several.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use orm_schema::Dialect;
use tokio::sync::MutexGuard;
use tracing::Instrument;

use super::connection::Connection;
use super::driver::Pace;
use super::limit::{Ending, Limit};
use super::observe::{Listener, Tags, Watch};
use super::pool::Pooled;
use super::transaction::{self, Open};
use super::{Done, Request};
use crate::error::{Error, ErrorKind};
use crate::types::{Cells, DecodeError};

/// What is called with each row of a result. `Break` ends the reading.
pub type RowVisitor<'v> = &'v mut (dyn FnMut(&mut Cells<'_>) -> Result<ControlFlow<()>, DecodeError> + Send);

/// A connection that belongs to the caller until it is dropped.
///
/// [`Lease::begin`] makes several statements one: on a free connection a transaction, inside one a savepoint. Dropped before
/// [`Lease::commit`], it undoes them.
pub struct Lease<'e> {
    holder: Holder<'e>,
    listener: Option<Listener>,
    /// How many transactions and savepoints of its own are open, one inside the other.
    begun: usize,
    /// Does the transaction around it hold the lock that a statement which writes would wait for?
    is_locked_out: bool,
    /// How long each statement may take.
    limit: Option<Limit>,
    /// Is the connection still busy with a statement that nobody waits for?
    is_busy: bool,
    /// Is it in the middle of a COPY?
    is_copying: bool,
}

enum Holder<'e> {
    Pooled(Pooled),
    Borrowed(Connection<'e>),
    Transaction {
        open: MutexGuard<'e, Open>,
        /// Is the lease reading for a stream?
        is_streaming: &'e AtomicBool,
    },
}

impl<'e> Lease<'e> {
    pub(super) fn pooled(connection: Pooled, listener: Option<Listener>, limit: Option<Limit>) -> Self {
        Self::new(Holder::Pooled(connection), listener, limit)
    }

    /// The caller is in a transaction that holds the write lock of the file: waiting for the lock would never end.
    pub(super) fn locked_out(mut self) -> Self {
        self.is_locked_out = true;
        self.connection().set_patient(false);
        self
    }

    pub(super) fn borrowed(connection: Connection<'e>) -> Self {
        Self::new(Holder::Borrowed(connection), None, None)
    }

    pub(super) fn transaction(
        open: MutexGuard<'e, Open>,
        is_streaming: &'e AtomicBool,
        listener: Option<Listener>,
        limit: Option<Limit>,
    ) -> Self {
        Self::new(Holder::Transaction { open, is_streaming }, listener, limit)
    }

    fn new(holder: Holder<'e>, listener: Option<Listener>, limit: Option<Limit>) -> Self {
        Self { holder, listener, begun: 0, is_locked_out: false, limit, is_busy: false, is_copying: false }
    }

    /// Puts tags on its statements.
    pub(super) fn tag(&mut self, tags: Tags) {
        self.listener = Some(Listener::tagged(self.listener.take(), tags));
    }

    /// The database at the other end.
    pub fn dialect(&mut self) -> Dialect {
        self.connection().dialect()
    }

    /// Runs a statement and ignores the rows it may return.
    pub async fn execute(&mut self, request: Request) -> Result<Done, Error> {
        self.run(request, &mut |_| Ok(ControlFlow::Continue(())), Pace::Run).await
    }

    /// Runs a statement and hands each row to `visit`.
    pub async fn fetch(&mut self, request: Request, visit: RowVisitor<'_>) -> Result<Done, Error> {
        self.run(request, visit, Pace::Run).await
    }

    /// Says that a stream holds it: whoever waits for the connection of the transaction may wait for ever.
    pub fn hold(&mut self) {
        if let Holder::Transaction { is_streaming, .. } = &self.holder {
            is_streaming.store(true, Ordering::Release);
        }
    }

    /// Begins a transaction, or a savepoint inside one.
    pub async fn begin(&mut self) -> Result<(), Error> {
        self.connection().begin(None).await?;
        self.begun += 1;
        Ok(())
    }

    /// Keeps what was done since [`Lease::begin`].
    pub async fn commit(&mut self) -> Result<(), Error> {
        self.connection().commit().await?;
        self.begun -= 1;
        Ok(())
    }

    /// Undoes what was done since [`Lease::begin`].
    pub async fn rollback(&mut self) -> Result<(), Error> {
        self.connection().rollback().await?;
        self.begun -= 1;
        self.recovered();
        Ok(())
    }

    pub(super) async fn run(
        &mut self,
        mut request: Request,
        visit: RowVisitor<'_>,
        pace: Pace,
    ) -> Result<Done, Error> {
        if let Some(refusal) = &request.refusal {
            return Err(refusal.error());
        }
        if self.is_busy {
            return Err(Error::new(
                ErrorKind::Connection,
                "the connection is still busy with a statement that took too long; take another one",
            ));
        }
        if pace == Pace::RowByRow {
            self.hold();
        }
        let dialect = self.connection().dialect();
        let watch = Watch::begin(self.listener.as_ref(), dialect, &mut request);
        let limit = self.limit.clone();
        self.is_copying = request.copied.is_some();
        let running = async {
            match limit {
                None => Ending::Ended(self.connection().run(request, visit, pace).await),
                Some(limit) => limit.run(self.connection(), request, visit, pace).await,
            }
        };
        let ending = match &watch {
            Some(watch) => running.instrument(watch.span()).await,
            None => running.await,
        };
        self.is_copying = false;
        let result = match ending {
            Ending::Ended(result) => result,
            Ending::LeftRunning(error) => {
                self.left_running();
                Err(error)
            }
        };
        if let Some(watch) = watch {
            watch.end(&result, self.attempt());
        }
        result.map_err(|error| self.failed(error))
    }

    fn left_running(&mut self) {
        // SQLite stops as soon as it has the lock that it waits for, and then the connection is in order.
        if self.dialect() == Dialect::Sqlite {
            return;
        }
        self.is_busy = true;
        match &mut self.holder {
            Holder::Pooled(pooled) => pooled.close_on_drop(),
            Holder::Transaction { open, .. } => open.left_running(),
            Holder::Borrowed(_) => {}
        }
    }

    fn failed(&mut self, error: Error) -> Error {
        match &mut self.holder {
            Holder::Transaction { open, .. } => open.statement_failed(error),
            Holder::Pooled(_) if self.is_locked_out && matches!(error.kind(), ErrorKind::Serialization) => {
                transaction::waits_for_itself(transaction::FILE_IS_LOCKED)
            }
            Holder::Pooled(_) | Holder::Borrowed(_) => error,
        }
    }

    /// Which run of a transaction it belongs to.
    fn attempt(&self) -> u32 {
        match &self.holder {
            Holder::Transaction { open, .. } => open.attempt,
            Holder::Pooled(_) | Holder::Borrowed(_) => 1,
        }
    }

    fn connection(&mut self) -> Connection<'_> {
        match &mut self.holder {
            Holder::Pooled(connection) => connection.connection(),
            Holder::Borrowed(connection) => connection.reborrow(),
            Holder::Transaction { open, .. } => open.connection(),
        }
    }

    fn recovered(&mut self) {
        if let Holder::Transaction { open, .. } = &mut self.holder {
            open.recovered();
        }
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        if self.is_copying {
            self.left_running();
        }
        for _ in 0..self.begun {
            self.connection().start_rollback();
            self.recovered();
        }
        if self.is_locked_out {
            self.connection().set_patient(true);
        }
        if let Holder::Transaction { is_streaming, .. } = &self.holder {
            is_streaming.store(false, Ordering::Release);
        }
    }
}
