//! Inserting rows and having them back, on every database.

use orm_schema::Dialect;

use super::super::{Insert, Several, Single};
use super::change::{requests, written};
use super::{found, read_back, request, rows};
use crate::ast::{self, Change, Item, TableRef};
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::{Executor, Lease};
use crate::schema::{FromRow, Table};
use crate::sql;

impl<D: Database, T: Table> Insert<D, T, Single> {
    /// Writes the row and hands it back, with what the database filled in.
    ///
    /// One statement with `returning` where the database has it. On MySQL the row is read back by its key on the same
    /// connection; a key that is neither given nor counted up by the database is an error before anything is written.
    /// A row left out by a conflict is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound).
    pub async fn one<E: Executor<D>>(self, executor: E) -> Result<T, Error> {
        match D::DIALECT {
            Dialect::Postgres | Dialect::Sqlite => {
                let mut lease = executor.lease().await?;
                returned(&mut lease, D::DIALECT, self.ast).await
            }
            Dialect::Mysql => {
                let key = read_back::Key::of(&self.ast)?;
                let mut lease = executor.lease().await?;
                read_back::one(&mut lease, self.ast, key).await
            }
        }
    }
}

impl<D: Database, T: Table> Insert<D, T, Several> {
    /// Writes the rows and hands them back in their order, with what the database filled in; without those that a conflict
    /// left out.
    ///
    /// With `returning` where the database has it. On MySQL the rows are read back by their keys in the same transaction,
    /// so that it is an error before anything is written when a key is neither given nor counted up by the database, or
    /// when some rows may exist.
    ///
    /// ```no_run
    /// # use orm_core::doc::*;
    /// # async fn example(db: &Db<orm_core::Mysql>) -> Result<(), orm_core::Error> {
    /// let users: Vec<User> = User::insert_many([new!(User { name: "Ada" }), new!(User { name: "Bob" })]).all(db).await?;
    /// assert_eq!(users[1].name, "Bob");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<Vec<T>, Error> {
        match D::DIALECT {
            Dialect::Postgres | Dialect::Sqlite => {
                let item = Item::Row(TableRef::plain(T::META));
                let change = Change::Insert(self.ast).returning(vec![item]);
                written(executor, requests::<D>(change), T::from_row, T::META, false).await
            }
            Dialect::Mysql => {
                let mut chunks = Vec::new();
                for part in read_back::parts(self.ast)? {
                    chunks.append(&mut sql::chunks(Dialect::Mysql, part));
                }
                if chunks.is_empty() {
                    return Ok(Vec::new());
                }
                let mut lease = executor.lease().await?;
                lease.begin().await?;
                let mut all = Vec::new();
                for chunk in chunks {
                    read_back::chunk(&mut lease, chunk, &mut all).await?;
                }
                lease.commit().await?;
                Ok(all)
            }
        }
    }
}

async fn returned<T: FromRow + Send>(
    lease: &mut Lease<'_>,
    dialect: Dialect,
    insert: ast::Insert,
) -> Result<T, Error> {
    let table = insert.table;
    let change = Change::Insert(insert).returning(vec![Item::Row(TableRef::plain(table))]);
    let statement = sql::change(dialect, change).pop().unwrap_or_default();
    let row = rows(lease, request(statement, table), T::from_row).await?.into_iter().next();
    found(row, table)
}
