//! Triggers and indexes, which vanish with their table.

use super::{RebuildProblem, WATCHING};
use crate::runner::error::MigrateError;
use crate::runner::session::{self, Session, Value};

/// A trigger or an index as it stood on a table before its rebuild.
pub(super) struct SavedObject {
    kind: String,
    name: String,
    table: String,
    sql: String,
}

impl SavedObject {
    /// Everything that stands on `table`. An index without SQL belongs to a constraint and comes back with it.
    pub(super) async fn of_table(session: &mut dyn Session, table: &str) -> Result<Vec<Self>, MigrateError> {
        let sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema \
                   WHERE type IN ('trigger', 'index') AND sql IS NOT NULL AND lower(tbl_name) = lower(?) ORDER BY rowid";
        let rows = session
            .query(sql, &[Value::text(table)])
            .await
            .map_err(|error| session.failure(WATCHING, error))?;
        let object = |row: Vec<Value>| {
            let mut texts = row.into_iter().map(|value| value.into_text().unwrap_or_default());
            let mut next = || texts.next().unwrap_or_default();
            Self { kind: next(), name: next(), table: next(), sql: next() }
        };
        Ok(rows.into_iter().map(object).collect())
    }

    /// Creates the object again, unless the migration has done so or has dropped the table for good.
    pub(super) async fn restore(
        self,
        session: &mut dyn Session,
    ) -> Result<Result<(), RebuildProblem>, MigrateError> {
        let is_there = exists(session, &self.kind, &self.name).await?;
        if is_there || !exists(session, "table", &self.table).await? {
            return Ok(Ok(()));
        }
        let Err(error) = session.run(&self.sql).await else {
            return Ok(Ok(()));
        };
        let message = session::message(&error);
        Ok(Err(RebuildProblem::NotRestored { kind: self.kind, name: self.name, table: self.table, message }))
    }
}

async fn exists(session: &mut dyn Session, kind: &str, name: &str) -> Result<bool, MigrateError> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = ? AND lower(name) = lower(?)";
    let found = session::scalar(session, WATCHING, sql, &[Value::text(kind), Value::text(name)]).await?;
    Ok(found.is_some())
}
