//! A transaction whose next statement may not take long.

use std::time::Duration;

use futures_util::future::BoxFuture;

use super::Tx;
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::executor::sealed::Sealed;
use crate::exec::{Executor, Lease};

/// A transaction for a statement that may take so long. [`Tx::timeout`] makes it.
#[derive(Debug, Clone, Copy)]
pub struct Limited<'t, D: Database> {
    tx: &'t Tx<D>,
    limit: Duration,
}

impl<D: Database> Tx<D> {
    /// This transaction, for a statement that may take so long: what [`Db::timeout`](crate::Db::timeout) is to a database.
    /// Transactions of such a database have its limit already.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use orm_core::{Error, Tx, dialect::Database, prelude::*};
    ///
    /// # async fn run<D: Database>(tx: &Tx<D>) -> Result<(), Error> {
    /// let n: i64 = sql("select count(*) from posts").scalar(tx.timeout(Duration::from_secs(2))).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn timeout(&self, limit: Duration) -> Limited<'_, D> {
        Limited { tx: self, limit }
    }
}

impl<D: Database> Sealed for Limited<'_, D> {}

impl<D: Database> Executor<D> for Limited<'_, D> {
    fn lease<'e>(self) -> BoxFuture<'e, Result<Lease<'e>, Error>>
    where
        Self: 'e,
    {
        Box::pin(self.tx.lease_within(Some(self.limit)))
    }
}
