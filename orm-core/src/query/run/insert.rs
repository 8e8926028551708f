//! Inserting rows and having them back, on every database.

use orm_schema::Dialect;

use super::super::{Insert, Several, Single};
use super::change::{requests, written_on};
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
        one(&mut executor.lease().await?, self).await
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
        all(&mut executor.lease().await?, self).await
    }
}

/// Writes one row on a connection and hands it back.
pub(super) async fn one<D: Database, T: Table>(
    lease: &mut Lease<'_>,
    insert: Insert<D, T, Single>,
) -> Result<T, Error> {
    match D::DIALECT {
        Dialect::Postgres | Dialect::Sqlite => returned(lease, D::DIALECT, insert.ast).await,
        Dialect::Mysql => {
            let key = read_back::Key::of(&insert.ast)?;
            read_back::one(lease, insert.ast, key).await
        }
    }
}

/// Writes rows on a connection and hands them back.
pub(super) async fn all<D: Database, T: Table>(
    lease: &mut Lease<'_>,
    insert: Insert<D, T, Several>,
) -> Result<Vec<T>, Error> {
    match D::DIALECT {
        Dialect::Postgres | Dialect::Sqlite => {
            let item = Item::Row(TableRef::plain(T::META));
            let change = Change::Insert(insert.ast).returning(vec![item]);
            written_on(lease, requests::<D>(change), T::from_row).await
        }
        Dialect::Mysql => {
            let mut chunks = Vec::new();
            for part in read_back::parts(insert.ast)? {
                chunks.append(&mut sql::chunks(Dialect::Mysql, part));
            }
            if chunks.is_empty() {
                return Ok(Vec::new());
            }
            lease.begin().await?;
            let mut all = Vec::new();
            for chunk in chunks {
                read_back::chunk(lease, chunk, &mut all).await?;
            }
            lease.commit().await?;
            Ok(all)
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
