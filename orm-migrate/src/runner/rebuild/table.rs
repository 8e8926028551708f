//! A table before and after its rebuild: the number of rows, and the counter of AUTOINCREMENT.

use orm_schema::{Dialect, ident};

use super::{RebuildProblem, WATCHING};
use crate::runner::error::MigrateError;
use crate::runner::session::{self, Session, Value};

/// A table as it was before.
pub(super) struct TableBefore {
    pub name: String,
    rows: i64,
    /// The highest number that AUTOINCREMENT has given out.
    counter: Option<i64>,
}

impl TableBefore {
    pub(super) async fn read(session: &mut dyn Session, name: &str) -> Result<Self, MigrateError> {
        let rows = rows(session, name).await?;
        let counter = counter(session, name).await?;
        Ok(Self { name: name.to_owned(), rows, counter })
    }

    /// Refuses a copy with another number of rows, and sets a counter that has fallen back: a number that has been given out
    /// once must not be given out again.
    pub(super) async fn compare(
        self,
        session: &mut dyn Session,
    ) -> Result<Result<(), RebuildProblem>, MigrateError> {
        let after = rows(session, &self.name).await?;
        if after != self.rows {
            return Ok(Err(RebuildProblem::RowsChanged { table: self.name, before: self.rows, after }));
        }
        if let Some(before) = self.counter
            && is_autoincrement(session, &self.name).await?
            && counter(session, &self.name).await?.is_none_or(|counter| counter < before)
        {
            self.set_counter(session, before).await?;
        }
        Ok(Ok(()))
    }

    async fn set_counter(&self, session: &mut dyn Session, counter: i64) -> Result<(), MigrateError> {
        let name = Value::text(&self.name);
        let delete = "DELETE FROM sqlite_sequence WHERE lower(name) = lower(?)";
        let insert = "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)";
        let deleted = session.execute(delete, std::slice::from_ref(&name)).await;
        deleted.map_err(|error| session.failure(WATCHING, error))?;
        let inserted = session.execute(insert, &[name, Value::int(counter)]).await;
        inserted.map(drop).map_err(|error| session.failure(WATCHING, error))
    }
}

async fn rows(session: &mut dyn Session, table: &str) -> Result<i64, MigrateError> {
    let sql = format!("SELECT count(*) FROM {}", ident::quoted(Dialect::Sqlite, table));
    let count = session::scalar(session, WATCHING, &sql, &[]).await?;
    Ok(count.and_then(|count| count.as_int()).unwrap_or_default())
}

/// `sqlite_sequence` exists as soon as one table of the database has been declared with AUTOINCREMENT.
async fn counter(session: &mut dyn Session, table: &str) -> Result<Option<i64>, MigrateError> {
    let exists = "SELECT name FROM sqlite_schema WHERE name = 'sqlite_sequence'";
    if session::scalar(session, WATCHING, exists, &[]).await?.is_none() {
        return Ok(None);
    }
    let sql = "SELECT seq FROM sqlite_sequence WHERE lower(name) = lower(?)";
    let counter = session::scalar(session, WATCHING, sql, &[Value::text(table)]).await?;
    Ok(counter.and_then(|counter| counter.as_int()))
}

/// The copy may have been declared without the counter; then there is nothing to keep.
async fn is_autoincrement(session: &mut dyn Session, table: &str) -> Result<bool, MigrateError> {
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)";
    let sql = session::scalar(session, WATCHING, sql, &[Value::text(table)]).await?;
    let words = sql.and_then(Value::into_text).map(|sql| crate::runner::split::words(&sql, Dialect::Sqlite));
    Ok(words.is_some_and(|words| words.iter().any(|word| word == "AUTOINCREMENT")))
}
