//! Running a copy.

use futures_util::future::BoxFuture;

use super::super::CopyMany;
use super::super::copy::Part;
use super::request;
use crate::dialect::Postgres;
use crate::error::Error;
use crate::exec::{Db, Executor, Limited, Request, Tagged, Tx};
use crate::schema::{RowOf, Table, TableMeta};

/// What rows can be copied on: a `Db` or a transaction of PostgreSQL. A connection of sqlx is none of them, since it could not
/// be used any more after a copy that was cut off, and nobody here could close it.
#[diagnostic::on_unimplemented(
    message = "`COPY` cannot run on `{Self}`",
    label = "not a `Db` or transaction of PostgreSQL",
    note = "only PostgreSQL has it: `.insert_many(..)` runs everywhere, on connections of sqlx as well"
)]
pub trait CopiesOn: Executor<Postgres> {}

impl CopiesOn for &Db<Postgres> {}
impl CopiesOn for &Tx<Postgres> {}
impl CopiesOn for &mut Tx<Postgres> {}
impl CopiesOn for Limited<'_, Postgres> {}
impl<E: CopiesOn> CopiesOn for Tagged<E> {}

impl<T: Table, I: Iterator<Item: RowOf<T>> + Send> CopyMany<T, I> {
    /// Writes the rows, all or none, and says how many. Several statements are one transaction, and the connection is held
    /// while the iterator makes rows.
    pub fn execute<'e, E: CopiesOn + 'e>(self, executor: E) -> BoxFuture<'e, Result<u64, Error>>
    where
        I: 'e,
    {
        Box::pin(self.run(executor))
    }

    async fn run<E: CopiesOn>(self, executor: E) -> Result<u64, Error> {
        let mut requests = self.parts().map(|part| of(part, T::META));
        let Some(mut request) = requests.next() else { return Ok(0) };
        let mut next = requests.next();
        let mut lease = executor.lease().await?;
        if next.is_none() {
            return Ok(lease.execute(request).await?.rows_affected);
        }
        lease.begin().await?;
        let mut written = 0;
        loop {
            written += lease.execute(request).await?.rows_affected;
            let Some(following) = next else { break };
            (request, next) = (following, requests.next());
        }
        lease.commit().await?;
        Ok(written)
    }
}

fn of(part: Part, table: &'static TableMeta) -> Request {
    let copied = (part.columns > 0).then_some(part.columns);
    Request { copied, ..request(part.statement, table) }
}
