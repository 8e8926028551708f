//! Running changes of many rows.

use futures_util::future::BoxFuture;

use super::super::{Decode, ManyReturning, UpdateMany};
use super::{request, rows};
use crate::ast::{Item, TableRef};
use crate::dialect::{Database, HasReturning};
use crate::error::Error;
use crate::exec::{Executor, Lease, Request};
use crate::schema::Table;
use crate::sql;

impl<D: Database, T: Table> UpdateMany<D, T> {
    /// Changes the rows and says how many there were. Several statements are one transaction.
    pub async fn execute<E: Executor<D>>(self, executor: E) -> Result<u64, Error> {
        let Some(mut run) = self.begin(executor).await? else { return Ok(0) };
        let mut changed = 0;
        for request in run.requests() {
            changed += run.lease.execute(request).await?.rows_affected;
        }
        run.end(changed).await?;
        Ok(changed)
    }

    /// Changes the rows and hands them back as they are after it, in no order that is promised. Not on MySQL.
    pub fn all<'e, E: Executor<D> + 'e>(mut self, executor: E) -> BoxFuture<'e, Result<Vec<T>, Error>>
    where
        D: HasReturning,
    {
        self.ast.returning = vec![Item::Row(TableRef::plain(T::META))];
        Box::pin(self.rows(executor, T::from_row))
    }

    async fn rows<E: Executor<D>, Row: Send>(
        self,
        executor: E,
        decode: Decode<Row>,
    ) -> Result<Vec<Row>, Error> {
        let Some(mut run) = self.begin(executor).await? else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for request in run.requests() {
            all.append(&mut rows(&mut run.lease, request, decode).await?);
        }
        run.end(all.len() as u64).await?;
        Ok(all)
    }

    /// A connection with a transaction where one is needed; `None` when nothing changes.
    async fn begin<'e, E: Executor<D> + 'e>(self, executor: E) -> Result<Option<Run<'e>>, Error> {
        let table = self.ast.table;
        let expected = self.expects_all.then_some(self.ast.rows.len() as u64);
        let statements = sql::update_many(D::DIALECT, self.ast);
        if statements.is_empty() {
            return Ok(None);
        }
        let is_transaction = statements.len() > 1 || expected.is_some();
        let requests = statements.into_iter().map(|statement| request(statement, table)).collect();
        let mut lease = executor.lease().await?;
        if is_transaction {
            lease.begin().await?;
        }
        Ok(Some(Run { lease, requests, expected, is_transaction, table: table.name }))
    }
}

impl<D: Database, T: Table, Row: Send> ManyReturning<D, T, Row> {
    /// Changes the rows and hands back what was asked of each. Several statements are one transaction.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<Vec<Row>, Error> {
        self.update.rows(executor, self.decode).await
    }
}

/// Statements under way.
struct Run<'e> {
    lease: Lease<'e>,
    requests: Vec<Request>,
    /// So many rows have to be found.
    expected: Option<u64>,
    is_transaction: bool,
    table: &'static str,
}

impl Run<'_> {
    fn requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }

    /// Keeps the work, unless rows are missing.
    async fn end(mut self, changed: u64) -> Result<(), Error> {
        if self.expected.is_some_and(|expected| changed < expected) {
            self.lease.rollback().await?;
            return Err(Error::stale(self.table));
        }
        if self.is_transaction { self.lease.commit().await } else { Ok(()) }
    }
}
