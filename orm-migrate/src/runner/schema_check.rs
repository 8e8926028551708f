//! Compares the schema that a program was compiled with with the one that its database was migrated to.

use super::error::MigrateError;
use super::history::{self, HistoryRow, State};
use super::plan::last_applied;
use super::report::SchemaState;
use super::session::Target;

/// Compares `hash`, the hash of the compiled-in schema, with the one that the last applied migration recorded. Reads the
/// history table and nothing else, so that it is cheap enough for every start of a program.
///
/// # Errors
/// The errors of a connection; a schema that differs is no error but a [`SchemaState`].
pub async fn check_schema<T: Target>(pool: &T, hash: &str) -> Result<SchemaState, MigrateError> {
    let rows = history::read(pool).await?;
    Ok(compare(&rows, hash))
}

fn compare(rows: &[HistoryRow], hash: &str) -> SchemaState {
    // A migration written by hand records no schema and leaves the one before it in force.
    let mut leading = rows.iter().filter(|row| row.state == State::Applied && row.model_to.is_some()).rev();
    let leads_here = |row: &&HistoryRow| row.model_to.as_deref() == Some(hash);
    let last = last_applied(rows).map(HistoryRow::file_name);
    if leading.clone().next().as_ref().is_some_and(leads_here) {
        return SchemaState::Current;
    }
    match (leading.find(leads_here), last) {
        (Some(row), Some(last_applied)) => SchemaState::Ahead { known: row.file_name(), last_applied },
        (_, last_applied) => SchemaState::Behind { last_applied },
    }
}
