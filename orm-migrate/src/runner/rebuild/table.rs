//! A table before and after its rebuild: the number of rows, the counter of AUTOINCREMENT, and what no schema of ours says.

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
    /// How many ON CONFLICT clauses it has, which the model does not hold: a copy that we planned has none.
    clauses: usize,
}

impl TableBefore {
    pub(super) async fn read(session: &mut dyn Session, name: &str) -> Result<Self, MigrateError> {
        let rows = rows(session, name).await?;
        let counter = counter(session, name).await?;
        let clauses = conflict_clauses(&words(session, name).await?);
        Ok(Self { name: name.to_owned(), rows, counter, clauses })
    }

    /// The table, whose clauses may go: somebody has been asked.
    pub(super) fn with_leave_to_lose_clauses(self) -> Self {
        Self { clauses: 0, ..self }
    }

    /// Refuses a copy with another number of rows or fewer clauses, and sets a counter that has fallen back: a number that has been given out
    /// once must not be given out again.
    pub(super) async fn compare(
        self,
        session: &mut dyn Session,
    ) -> Result<Result<(), RebuildProblem>, MigrateError> {
        let after = rows(session, &self.name).await?;
        if after != self.rows {
            return Ok(Err(RebuildProblem::RowsChanged { table: self.name, before: self.rows, after }));
        }
        let words = words(session, &self.name).await?;
        if conflict_clauses(&words) < self.clauses {
            return Ok(Err(RebuildProblem::ClauseLost { table: self.name }));
        }
        if let Some(before) = self.counter
            // The copy may have been declared without the counter; then there is nothing to keep.
            && words.iter().any(|word| word == "AUTOINCREMENT")
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

/// The words of the statement that SQLite keeps of a table.
async fn words(session: &mut dyn Session, table: &str) -> Result<Vec<String>, MigrateError> {
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)";
    let sql = session::scalar(session, WATCHING, sql, &[Value::text(table)]).await?;
    let sql = sql.and_then(Value::into_text).unwrap_or_default();
    Ok(crate::runner::split::words(&sql, Dialect::Sqlite))
}

fn conflict_clauses(words: &[String]) -> usize {
    words.windows(2).filter(|pair| pair[0] == "ON" && pair[1] == "CONFLICT").count()
}
