//! What is set or locked up to the end of a transaction.

use std::ops::ControlFlow;

use orm_schema::{Dialect, ident};

use super::Tx;
use crate::dialect::{Database, HasAdvisoryLocks, HasSharedSnapshots, HasTransactionSettings};
use crate::error::{Error, ErrorKind};
use crate::exec::Request;
use crate::types::{Field, Value};

/// How long MySQL waits for a named lock, in seconds: a year. MariaDB does not take an endless time.
const ENDLESS: i64 = 365 * 24 * 60 * 60;

impl<D: Database> Tx<D> {
    /// Sets a parameter of the server, or one of your own (with a dot in its name), up to the end of the transaction:
    /// `select set_config($1, $2, true)`. Row security reads such a parameter with `current_setting('app.tenant')`.
    ///
    /// ```no_run
    /// # async fn run(db: orm_core::Db<orm_core::Postgres>, tenant: i64) -> Result<(), orm_core::Error> {
    /// db.transaction(async |tx| {
    ///     tx.set_config("app.tenant", &tenant.to_string()).await?;
    ///     tx.set_config("statement_timeout", "5s").await?;
    ///     // every statement on `tx` is one of this tenant
    ///     Ok::<_, orm_core::Error>(())
    /// })
    /// .await
    /// # }
    /// ```
    pub async fn set_config(&self, name: &str, value: &str) -> Result<(), Error>
    where
        D: HasTransactionSettings,
    {
        let binds = vec![Value::Text(name.to_owned().into()), Value::Text(value.to_owned().into())];
        let request = Request::new("select set_config($1, $2, true)", binds);
        self.lease().await?.execute(request).await.map(drop)
    }

    /// Looks for tables without a schema in these schemas, in this order, up to the end of the transaction.
    pub async fn search_path(&self, schemas: &[&str]) -> Result<(), Error>
    where
        D: HasTransactionSettings,
    {
        let schemas = schemas.iter().map(|schema| ident::quoted(Dialect::Postgres, schema));
        self.set_config("search_path", &schemas.collect::<Vec<_>>().join(", ")).await
    }

    /// Names what this transaction sees, for [`TransactionOptions::snapshot`](crate::TransactionOptions::snapshot) of others
    /// that begin before it ends: `select pg_export_snapshot()`.
    pub async fn export_snapshot(&self) -> Result<String, Error>
    where
        D: HasSharedSnapshots,
    {
        cell(self, Request::new("select pg_export_snapshot()", Vec::new())).await
    }

    /// Waits for the lock of that number, which means what you take it to mean, and holds it up to the end of the outermost
    /// transaction. Others that ask for the same number in the same database wait.
    ///
    /// `pg_advisory_xact_lock` on PostgreSQL, which frees the lock also when the savepoint is rolled back in which it was
    /// taken. `GET_LOCK` on MySQL and MariaDB, freed after the transaction has ended.
    ///
    /// ```no_run
    /// # async fn run(db: orm_core::Db<orm_core::Postgres>) -> Result<(), orm_core::Error> {
    /// db.transaction(async |tx| {
    ///     tx.advisory_lock(1407).await?;
    ///     // at most one process is here
    ///     Ok::<_, orm_core::Error>(())
    /// })
    /// .await
    /// # }
    /// ```
    pub async fn advisory_lock(&self, key: i64) -> Result<(), Error>
    where
        D: HasAdvisoryLocks,
    {
        let is_locked = match D::DIALECT {
            Dialect::Postgres => {
                let request = Request::new("select pg_advisory_xact_lock($1)", vec![Value::I64(key)]);
                self.lease().await?.execute(request).await?;
                true
            }
            Dialect::Mysql => self.named_lock(key, ENDLESS).await?,
            Dialect::Sqlite => return Err(Error::unsupported(D::DIALECT, "advisory locks")),
        };
        if is_locked { Ok(()) } else { Err(Error::new(ErrorKind::Timeout, "the lock was not given")) }
    }

    /// Takes the lock of that number if nobody holds it. False when somebody does.
    pub async fn try_advisory_lock(&self, key: i64) -> Result<bool, Error>
    where
        D: HasAdvisoryLocks,
    {
        match D::DIALECT {
            Dialect::Postgres => {
                let request = Request::new("select pg_try_advisory_xact_lock($1)", vec![Value::I64(key)]);
                cell(self, request).await
            }
            Dialect::Mysql => self.named_lock(key, 0).await,
            Dialect::Sqlite => Err(Error::unsupported(D::DIALECT, "advisory locks")),
        }
    }

    /// Locks of MySQL are those of a server and have names of up to 64 characters.
    async fn named_lock(&self, key: i64, seconds: i64) -> Result<bool, Error> {
        self.frees_locks().await?;
        let text = "select get_lock(concat('orm:', left(sha2(database(), 256), 32), ':', ?), ?)";
        let request = Request::new(text, vec![Value::I64(key), Value::I64(seconds)]);
        let is_locked: Option<i64> = cell(self, request).await?;
        is_locked.map(|is_locked| is_locked == 1).ok_or_else(|| {
            Error::new(ErrorKind::Serialization, "the lock was not given; run the transaction again")
        })
    }
}

/// The first cell of the one row.
async fn cell<D: Database, T: Field + Send>(tx: &Tx<D>, request: Request) -> Result<T, Error> {
    let mut value = None;
    let mut lease = tx.lease().await?;
    lease
        .fetch(request, &mut |cells| {
            value = Some(cells.get()?);
            Ok(ControlFlow::Continue(()))
        })
        .await?;
    value.ok_or_else(|| Error::new(ErrorKind::NotFound, "the database did not answer"))
}
