//! Running a refresh.

use futures_util::future::BoxFuture;

use super::super::Refresh;
use super::request;
use crate::dialect::HasMaterializedViews;
use crate::error::Error;
use crate::exec::Executor;
use crate::schema::Record;
use crate::sql;

impl<D: HasMaterializedViews, T: Record, M> Refresh<D, T, M> {
    /// Computes the rows anew.
    pub fn execute<'e, E: Executor<D> + 'e>(self, executor: E) -> BoxFuture<'e, Result<(), Error>> {
        let request = request(sql::refresh(D::DIALECT, self.ast), T::FACTS);
        Box::pin(async move { executor.lease().await?.execute(request).await.map(drop) })
    }
}
