//! One connection: statements here or on another thread, transactions, and what happens when a future is dropped.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sqlx::Connection as _;
use tokio::sync::oneshot;
use tokio::task::{self, JoinHandle};

use super::batch::Batch;
use super::engine::{Engine, Progress};
use super::raw::Interrupt;
use crate::error::{Error, ErrorKind};
use crate::exec::driver::{Pace, pause};
use crate::exec::sqlite::Stored;
use crate::exec::{Done, Request, RowRef, RowVisitor, failure};
use crate::types::Cells;

/// A SQLite connection that is used without sqlx's thread for it.
pub(in crate::exec) struct Direct {
    engine: Arc<Mutex<Engine>>,
    interrupt: Interrupt,
    /// What runs on another thread. Left here when the future that waited for it was dropped.
    job: Option<JoinHandle<()>>,
    /// How many transactions are open: the outer one, and savepoints in it.
    depth: usize,
    /// How many of them are to be undone before anything else runs.
    owed_rollbacks: usize,
    /// Does it wait when the file is locked?
    is_patient: bool,
}

impl Direct {
    pub(super) fn new(engine: Engine) -> Self {
        let interrupt = engine.interrupt();
        let engine = Arc::new(Mutex::new(engine));
        Self { engine, interrupt, job: None, depth: 0, owed_rollbacks: 0, is_patient: true }
    }

    /// Cuts off what runs, from anywhere.
    pub(in crate::exec) fn interrupt(&self) -> Interrupt {
        self.interrupt.clone()
    }

    /// Does it wait when the file is locked, or fail at once?
    pub(in crate::exec) fn set_patient(&mut self, is_patient: bool) {
        self.is_patient = is_patient;
    }

    /// Refuses statements that write, up to the end of the outermost transaction.
    pub(in crate::exec) fn refuse_writes(&mut self, refuses: bool) {
        self.engine().refuses_writes = refuses;
    }

    /// Runs one statement and hands each of its rows to `visit`.
    pub(in crate::exec) async fn run(
        &mut self,
        request: Request,
        visit: RowVisitor<'_>,
        pace: Pace,
    ) -> Result<Done, Error> {
        self.settle().await?;
        let run = Run(self);
        let mut request = Some(request);
        if pace == Pace::Run {
            request = run.0.engine().begin_short(request.take().unwrap_or_default())?;
            if request.is_none() {
                loop {
                    let progress = run.0.engine().advance(visit)?;
                    match progress {
                        Progress::Done(done) => return Ok(done),
                        Progress::Turn => task::yield_now().await,
                        Progress::TooSlow => break,
                    }
                }
            }
        }
        loop {
            let begun = request.take();
            let batch = run
                .0
                .elsewhere(move |engine| {
                    if let Some(request) = begun {
                        engine.begin(request)?;
                    }
                    engine.read()
                })
                .await?;
            if visit_batch(&batch, visit, pace).await? {
                return Ok(run.0.engine().end());
            }
            if let Some(done) = batch.done {
                return Ok(done);
            }
        }
    }

    /// Runs a statement of transaction control.
    pub(in crate::exec) async fn command(&mut self, text: String) -> Result<(), Error> {
        let request = Request::new(text, Vec::new());
        self.run(request, &mut |_| Ok(ControlFlow::Continue(())), Pace::Run).await.map(drop)
    }

    /// Begins a transaction, or a savepoint when one is open.
    pub(in crate::exec) async fn begin(&mut self, statement: Option<&str>) -> Result<(), Error> {
        match self.depth {
            0 => self.command(statement.unwrap_or("BEGIN").to_owned()).await?,
            depth => self.command(format!("SAVEPOINT orm_inner_{depth}")).await?,
        }
        if !self.engine().is_in_transaction() {
            return Err(Error::new(ErrorKind::Transaction, "the database did not begin a transaction"));
        }
        self.depth += 1;
        Ok(())
    }

    /// Keeps the work of the innermost transaction.
    pub(in crate::exec) async fn commit(&mut self) -> Result<(), Error> {
        match self.depth {
            0 => return Ok(()),
            1 => self.command("COMMIT".to_owned()).await?,
            depth => self.command(format!("RELEASE SAVEPOINT orm_inner_{}", depth - 1)).await?,
        }
        self.depth -= 1;
        if self.depth == 0 {
            self.engine().refuses_writes = false;
        }
        Ok(())
    }

    /// Undoes the work of the innermost transaction.
    pub(in crate::exec) async fn rollback(&mut self) -> Result<(), Error> {
        self.start_rollback();
        self.finish_job().await;
        self.pay_rollbacks()
    }

    /// The same without waiting: a job that runs is cut off, and the rollback comes before the next statement or when the
    /// pool takes the connection back.
    pub(in crate::exec) fn start_rollback(&mut self) {
        self.owed_rollbacks += 1;
        if self.job.is_none() {
            // A failure shows itself to the next statement, or to the pool.
            let _ = self.pay_rollbacks();
        }
    }

