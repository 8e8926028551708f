//! Running inserts, updates and deletes.

use futures_util::future::BoxFuture;

#[cfg(feature = "sqlite")]
use orm_schema::Dialect;

use super::super::{Decode, Delete, Insert, Restricted, Returning, Update};
#[cfg(feature = "sqlite")]
use super::counted_key;
use super::{found, request, rows};
use crate::ast::Change;
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::{Executor, Lease, Request};
use crate::schema::{Table, TableMeta};
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
    ///
    /// On SQLite the key that the database counts up for one row is asked of the connection, without `returning`, if it is
    /// all that is wanted.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<Vec<Row>, Error> {
        #[cfg(feature = "sqlite")]
        if let (Dialect::Sqlite, Some(key)) = (D::DIALECT, counted_key::of(&self.change)) {
            return counted_key::written(&mut executor.lease().await?, self.change, key, self.decode).await;
        }
        let (table, expects_version) = (self.change.table(), self.change.expects_version());
        written(executor, requests::<D>(self.change), self.decode, table, expects_version).await
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

/// The statements are written at once: a change is larger than its statements, and would be moved with the future.
fn execute<'e, D: Database, E: Executor<D> + 'e>(
    executor: E,
    change: Change,
) -> impl Future<Output = Result<u64, Error>> + Send + 'e {
    let (table, expects_version) = (change.table(), change.expects_version());
    execute_all(executor, requests::<D>(change), table, expects_version)
}

/// Runs the statements of a change, and hands back the rows of all.
pub(super) async fn written<D: Database, E: Executor<D>, Row: Send>(
    executor: E,
    requests: Vec<Request>,
    decode: Decode<Row>,
    table: &TableMeta,
    expects_version: bool,
) -> Result<Vec<Row>, Error> {
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let all = written_on(&mut executor.lease().await?, requests, decode).await?;
    if all.is_empty() && expects_version { Err(Error::stale(table.name)) } else { Ok(all) }
}

/// Runs the statements of a change on a connection, and hands back the rows of all.
pub(super) async fn written_on<Row: Send>(
    lease: &mut Lease<'_>,
    mut requests: Vec<Request>,
    decode: Decode<Row>,
) -> Result<Vec<Row>, Error> {
    let Some(last) = requests.pop() else { return Ok(Vec::new()) };
    if requests.is_empty() {
        return rows(lease, last, decode).await;
    }
    lease.begin().await?;
    let mut all = Vec::new();
    for request in requests.into_iter().chain([last]) {
        all.append(&mut rows(lease, request, decode).await?);
    }
    lease.commit().await?;
    Ok(all)
}

/// Runs the statements of a change, and says how many rows all of them wrote.
pub(super) async fn execute_all<D: Database, E: Executor<D>>(
    executor: E,
    mut requests: Vec<Request>,
    table: &TableMeta,
    expects_version: bool,
) -> Result<u64, Error> {
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

pub(super) fn requests<D: Database>(change: Change) -> Vec<Request> {
    let table = change.table();
    sql::change(D::DIALECT, change).into_iter().map(|statement| request(statement, table)).collect()
}
