//! Running a merge.

use futures_util::future::BoxFuture;

use super::super::Merge;
use super::request;
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::Executor;
use crate::schema::{Source, Table};
use crate::sql;

impl<D: Database, T: Table, S: Source> Merge<D, T, S> {
    /// Writes, changes and removes the rows, and says how many. Nothing is sent when there is nothing to do.
    pub fn execute<'e, E: Executor<D> + 'e>(self, executor: E) -> BoxFuture<'e, Result<u64, Error>> {
        let request = request(sql::merge(D::DIALECT, self.ast), T::META);
        Box::pin(async move {
            if request.text.is_empty() {
                return Ok(0);
            }
            Ok(executor.lease().await?.execute(request).await?.rows_affected)
        })
    }
}
