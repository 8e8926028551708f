//! Running a truncate.

use futures_util::future::BoxFuture;

use super::super::Truncate;
use super::request;
use crate::dialect::{Database, Mysql, Postgres, Sqlite};
use crate::error::Error;
use crate::exec::{Db, Executor};
use crate::schema::Table;
use crate::sql;

/// What a table can be emptied on: any executor on PostgreSQL and SQLite. MySQL commits the transaction that is open before
/// it empties a table, so there it is the database itself.
#[diagnostic::on_unimplemented(
    message = "`TRUNCATE` cannot run on `{Self}`",
    label = "not a place where a table can be emptied",
    note = "MySQL ends the transaction at a `TRUNCATE`: run it on `&db`, or `.delete().all_rows()` in the transaction"
)]
pub trait TruncatesOn<D: Database>: Executor<D> {}

#[diagnostic::do_not_recommend]
impl<E: Executor<Postgres>> TruncatesOn<Postgres> for E {}

#[diagnostic::do_not_recommend]
impl<E: Executor<Sqlite>> TruncatesOn<Sqlite> for E {}

impl TruncatesOn<Mysql> for &Db<Mysql> {}

impl<D: Database, T: Table> Truncate<D, T> {
    /// Empties the table. A table that others refer to is refused by PostgreSQL and MySQL, empty or not.
    pub fn execute<'e, E: TruncatesOn<D> + 'e>(self, executor: E) -> BoxFuture<'e, Result<(), Error>> {
        let request = request(sql::truncate(D::DIALECT, self.ast), T::META);
        Box::pin(async move { executor.lease().await?.execute(request).await.map(drop) })
    }
}
