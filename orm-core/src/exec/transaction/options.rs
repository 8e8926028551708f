//! How a transaction begins.

use std::borrow::Cow;
use std::marker::PhantomData;

use orm_schema::{Dialect, ident};

use crate::dialect::{Database, HasConsistentSnapshot, HasDeferrable, HasFileLocks, HasSharedSnapshots};

/// How strictly a transaction is kept apart from those beside it. None of them is weaker than its name on any database.
///
/// | | PostgreSQL | MySQL, MariaDB | SQLite |
/// |---|---|---|---|
/// | `ReadUncommitted` | read committed | read uncommitted | serializable |
/// | `ReadCommitted` | read committed (its default) | read committed | serializable |
/// | `RepeatableRead` | snapshot isolation | repeatable read (its default) | serializable |
/// | `Serializable` | serializable | serializable | serializable (always) |
///
/// <https://www.postgresql.org/docs/current/transaction-iso.html>,
/// <https://dev.mysql.com/doc/refman/8.4/en/innodb-transaction-isolation-levels.html>, <https://www.sqlite.org/isolation.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// May see what others have not committed.
    ReadUncommitted,
    /// Each statement sees what was committed before it.
    ReadCommitted,
    /// All statements see what was committed before the first of them.
    RepeatableRead,
    /// The outcome is that of transactions run one after the other. Those that would break this fail with
    /// [`ErrorKind::Serialization`](crate::ErrorKind::Serialization): run them with
    /// [`Db::transaction_retrying`](crate::Db::transaction_retrying).
    Serializable,
}

impl Isolation {
    fn words(self) -> &'static str {
        match self {
            Self::ReadUncommitted => "READ UNCOMMITTED",
            Self::ReadCommitted => "READ COMMITTED",
            Self::RepeatableRead => "REPEATABLE READ",
            Self::Serializable => "SERIALIZABLE",
        }
    }
}

/// How a transaction begins. What is not said is left to the database.
///
/// ```
/// use orm_core::{Mysql, Postgres, Sqlite, TransactionOptions};
///
/// let options = TransactionOptions::<Postgres>::new().serializable().read_only();
/// assert_eq!(options.sql(), "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY");
/// let options = TransactionOptions::<Mysql>::new().serializable().read_only();
/// assert_eq!(options.sql(), "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; START TRANSACTION READ ONLY");
/// // Always serializable. A transaction that only reads waits for nobody.
/// let options = TransactionOptions::<Sqlite>::new().serializable().read_only();
/// assert_eq!(options.sql(), "BEGIN DEFERRED");
/// ```
///
/// Given to [`Db::transaction_with`](crate::Db::transaction_with), [`Db::begin_with`](crate::Db::begin_with), and as a part of
/// [`Retry`](crate::Retry) to [`Db::transaction_retrying`](crate::Db::transaction_retrying).
#[derive(Debug, Clone)]
#[must_use]
#[non_exhaustive]
pub struct TransactionOptions<D> {
    pub(in crate::exec) beginning: Beginning,
    database: PhantomData<D>,
}

/// The same without a type parameter.
#[derive(Debug, Clone, Default)]
pub(in crate::exec) struct Beginning {
    isolation: Option<Isolation>,
    pub(in crate::exec) is_read_only: bool,
    is_deferrable: bool,
    has_consistent_snapshot: bool,
    snapshot: Option<String>,
    file_lock: FileLock,
}

/// When SQLite takes the lock on its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum FileLock {
    /// With the first statement that needs it.
    Deferred,
    /// At the start. A deferred transaction that reads first and writes later fails at once, without waiting, when another
    /// one wrote in between (`SQLITE_BUSY_SNAPSHOT`). Taking the write lock at the start makes it wait its turn instead.
    /// <https://www.sqlite.org/lang_transaction.html>
    #[default]
    Immediate,
    /// At the start, and where there is no write-ahead log against readers as well.
    Exclusive,
}

impl<D: Database> TransactionOptions<D> {
    /// Those of [`Db::transaction`](crate::Db::transaction).
    pub fn new() -> Self {
        Self { beginning: Beginning::default(), database: PhantomData }
    }

    /// How strictly it is kept apart from others.
    pub fn isolation(mut self, level: Isolation) -> Self {
        self.beginning.isolation = Some(level);
        self
    }

    /// [`Isolation::RepeatableRead`].
    pub fn repeatable_read(self) -> Self {
        self.isolation(Isolation::RepeatableRead)
    }

    /// [`Isolation::Serializable`].
    pub fn serializable(self) -> Self {
        self.isolation(Isolation::Serializable)
    }

    /// It only reads. A statement that writes is refused with
    /// [`ErrorKind::ReadOnly`](crate::ErrorKind::ReadOnly), and on SQLite it does not wait for the transaction that writes.
    pub fn read_only(mut self) -> Self {
        self.beginning.is_read_only = true;
        self
    }

    /// A serializable transaction that only reads waits at its start for a moment at which it cannot fail, and make no other
    /// one fail. Use it for reports and backups.
    ///
    /// ```
    /// use orm_core::{Postgres, TransactionOptions};
    ///
    /// let options = TransactionOptions::<Postgres>::new().serializable().read_only().deferrable();
    /// assert_eq!(options.sql(), "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE");
    /// ```
    pub fn deferrable(mut self) -> Self
    where
        D: HasDeferrable,
    {
        self.beginning.is_deferrable = true;
        self
    }

