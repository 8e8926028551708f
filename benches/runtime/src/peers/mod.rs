//! Who does the work.

pub mod diesel;
mod nested;
pub mod orm;
pub mod pooled;
pub mod rusqlite;
pub mod sea_orm;
pub mod sqlx;
pub mod text;
pub mod tokio_postgres;

use futures_util::future::LocalBoxFuture;

use crate::workload::Workload;

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// One way to do the work.
pub trait Peer {
    fn name(&self) -> &'static str;

    /// Does `workload` for the numbers in `first..first + count` and adds up the answers.
    fn work(
        &mut self,
        workload: Workload,
        first: i64,
        count: i64,
    ) -> LocalBoxFuture<'_, Result<i64, Failure>>;
}
