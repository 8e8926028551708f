//! A pool that hands connections out as they are.
//!
//! The pool of sqlx asks a connection whether it is alive each time it comes back, which takes three times as long as a
//! short statement. Here a connection that is known to be in order goes straight to the next borrower, the one used last
//! first; one that lay idle for long is asked, and one of unknown state is brought in order beside the work or closed.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use super::PoolStatus;
use crate::error::Error;
use crate::exec::failure;

/// A connection that lay idle for longer is asked whether it is alive before it is used.
const TRUSTED: Duration = Duration::from_secs(30);
/// How long a connection may take to come in order again before it is closed.
const RECOVERY: Duration = Duration::from_secs(5);

/// How connections of one kind are made and cared for.
pub(in crate::exec) trait Manager: Send + Sync + 'static {
    type Connection: Send + 'static;

    fn connect(&self) -> BoxFuture<'_, Result<Self::Connection, Error>>;

    fn condition(connection: &Self::Connection) -> Condition;

    /// Finishes what is under way on the connection. False when it is of no use any more.
    fn recover(connection: &mut Self::Connection) -> BoxFuture<'_, bool>;

    fn close(connection: Self::Connection) -> BoxFuture<'static, ()>;
}

/// What is known of a connection that comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exec) enum Condition {
    /// Nothing is under way on it.
    InOrder,
    /// Something is left to do: a rollback to be sent, rows that nobody read.
    Unfinished,
    /// The connection failed, or was left in the middle of a statement.
    #[cfg_attr(
        not(any(feature = "postgres", feature = "mysql")),
        expect(dead_code, reason = "of connections to servers alone")
    )]
    Unknown,
}

/// How many connections, and for how long.
#[derive(Debug, Clone, Copy)]
pub(in crate::exec) struct Limits {
    pub(in crate::exec) connections: u32,
    /// A connection that lay idle for longer is closed.
    pub(in crate::exec) idle: Duration,
    /// A connection that is older is closed when it comes back, so that servers behind a balancer share the load again.
    pub(in crate::exec) age: Duration,
    /// How long to wait for a free connection, or for a new one.
    pub(in crate::exec) patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10,
            idle: Duration::from_mins(10),
            age: Duration::from_mins(30),
            patience: Duration::from_secs(30),
        }
    }
}

/// A pool of connections.
pub(in crate::exec) struct Kept<M: Manager> {
    manager: M,
    limits: Limits,
    /// The connection used last is at the end.
    idle: Mutex<Vec<Idle<M::Connection>>>,
    /// One permit for each connection that may be lent.
    permits: Semaphore,
    /// How many callers wait for a permit.
    waiting: AtomicU32,
    is_closed: AtomicBool,
}

struct Idle<C> {
    connection: C,
    opened: Instant,
    since: Instant,
}

