//! The table `_orm_migrations`: what has been applied to a database, and how far an interrupted migration came.
//!
//! One layout on all databases, described in `docs/formats.md`. `_orm_meta` holds its version.

mod layout;
mod row;

pub(crate) use row::{HistoryRow, State};

use orm_schema::{Dialect, ident};

use super::error::MigrateError;
use super::session::{self, Session, Target, Value};

const READING: &str = "reading the history table";
const WRITING: &str = "writing the history table";

/// Reads the whole history of the database behind `pool`; changes nothing.
pub(crate) async fn read<T: Target>(pool: &T) -> Result<Vec<HistoryRow>, MigrateError> {
    let mut session = pool.open().await?;
    let rows = match History::locate(session.as_mut()).await {
        Ok(history) => history.rows(session.as_mut()).await,
        Err(error) => Err(error),
    };
    session.close().await;
    rows
}

/// Where the history of the database at hand is. The names are qualified: a migration may change the search path.
#[derive(Debug, Clone)]
pub(crate) struct History {
    table: String,
    meta: String,
    /// Schema or database, for the key of the lock.
    pub place: String,
    dialect: Dialect,
}

impl History {
    /// Finds the place of the history table; creates nothing.
    pub(crate) async fn locate(session: &mut dyn Session) -> Result<Self, MigrateError> {
        let dialect = session.dialect();
        let sql = match dialect {
            Dialect::Postgres => "SELECT current_schema()::text",
            Dialect::Mysql => "SELECT DATABASE()",
            Dialect::Sqlite => "SELECT 'main'",
        };
        let place = session::scalar(session, "asking for the current schema", sql, &[]).await?;
        let place = place.and_then(Value::into_text).ok_or(MigrateError::NoSchema)?;
        let qualified = |name| format!("{}.{}", ident::quoted(dialect, &place), ident::quoted(dialect, name));
        Ok(Self { table: qualified(layout::TABLE), meta: qualified(layout::META), place, dialect })
    }

    /// Creates the two tables if they are not there, and refuses a layout that a later version wrote.
    pub(crate) async fn create(&self, session: &mut dyn Session) -> Result<(), MigrateError> {
        for sql in layout::create(self.dialect, &self.table, &self.meta) {
            session::run(session, "creating the history table", &sql).await?;
        }
        if self.layout(session).await?.is_none() {
            let sql = format!("INSERT INTO {} (name, value) VALUES (?, ?)", self.meta);
            let values = [Value::text(layout::LAYOUT_KEY), Value::text(layout::LAYOUT.to_string())];
            session.execute(&sql, &values).await.map_err(|error| session.failure(WRITING, error))?;
        }
        Ok(())
    }

    /// What the database is for, if somebody said so.
    #[cfg(feature = "cli")]
    pub(crate) async fn environment(
        &self,
        session: &mut dyn Session,
    ) -> Result<Option<String>, MigrateError> {
        if !self.exists(session).await? {
            return Ok(None);
        }
        let sql = format!("SELECT value FROM {} WHERE name = ?", self.meta);
        let found = session::scalar(session, READING, &sql, &[Value::text(layout::ENVIRONMENT_KEY)]).await?;
        Ok(found.and_then(Value::into_text))
    }

    /// Writes down what the database is for.
    pub(crate) async fn stamp(
        &self,
        session: &mut dyn Session,
        environment: &str,
    ) -> Result<(), MigrateError> {
        let key = Value::text(layout::ENVIRONMENT_KEY);
        let forget = format!("DELETE FROM {} WHERE name = ?", self.meta);
        let insert = format!("INSERT INTO {} (name, value) VALUES (?, ?)", self.meta);
        for (sql, values) in [(forget, vec![key.clone()]), (insert, vec![key, Value::text(environment)])] {
            session.execute(&sql, &values).await.map_err(|error| session.failure(WRITING, error))?;
        }
        Ok(())
    }

