//! W9: many tasks that share a few connections.

use std::future::Future;

use futures_util::future::LocalBoxFuture;

use super::{Failure, Peer};
use crate::workload::{Workload, key};

/// How many connections a pool has.
pub const CONNECTIONS: u32 = 8;
const TASKS: i64 = 64;

/// Answers a request with a connection of a pool.
pub trait Pool: Clone + Send + Sync + 'static {
    fn name(&self) -> &'static str;

    /// Takes a connection, reads the user of this key and hands the connection back: W1. Answers with the key.
    fn request(&self, key: i64) -> impl Future<Output = Result<i64, Failure>> + Send;
}

/// Spreads the operations over tasks.
pub struct Pooled<P>(pub P);

impl<P: Pool> Peer for Pooled<P> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn work(
        &mut self,
        _workload: Workload,
        first: i64,
        count: i64,
    ) -> LocalBoxFuture<'_, Result<i64, Failure>> {
        Box::pin(async move {
            let tasks: Vec<_> = (0..TASKS)
                .map(|task| {
                    let pool = self.0.clone();
                    tokio::spawn(async move {
                        let mut sum = 0;
                        let mut i = first + task;
                        while i < first + count {
                            sum += pool.request(key(i)).await?;
                            i += TASKS;
                        }
                        Ok::<_, Failure>(sum)
                    })
                })
                .collect();
            let mut sum = 0;
            for task in tasks {
                sum += task.await??;
            }
            Ok(sum)
        })
    }
}