    /// Sees what another open transaction sees: `snapshot` is what its `tx.export_snapshot()` returned. Needs
    /// [`TransactionOptions::repeatable_read`] or [`TransactionOptions::serializable`].
    ///
    /// ```
    /// use orm_core::{Postgres, TransactionOptions};
    ///
    /// let options = TransactionOptions::<Postgres>::new().repeatable_read().snapshot("00000003-0000001B-1");
    /// assert_eq!(
    ///     options.sql(),
    ///     "BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT '00000003-0000001B-1'"
    /// );
    /// ```
    pub fn snapshot(mut self, snapshot: impl Into<String>) -> Self
    where
        D: HasSharedSnapshots,
    {
        self.beginning.snapshot = Some(snapshot.into());
        self
    }

    /// Sees what was committed when it began, not when it first read. For [`TransactionOptions::repeatable_read`], which is
    /// the default of MySQL.
    ///
    /// ```
    /// use orm_core::{Mysql, TransactionOptions};
    ///
    /// let options = TransactionOptions::<Mysql>::new().consistent_snapshot();
    /// assert_eq!(options.sql(), "START TRANSACTION WITH CONSISTENT SNAPSHOT");
    /// ```
    pub fn consistent_snapshot(mut self) -> Self
    where
        D: HasConsistentSnapshot,
    {
        self.beginning.has_consistent_snapshot = true;
        self
    }

    /// Takes the write lock with the first statement that writes. If another transaction wrote after this one first read,
    /// that statement fails with [`ErrorKind::Serialization`](crate::ErrorKind::Serialization).
    pub fn deferred(self) -> Self
    where
        D: HasFileLocks,
    {
        self.file_lock(FileLock::Deferred)
    }

    /// Takes the write lock at the start, which is what is done when nothing is said.
    pub fn immediate(self) -> Self
    where
        D: HasFileLocks,
    {
        self.file_lock(FileLock::Immediate)
    }

    /// Takes the write lock at the start and, where there is no write-ahead log, keeps others from reading as well.
    ///
    /// ```
    /// use orm_core::{Sqlite, TransactionOptions};
    ///
    /// assert_eq!(TransactionOptions::<Sqlite>::new().exclusive().sql(), "BEGIN EXCLUSIVE");
    /// ```
    pub fn exclusive(self) -> Self
    where
        D: HasFileLocks,
    {
        self.file_lock(FileLock::Exclusive)
    }

    /// The SQL that begins it.
    pub fn sql(&self) -> Cow<'static, str> {
        self.beginning.sql(D::DIALECT)
    }

    fn file_lock(mut self, lock: FileLock) -> Self {
        self.beginning.file_lock = lock;
        self
    }
}

impl<D: Database> Default for TransactionOptions<D> {
    fn default() -> Self {
        Self::new()
    }
}

impl Beginning {
    pub(in crate::exec) fn sql(&self, dialect: Dialect) -> Cow<'static, str> {
        match dialect {
            Dialect::Postgres => self.postgres(),
            Dialect::Mysql => self.mysql(),
            Dialect::Sqlite => Cow::Borrowed(self.sqlite()),
        }
    }

    /// <https://www.postgresql.org/docs/current/sql-begin.html>
    fn postgres(&self) -> Cow<'static, str> {
        let mut sql = Cow::Borrowed("BEGIN");
        if let Some(level) = self.isolation {
            sql += " ISOLATION LEVEL ";
            sql += level.words();
        }
        if self.is_read_only {
            sql += " READ ONLY";
        }
        if self.is_deferrable {
            sql += " DEFERRABLE";
        }
        if let Some(snapshot) = &self.snapshot {
            sql += "; SET TRANSACTION SNAPSHOT ";
            ident::push_string_literal(sql.to_mut(), Dialect::Postgres, snapshot);
        }
        sql
    }

    /// <https://dev.mysql.com/doc/refman/8.4/en/commit.html>, <https://dev.mysql.com/doc/refman/8.4/en/set-transaction.html>
    fn mysql(&self) -> Cow<'static, str> {
        let mut sql = Cow::Borrowed("");
        if let Some(level) = self.isolation {
            // For the next transaction only.
            sql += "SET TRANSACTION ISOLATION LEVEL ";
            sql += level.words();
            sql += "; ";
        }
        sql += match (self.has_consistent_snapshot, self.is_read_only) {
            (false, false) => "START TRANSACTION",
            (true, false) => "START TRANSACTION WITH CONSISTENT SNAPSHOT",
            (false, true) => "START TRANSACTION READ ONLY",
            (true, true) => "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
        };
        sql
    }

    fn sqlite(&self) -> &'static str {
        match self.file_lock {
            _ if self.is_read_only => "BEGIN DEFERRED",
            FileLock::Deferred => "BEGIN DEFERRED",
            FileLock::Immediate => "BEGIN IMMEDIATE",
            FileLock::Exclusive => "BEGIN EXCLUSIVE",
        }
    }

    /// Does it hold the one lock of a SQLite file from its start?
    pub(in crate::exec) fn locks_file(&self) -> bool {
        !self.is_read_only && self.file_lock != FileLock::Deferred
    }
}
