//! The connection of a transaction, and how deep it is nested.

use orm_schema::Dialect;
use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::OUTERMOST;
use crate::error::Error;
use crate::exec::connection::Connection;
use crate::exec::pool::Pooled;

/// The connection of an open transaction.
pub(in crate::exec) struct Open {
    /// `None` once the transaction has ended.
    pub(super) pooled: Option<Pooled>,
    /// The level of the innermost open savepoint; zero once the transaction has ended.
    pub(super) depth: usize,
    /// A statement failed and took the transaction with it. PostgreSQL would answer COMMIT by rolling back without an error.
    pub(super) has_failed: bool,
}

impl Open {
    pub(super) async fn begin(pooled: Pooled) -> Result<Self, Error> {
        let mut starting = Starting(Some(pooled));
        let mut connection = starting.connection();
        let statement = begin_statement(connection.dialect()).map(SqlSafeStr::into_sql_str);
        connection.reborrow().begin(statement).await?;
        Ok(Self { pooled: starting.0.take(), depth: OUTERMOST, has_failed: false })
    }

    pub(in crate::exec) fn connection(&mut self) -> Connection<'_> {
        self.pooled.as_mut().expect("only an open transaction is leased").connection()
    }

    /// A statement failed, and with it the whole transaction where the database says so.
    pub(in crate::exec) fn statement_failed(&mut self, error: &Error) {
        self.has_failed |= match self.connection().dialect() {
            Dialect::Postgres => true,
            // A deadlock has undone the transaction. What ran after it would be kept on its own.
            Dialect::Mysql | Dialect::Sqlite => error.is_retryable(),
        };
    }

    /// The failed statement was undone.
    pub(in crate::exec) fn recovered(&mut self) {
        self.has_failed = false;
    }

    pub(super) async fn command(&mut self, text: String) -> Result<(), Error> {
        self.connection().command(AssertSqlSafe(text).into_sql_str()).await
    }

    pub(super) async fn roll_back_to(&mut self, level: usize) -> Result<(), Error> {
        if self.pooled.is_none() {
            return Ok(());
        }
        if level == OUTERMOST {
            self.connection().rollback().await?;
            self.pooled = None;
        } else {
            self.command(format!("ROLLBACK TO SAVEPOINT orm_{level}")).await?;
            self.command(format!("RELEASE SAVEPOINT orm_{level}")).await?;
        }
        self.has_failed = false;
        self.depth = level - 1;
        Ok(())
    }

    /// Rolls everything back without waiting for the answer.
    pub(super) fn end(&mut self) {
        if let Some(mut pooled) = self.pooled.take() {
            pooled.connection().start_rollback();
        }
        self.depth = 0;
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.end();
    }
}

/// A connection on which BEGIN was sent. A future dropped before the answer leaves it in an unknown state, so it is closed
/// instead of given back. Only the thread of a SQLite connection undoes a BEGIN that nobody waits for.
struct Starting(Option<Pooled>);

impl Starting {
    fn connection(&mut self) -> Connection<'_> {
        self.0.as_mut().expect("taken only after BEGIN was answered").connection()
    }
}

impl Drop for Starting {
    fn drop(&mut self) {
        if let Some(pooled) = &mut self.0
            && pooled.connection().dialect() != Dialect::Sqlite
        {
            pooled.close_on_drop();
        }
    }
}

/// How a transaction begins, where the usual `BEGIN` will not do.
fn begin_statement(dialect: Dialect) -> Option<&'static str> {
    match dialect {
        Dialect::Postgres | Dialect::Mysql => None,
        // A deferred transaction that reads first and writes later fails at once, without waiting, when another one wrote
        // in between (SQLITE_BUSY_SNAPSHOT). Taking the write lock at the start makes it wait its turn instead.
        // https://www.sqlite.org/lang_transaction.html
        Dialect::Sqlite => Some("BEGIN IMMEDIATE"),
    }
}
