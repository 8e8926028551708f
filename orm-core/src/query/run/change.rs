//! Running inserts, updates and deletes.

use futures_util::future::BoxFuture;

use super::super::{Delete, Insert, Restricted, Returning, Update};
use super::{found, request, rows};
use crate::ast::Change;
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::{Executor, Request};
use crate::schema::Table;
use crate::sql;

impl<D: Database, T: Table, K> Insert<D, T, K> {
    /// Writes the rows and says how many the database reports: one a row, and on MySQL two for a row that a duplicate key
    /// changed. Several statements are one transaction.
    pub async fn execute<E: Executor<D>>(self, executor: E) -> Result<u64, Error> {
        execute(executor, Change::Insert(self.ast)).await
    }
}

// The future of an `async fn` repeats the bounds of the function, so that a missing filter would be reported once for the
// call, once for its future and once for `.await`. A boxed one has a type of its own.
impl<D: Database, T: Table, R, Sc> Update<D, T, R, Sc> {
    /// Changes the rows and says how many. An update that sets nothing is not sent.
    pub fn execute<'e, E: Executor<D> + 'e>(self, executor: E) -> BoxFuture<'e, Result<u64, Error>>
    where
        R: Restricted,
    {
        Box::pin(execute(executor, Change::Update(self.ast)))
    }
}

impl<D: Database, T: Table, R, Sc> Delete<D, T, R, Sc> {
    /// Removes the rows and says how many.
    pub fn execute<'e, E: Executor<D> + 'e>(self, executor: E) -> BoxFuture<'e, Result<u64, Error>>
    where
        R: Restricted,
    {
        Box::pin(execute(executor, Change::Delete(self.ast)))
    }
}

impl<D: Database, Row: Send> Returning<D, Row> {
    /// All rows that were written. Several statements are one transaction.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<Vec<Row>, Error> {
        let (table, expects_version) = (self.change.table(), self.change.expects_version());
        let rows = self.written(executor).await?;
        if rows.is_empty() && expects_version {
            return Err(Error::stale(table.name));
        }
        Ok(rows)
    }

    async fn written<E: Executor<D>>(self, executor: E) -> Result<Vec<Row>, Error> {
        let mut requests = requests::<D>(self.change);
        let Some(last) = requests.pop() else { return Ok(Vec::new()) };
        let mut lease = executor.lease().await?;
        if requests.is_empty() {
            return rows(&mut lease, last, self.decode).await;
        }
        lease.begin().await?;
        let mut all = Vec::new();
        for request in requests.into_iter().chain([last]) {
            all.append(&mut rows(&mut lease, request, self.decode).await?);
        }
        lease.commit().await?;
        Ok(all)
    }

    /// The first row that was written; none is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound).
    pub async fn one<E: Executor<D>>(self, executor: E) -> Result<Row, Error> {
        let table = self.change.table();
        found(self.optional(executor).await?, table)
    }

    /// The first row that was written, if there is one.
    pub async fn optional<E: Executor<D>>(self, executor: E) -> Result<Option<Row>, Error> {
        Ok(self.all(executor).await?.into_iter().next())
    }
}

async fn execute<D: Database, E: Executor<D>>(executor: E, change: Change) -> Result<u64, Error> {
    let (table, expects_version) = (change.table(), change.expects_version());
    let mut requests = requests::<D>(change);
    let Some(last) = requests.pop() else { return Ok(0) };
    let mut lease = executor.lease().await?;
    if requests.is_empty() {
        let written = lease.execute(last).await?.rows_affected;
        return if written == 0 && expects_version { Err(Error::stale(table.name)) } else { Ok(written) };
    }
    lease.begin().await?;
    let mut written = 0;
    for request in requests.into_iter().chain([last]) {
        written += lease.execute(request).await?.rows_affected;
    }
    lease.commit().await?;
    Ok(written)
}

fn requests<D: Database>(change: Change) -> Vec<Request> {
    let table = change.table();
    sql::change(D::DIALECT, change).into_iter().map(|statement| request(statement, table)).collect()
}
