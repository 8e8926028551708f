//! Foreign keys around a rebuild: not enforced while a table is missing, checked before the commit.

use std::collections::BTreeMap;

use super::WATCHING;
use crate::runner::error::MigrateError;
use crate::runner::session::{self, Session, Value};

/// Whether the connection enforced foreign keys before they were turned off.
pub(crate) struct ForeignKeys {
    was_on: bool,
}

impl ForeignKeys {
    /// Turns enforcement off. Must run outside of a transaction: inside, SQLite ignores the pragma, and dropping a parent would
    /// delete the children.
    pub(crate) async fn off(session: &mut dyn Session) -> Result<Self, MigrateError> {
        let was_on = is_on(session).await?;
        session::run(session, WATCHING, "PRAGMA foreign_keys = OFF").await?;
        if is_on(session).await? {
            let source =
                sqlx::Error::Protocol("foreign keys stay enforced: a transaction is open".to_owned());
            return Err(MigrateError::Database { action: WATCHING, source });
        }
        Ok(Self { was_on })
    }

    /// Leaves the connection as it was.
    pub(crate) async fn restore(self, session: &mut dyn Session) -> Result<(), MigrateError> {
        session::run(session, WATCHING, "PRAGMA legacy_alter_table = OFF").await?;
        if self.was_on {
            session::run(session, WATCHING, "PRAGMA foreign_keys = ON").await?;
        }
        Ok(())
    }
}

async fn is_on(session: &mut dyn Session) -> Result<bool, MigrateError> {
    let value = session::scalar(session, WATCHING, "PRAGMA foreign_keys", &[]).await?;
    Ok(value.and_then(|value| value.as_int()) == Some(1))
}

/// Rows that refer to nothing. Databases that have been used without enforcement often have some; only new ones count.
pub(super) struct Violations {
    /// How often a row of a table (by its rowid, where it has one) violates a key to a parent.
    counts: BTreeMap<(String, Option<i64>, String), usize>,
}

impl Violations {
    /// SQLite cannot check a key whose parent has no unique index over the columns. A schema with such a key has no countable
    /// violations, before and after.
    pub(super) async fn read(session: &mut dyn Session) -> Result<Self, MigrateError> {
        let mut counts = BTreeMap::new();
        let rows = match session.query("PRAGMA foreign_key_check", &[]).await {
            Ok(rows) => rows,
            Err(error) if session::message(&error).contains("foreign key mismatch") => Vec::new(),
            Err(error) => return Err(session.failure(WATCHING, error)),
        };
        for row in rows {
            let mut values = row.into_iter();
            let mut next = || values.next().unwrap_or(Value::Text(None));
            let table = next().into_text().unwrap_or_default();
            let rowid = next().as_int();
            let parent = next().into_text().unwrap_or_default();
            *counts.entry((table, rowid, parent)).or_default() += 1;
        }
        Ok(Self { counts })
    }

    /// The violations that `before` does not have, at most ten of them.
    pub(super) fn new_since(&self, before: &Self) -> Option<Vec<String>> {
        let new: Vec<String> = self
            .counts
            .iter()
            .filter(|(key, count)| before.counts.get(key).copied().unwrap_or_default() < **count)
            .take(10)
            .map(|((table, rowid, parent), _)| match rowid {
                Some(rowid) => format!("`{table}` row {rowid} → `{parent}`"),
                None => format!("`{table}` → `{parent}`"),
            })
            .collect();
        (!new.is_empty()).then_some(new)
    }
}
