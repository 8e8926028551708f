//! Copies of a database that answer reads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Db;
use super::pool::{Pool, Pooled};
use crate::dialect::Database;
use crate::error::{Error, ErrorKind};

/// A replica that could not be reached is left alone for so long.
const REST: Duration = Duration::from_secs(10);

/// Copies of a database that answer its reads. Given to [`Db::with_replicas`]; an array or a `Vec` of handles will do when
/// they take turns.
pub struct Replicas<D: Database> {
    members: Vec<Member<D>>,
    pick: Option<Box<dyn Fn(usize) -> usize + Send + Sync>>,
    turn: AtomicUsize,
}

struct Member<D: Database> {
    db: Db<D>,
    /// How many turns it has in a row.
    weight: usize,
    rests_until: Mutex<Option<Instant>>,
}

impl<D: Database> Replicas<D> {
    /// Replicas that take turns.
    pub fn new(replicas: impl IntoIterator<Item = Db<D>>) -> Self {
        let member = |db| Member { db, weight: 1, rests_until: Mutex::new(None) };
        Self { members: replicas.into_iter().map(member).collect(), pick: None, turn: AtomicUsize::new(0) }
    }

    /// So many turns for each of them, in the order in which they were given. One with none stands in for the others. Those
    /// for which nothing is said have one.
    #[must_use]
    pub fn weights(mut self, weights: impl IntoIterator<Item = u32>) -> Self {
        for (member, weight) in self.members.iter_mut().zip(weights) {
            member.weight = usize::try_from(weight).unwrap_or(usize::MAX);
        }
        self
    }

    /// Calls `pick` with the number of replicas for the position of the next one.
    #[must_use]
    pub fn picked_by(mut self, pick: impl Fn(usize) -> usize + Send + Sync + 'static) -> Self {
        self.pick = Some(Box::new(pick));
        self
    }

    /// A connection of the replica whose turn it is, or of the next that can be reached. With it comes its pool.
    pub(super) async fn acquire(&self) -> Result<Option<(Pooled, &Pool)>, Error> {
        let first = self.pick();
        for member in self.members.iter().cycle().skip(first).take(self.members.len()) {
            if member.rests() {
                continue;
            }
            match member.db.pool().acquire().await {
                Ok(pooled) => return Ok(Some((pooled, member.db.pool()))),
                Err(error) if matches!(error.kind(), ErrorKind::Connection | ErrorKind::Access) => {
                    tracing::warn!(target: "orm_core::pool", %error, "a replica cannot be reached and is passed over");
                    member.rest();
                }
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    pub(super) async fn close(&self) {
        for member in &self.members {
            member.db.pool().close().await;
        }
    }

    fn pick(&self) -> usize {
        let count = self.members.len().max(1);
        if let Some(pick) = &self.pick {
            return pick(count) % count;
        }
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let turns = self.members.iter().map(|member| member.weight).fold(0, usize::saturating_add);
        let mut turn = turn % turns.max(1);
        for (position, member) in self.members.iter().enumerate() {
            if turn < member.weight {
                return position;
            }
            turn -= member.weight;
        }
        0
    }
}

impl<D: Database> Member<D> {
    fn rests(&self) -> bool {
        let until = *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    fn rest(&self) {
        *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + REST);
    }
}

impl<D: Database, const N: usize> From<[Db<D>; N]> for Replicas<D> {
    fn from(replicas: [Db<D>; N]) -> Self {
        Self::new(replicas)
    }
}

impl<D: Database> From<Vec<Db<D>>> for Replicas<D> {
    fn from(replicas: Vec<Db<D>>) -> Self {
        Self::new(replicas)
    }
}

impl<D: Database> std::fmt::Debug for Replicas<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Replicas").field("count", &self.members.len()).finish_non_exhaustive()
    }
}