    /// Is nothing left of what ran?
    pub(super) fn is_in_order(&self) -> bool {
        if self.job.is_some() || self.owed_rollbacks > 0 {
            return false;
        }
        let engine = self.engine();
        !engine.is_running() && !engine.is_in_transaction()
    }

    /// Finishes what was left, and undoes a transaction that nobody ended.
    pub(super) async fn recover(&mut self) {
        self.finish_job().await;
        self.owed_rollbacks = 0;
        self.depth = 0;
        let mut engine = self.engine();
        engine.end();
        engine.refuses_writes = false;
        if engine.is_in_transaction()
            && let Err(error) = engine.control("ROLLBACK")
        {
            tracing::warn!(target: "orm_core::transaction", %error, "rollback failed");
        }
    }

    /// Closes the connection.
    pub(super) async fn close(mut self) {
        self.recover().await;
        let Some(engine) = Arc::into_inner(self.engine) else { return };
        let connection = engine.into_inner().unwrap_or_else(PoisonError::into_inner).give_back();
        if let Err(error) = connection.close().await {
            tracing::warn!(target: "orm_core::pool", %error, "a connection did not close in order");
        }
    }

    /// Brings the connection to where a statement can begin.
    async fn settle(&mut self) -> Result<(), Error> {
        if self.job.is_some() || self.owed_rollbacks > 0 {
            self.finish_job().await;
            self.pay_rollbacks()?;
        }
        // SQLite undoes the whole transaction when a statement that writes is cut off, or the disk is full. What follows must
        // not be kept on its own.
        if self.depth > 0 && !self.engine().is_in_transaction() {
            return Err(Error::new(
                ErrorKind::Transaction,
                "an earlier statement was cut off, and with it the whole transaction; roll it back and run it again",
            ));
        }
        Ok(())
    }

    async fn finish_job(&mut self) {
        if let Some(job) = &mut self.job {
            // Its result has no receiver, and a panic was told by the panic hook.
            let _ = job.await;
            self.job = None;
        }
        self.engine().end();
    }

    fn pay_rollbacks(&mut self) -> Result<(), Error> {
        let Self { engine, depth, owed_rollbacks, .. } = self;
        let mut engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
        engine.end();
        while *owed_rollbacks > 0 {
            *owed_rollbacks -= 1;
            let level = depth.saturating_sub(1);
            *depth = level;
            engine.refuses_writes &= level > 0;
            if !engine.is_in_transaction() {
                continue;
            }
            if level == 0 {
                engine.control("ROLLBACK")?;
            } else {
                engine.control(&format!("ROLLBACK TO SAVEPOINT orm_inner_{level}"))?;
                engine.control(&format!("RELEASE SAVEPOINT orm_inner_{level}"))?;
            }
        }
        Ok(())
    }

    /// Runs `work` on a thread that may be blocked.
    async fn elsewhere<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Engine) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let engine = Arc::clone(&self.engine);
        let (sender, receiver) = oneshot::channel();
        let is_patient = self.is_patient;
        self.job = Some(task::spawn_blocking(move || {
            let mut locked = engine.lock().unwrap_or_else(PoisonError::into_inner);
            locked.is_patient = is_patient;
            let result = work(&mut locked);
            drop(locked);
            // Before the result, so that whoever has it is the only one to hold the engine.
            drop(engine);
            let _ = sender.send(result);
        }));
        let result = receiver.await;
        self.job = None;
        result.unwrap_or_else(|_| Err(Error::new(ErrorKind::Connection, "the runtime is shutting down")))
    }

    /// Free whenever no job runs.
    fn engine(&self) -> MutexGuard<'_, Engine> {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A statement under way. Dropped before its end, it is cut off, so that it holds no lock.
struct Run<'d>(&'d mut Direct);

impl Drop for Run<'_> {
    fn drop(&mut self) {
        if self.0.job.is_some() {
            self.0.interrupt.send();
        } else {
            self.0.engine().end();
        }
    }
}

/// Hands the rows to `visit`. True when it broke off.
async fn visit_batch(batch: &Batch, visit: RowVisitor<'_>, pace: Pace) -> Result<bool, Error> {
    for row in batch.rows() {
        let flow = visit_row(batch, row, visit)?;
        if flow.is_break() {
            return Ok(true);
        }
        if pace == Pace::RowByRow {
            pause().await;
        }
    }
    Ok(false)
}

fn visit_row(batch: &Batch, row: &[Stored], visit: RowVisitor<'_>) -> Result<ControlFlow<()>, Error> {
    let mut cells = Cells::new(RowRef::SqliteStored(row));
    visit(&mut cells).map_err(|error| failure::decode(batch.column_name(cells.position()), &error))
}