impl<M: Manager> Kept<M> {
    /// A pool without connections.
    pub(in crate::exec) fn new(manager: M, limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            manager,
            limits,
            idle: Mutex::default(),
            permits: Semaphore::new(limits.connections as usize),
            waiting: AtomicU32::new(0),
            is_closed: AtomicBool::new(false),
        })
    }

    /// A pool with its first connection.
    pub(in crate::exec) async fn open(manager: M, limits: Limits) -> Result<Arc<Self>, Error> {
        let pool = Self::new(manager, limits);
        drop(pool.acquire().await?);
        Ok(pool)
    }

    /// Lends a connection, waiting until one is free.
    pub(super) async fn acquire(self: &Arc<Self>) -> Result<Loan<M>, Error> {
        let slot = self.slot().await?;
        self.lend(slot).await
    }

    /// Lends a connection that lies ready, if there is one: without waiting, and without the future of what may have to be
    /// done to open one, which is large.
    pub(super) fn acquire_ready(self: &Arc<Self>) -> Option<Loan<M>> {
        let slot = self.free_slot().ok().flatten()?;
        let mut idle = self.idle();
        let is_trusted = idle.last().is_some_and(|last| last.since.elapsed() <= TRUSTED);
        let Idle { connection, opened, .. } = if is_trusted { idle.pop()? } else { return None };
        drop(idle);
        Some(Loan { connection: Some(connection), opened, slot: Some(slot) })
    }

    /// Lends a connection if one is free.
    pub(super) async fn acquire_free(self: &Arc<Self>) -> Result<Option<Loan<M>>, Error> {
        match self.free_slot()? {
            Some(slot) => self.lend(slot).await.map(Some),
            None => Ok(None),
        }
    }

    async fn lend(&self, slot: Slot<M>) -> Result<Loan<M>, Error> {
        while let Some(Idle { mut connection, opened, since }) = self.take_idle() {
            if since.elapsed() <= TRUSTED
                || timeout(RECOVERY, M::recover(&mut connection)).await.unwrap_or(false)
            {
                return Ok(Loan { connection: Some(connection), opened, slot: Some(slot) });
            }
        }
        let connection = timeout(self.limits.patience, self.manager.connect())
            .await
            .map_err(|_| failure::unreachable())??;
        Ok(Loan { connection: Some(connection), opened: Instant::now(), slot: Some(slot) })
    }

    /// Lends no more connections, waits for those that are lent and closes all.
    pub(super) async fn close(&self) {
        self.is_closed.store(true, Ordering::Release);
        // A second call finds the semaphore closed and has nothing to wait for.
        let _all = self.permits.acquire_many(self.limits.connections).await;
        self.permits.close();
        let idle = std::mem::take(&mut *self.idle());
        for Idle { connection, .. } in idle {
            M::close(connection).await;
        }
    }

    async fn slot(self: &Arc<Self>) -> Result<Slot<M>, Error> {
        if let Some(slot) = self.free_slot()? {
            return Ok(slot);
        }
        let _waiting = Waiting::new(&self.waiting);
        let permit = timeout(self.limits.patience, self.permits.acquire())
            .await
            .map_err(|_| failure::pool_timed_out(self.limits.patience, self.status()))?
            .map_err(|_| failure::pool_closed())?;
        self.slot_of(permit)
    }

    fn free_slot(self: &Arc<Self>) -> Result<Option<Slot<M>>, Error> {
        // Who came after `close` would wait behind it.
        self.check_open()?;
        self.permits.try_acquire().ok().map(|permit| self.slot_of(permit)).transpose()
    }

    fn slot_of(self: &Arc<Self>, permit: SemaphorePermit<'_>) -> Result<Slot<M>, Error> {
        self.check_open()?;
        permit.forget();
        Ok(Slot { pool: Arc::clone(self) })
    }

    #[cfg(any(feature = "postgres", feature = "mysql"))]
    pub(in crate::exec) fn manager(&self) -> &M {
        &self.manager
    }

    pub(super) fn status(&self) -> PoolStatus {
        let limit = self.limits.connections;
        let free = u32::try_from(self.permits.available_permits()).unwrap_or(limit);
        PoolStatus {
            limit,
            in_use: limit.saturating_sub(free),
            idle: u32::try_from(self.idle().len()).unwrap_or(u32::MAX),
            waiting: Some(self.waiting.load(Ordering::Relaxed)),
        }
    }

    fn check_open(&self) -> Result<(), Error> {
        if self.is_closed.load(Ordering::Acquire) { Err(failure::pool_closed()) } else { Ok(()) }
    }

    fn take_idle(&self) -> Option<Idle<M::Connection>> {
        self.idle().pop()
    }

    /// Takes back a connection that is in order.
    fn keep(&self, connection: M::Connection, opened: Instant) {
        let now = Instant::now();
        let mut idle = self.idle();
        if now - opened <= self.limits.age {
            idle.push(Idle { connection, opened, since: now });
        }
        // The one that lies idle for longest is the first.
        let expired = idle.first().is_some_and(|first| now - first.since > self.limits.idle);
        let expired = expired.then(|| idle.remove(0));
        drop(idle);
        drop(expired);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle<M::Connection>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<M: Manager> std::fmt::Debug for Kept<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").field("limits", &self.limits).finish_non_exhaustive()
    }
}

/// A caller that waits, until it is dropped.
struct Waiting<'p>(&'p AtomicU32);

impl<'p> Waiting<'p> {
    fn new(count: &'p AtomicU32) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The right to hold one connection.
struct Slot<M: Manager> {
    pool: Arc<Kept<M>>,
}

impl<M: Manager> Drop for Slot<M> {
    fn drop(&mut self) {
        self.pool.permits.add_permits(1);
    }
}

/// A connection that goes back to its pool when dropped.
pub(in crate::exec) struct Loan<M: Manager> {
    connection: Option<M::Connection>,
    opened: Instant,
    slot: Option<Slot<M>>,
}

impl<M: Manager> Loan<M> {
    pub(super) fn connection(&mut self) -> &mut M::Connection {
        self.connection.as_mut().expect("a loan holds its connection until it is dropped")
    }

    /// Closes the connection instead of giving it back.
    pub(super) fn discard(&mut self) {
        self.slot = None;
    }
}

impl<M: Manager> Drop for Loan<M> {
    fn drop(&mut self) {
        let (Some(mut connection), Some(slot)) = (self.connection.take(), self.slot.take()) else { return };
        match M::condition(&connection) {
            Condition::InOrder => slot.pool.keep(connection, self.opened),
            Condition::Unknown => {}
            Condition::Unfinished => {
                // Outside of a runtime nobody can finish it: the connection is closed.
                let Ok(runtime) = Handle::try_current() else { return };
                let opened = self.opened;
                runtime.spawn(async move {
                    if timeout(RECOVERY, M::recover(&mut connection)).await.unwrap_or(false) {
                        slot.pool.keep(connection, opened);
                    }
                });
            }
        }
    }
}