    /// All rows in order of version; none if the table is not there yet.
    pub(crate) async fn rows(&self, session: &mut dyn Session) -> Result<Vec<HistoryRow>, MigrateError> {
        if !self.exists(session).await? {
            return Ok(Vec::new());
        }
        self.layout(session).await?;
        let sql = format!("SELECT {} FROM {} ORDER BY version", HistoryRow::COLUMNS, self.table);
        let rows = session.query(&sql, &[]).await.map_err(|error| session.failure(READING, error))?;
        let mut rows: Vec<HistoryRow> = rows.into_iter().map(HistoryRow::from_values).collect();
        // Byte by byte, whatever the collation of the database thinks.
        rows.sort_by(|a, b| a.version.cmp(&b.version));
        Ok(rows)
    }

    /// The row of `version`.
    pub(crate) async fn row(
        &self,
        session: &mut dyn Session,
        version: &str,
    ) -> Result<Option<HistoryRow>, MigrateError> {
        let sql = format!("SELECT {} FROM {} WHERE version = ?", HistoryRow::COLUMNS, self.table);
        let rows = session.query(&sql, &[Value::text(version)]).await;
        let rows = rows.map_err(|error| session.failure(READING, error))?;
        Ok(rows.into_iter().next().map(HistoryRow::from_values))
    }

    /// Writes `row` over the row of its version, or as a new one.
    pub(crate) async fn write(
        &self,
        session: &mut dyn Session,
        row: &HistoryRow,
    ) -> Result<(), MigrateError> {
        let update = format!("UPDATE {} SET {} WHERE version = ?", self.table, HistoryRow::ASSIGNMENTS);
        let mut values = row.values();
        values.rotate_left(1);
        let touched =
            session.execute(&update, &values).await.map_err(|error| session.failure(WRITING, error))?;
        if touched == 0 {
            let insert = format!(
                "INSERT INTO {} ({}) VALUES ({})",
                self.table,
                HistoryRow::COLUMNS,
                HistoryRow::PLACEHOLDERS
            );
            let inserted = session.execute(&insert, &row.values()).await;
            inserted.map_err(|error| session.failure(WRITING, error))?;
        }
        Ok(())
    }

    /// Forgets the row of a migration that is taken back, or that failed before any of its statements was applied and whose file
    /// is gone.
    pub(crate) async fn forget(&self, session: &mut dyn Session, version: &str) -> Result<(), MigrateError> {
        let sql = format!("DELETE FROM {} WHERE version = ?", self.table);
        let deleted = session.execute(&sql, &[Value::text(version)]).await;
        deleted.map(drop).map_err(|error| session.failure(WRITING, error))
    }

    async fn exists(&self, session: &mut dyn Session) -> Result<bool, MigrateError> {
        let (sql, values) = match self.dialect {
            Dialect::Postgres => ("SELECT to_regclass(?)::text", vec![Value::text(&self.table)]),
            Dialect::Mysql => (
                "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                vec![Value::text(&self.place), Value::text(layout::TABLE)],
            ),
            Dialect::Sqlite => (
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ?",
                vec![Value::text(layout::TABLE)],
            ),
        };
        let found = session::scalar(session, READING, sql, &values).await?;
        Ok(found.and_then(Value::into_text).is_some())
    }

    /// The version of the layout, if one is recorded.
    async fn layout(&self, session: &mut dyn Session) -> Result<Option<u32>, MigrateError> {
        let sql = format!("SELECT value FROM {} WHERE name = ?", self.meta);
        let found = session::scalar(session, READING, &sql, &[Value::text(layout::LAYOUT_KEY)]).await?;
        let Some(found) = found.and_then(Value::into_text) else {
            return Ok(None);
        };
        match found.parse() {
            Ok(version) if version <= layout::LAYOUT => Ok(Some(version)),
            _ => Err(MigrateError::NewerLayout { found, known: layout::LAYOUT }),
        }
    }
}
