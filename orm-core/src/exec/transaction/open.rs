//! The connection of a transaction, and how deep it is nested.

use orm_schema::Dialect;
use sqlx::{AssertSqlSafe, SqlSafeStr};

use super::after_commit::AfterCommit;
use super::enclosing::{self, Enclosing};
use super::{Beginning, OUTERMOST};
use crate::error::{Error, ErrorKind};
use crate::exec::connection::Connection;
use crate::exec::pool::Pooled;

/// The connection of an open transaction.
pub(in crate::exec) struct Open {
    /// `None` once the transaction has ended.
    pooled: Option<Pooled>,
    /// The level of the innermost open savepoint; zero once the transaction has ended.
    pub(super) depth: usize,
    /// A statement failed and took the transaction with it. PostgreSQL would answer COMMIT by rolling back without an error.
    failure: Option<Failure>,
    after: AfterCommit,
    /// Is the connection still busy with a statement that nobody waits for?
    is_busy: bool,
    /// Does a connection to SQLite refuse writes until the end?
    is_read_only: bool,
    /// Are there named locks of MySQL, which do not end with the transaction?
    pub(super) holds_locks: bool,
    /// Which run of a transaction that is run again this is.
    pub(in crate::exec) attempt: u32,
}

/// Why a transaction cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failure {
    /// A statement failed.
    Final,
    /// It met another transaction: run again, it may succeed.
    Passing,
}

impl Open {
    /// Begins on this connection. `enclosing` is the transaction on the same pool in which the caller is.
    pub(super) async fn begin(
        pooled: Pooled,
        beginning: &Beginning,
        after: AfterCommit,
        enclosing: Option<Enclosing>,
        attempt: u32,
    ) -> Result<Self, Error> {
        let mut starting = Starting(Some(pooled));
        let mut connection = starting.connection();
        let dialect = connection.dialect();
        let waits_for_itself = dialect == Dialect::Sqlite && enclosing.is_some_and(|it| it.locks_file);
        connection.set_patient(!waits_for_itself);
        let statement = AssertSqlSafe(beginning.sql(dialect).into_owned()).into_sql_str();
        connection.reborrow().begin(Some(statement)).await.map_err(|error| {
            let waited = waits_for_itself && matches!(error.kind(), ErrorKind::Serialization);
            if waited { enclosing::waits_for_itself(enclosing::FILE_IS_LOCKED) } else { error }
        })?;
        connection.set_patient(true);
        // The servers were told when it began.
        let is_read_only = beginning.is_read_only && dialect == Dialect::Sqlite;
        let pooled = starting.0.take();
        let mut open = Self {
            pooled,
            depth: OUTERMOST,
            failure: None,
            after,
            is_busy: false,
            is_read_only,
            holds_locks: false,
            attempt,
        };
        if is_read_only {
            open.connection().refuse_writes(true).await?;
        }
        Ok(open)
    }

    pub(in crate::exec) fn connection(&mut self) -> Connection<'_> {
        self.pooled.as_mut().expect("only an open transaction is leased").connection()
    }

    /// A statement failed, and with it the whole transaction where the database says so.
    pub(in crate::exec) fn statement_failed(&mut self, error: Error) -> Error {
        let is_passing = matches!(error.kind(), ErrorKind::Serialization);
        let failure = if is_passing { Failure::Passing } else { Failure::Final };
        match self.connection().dialect() {
            Dialect::Postgres => self.failure = self.failure.or(Some(failure)),
            // A deadlock has undone the transaction. What ran after it would be kept on its own.
            Dialect::Mysql | Dialect::Sqlite if is_passing => self.failure = Some(failure),
            // It tells a connection that may not write by the code of a file that may not be written.
            Dialect::Sqlite if self.is_read_only && matches!(error.kind(), ErrorKind::Access) => {
                return Error::read_only();
            }
            Dialect::Mysql | Dialect::Sqlite => {}
        }
        error
    }

    /// The connection does not answer: the server undoes the transaction when it is closed.
    pub(in crate::exec) fn left_running(&mut self) {
        self.is_busy = true;
        self.failure = Some(Failure::Final);
    }

    /// The failed statement was undone.
    pub(in crate::exec) fn recovered(&mut self) {
        if !self.is_busy {
            self.failure = None;
        }
    }

    /// An error that begins with `problem` when an earlier statement took the transaction with it.
    pub(super) fn check(&self, problem: &str) -> Result<(), Error> {
        match self.failure {
            None => Ok(()),
            Some(failure) => {
                let error = Error::new(ErrorKind::Transaction, problem);
                Err(if failure == Failure::Passing { error.retryable() } else { error })
            }
        }
    }

    pub(super) async fn command(&mut self, text: String) -> Result<(), Error> {
        self.connection().command(AssertSqlSafe(text).into_sql_str()).await
    }

    /// Keeps the work of the outermost transaction and gives the connection back.
    pub(super) async fn commit(&mut self) -> Result<(), Error> {
        self.connection().commit().await?;
        self.give_back().await
    }

    pub(super) async fn roll_back_to(&mut self, level: usize) -> Result<(), Error> {
        if self.pooled.is_none() {
            return Ok(());
        }
        self.after.undo(level);
        if self.is_busy {
            self.end();
            return Ok(());
        }
        if level == OUTERMOST {
            self.connection().rollback().await?;
            self.give_back().await?;
        } else {
            self.command(format!("ROLLBACK TO SAVEPOINT orm_{level}")).await?;
            self.command(format!("RELEASE SAVEPOINT orm_{level}")).await?;
        }
        self.failure = None;
        self.depth = level - 1;
        Ok(())
    }

    async fn give_back(&mut self) -> Result<(), Error> {
        if self.is_read_only {
            self.connection().refuse_writes(false).await?;
        }
        if self.holds_locks {
            self.command("DO RELEASE_ALL_LOCKS()".to_owned()).await?;
        }
        self.pooled = None;
        Ok(())
    }

    /// Rolls everything back without waiting for the answer.
    pub(super) fn end(&mut self) {
        if let Some(mut pooled) = self.pooled.take() {
            if self.is_busy {
                pooled.close_on_drop();
            }
            pooled.connection().start_rollback();
            if self.holds_locks {
                pooled.close_on_drop();
            }
            if self.is_read_only {
                pooled.give_back_writable();
            }
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
        if let Some(pooled) = &mut self.0 {
            pooled.connection().set_patient(true);
            if pooled.connection().dialect() != Dialect::Sqlite {
                pooled.close_on_drop();
            }
        }
    }
}
