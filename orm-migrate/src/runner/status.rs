//! Where a database stands, without changing anything.

use super::error::MigrateError;
use super::history::{self, HistoryRow, State};
use super::migrations::{Migration, Migrations};
use super::plan::{is_newer, last_applied};
use super::report::{MigrationState, MigrationStatus, Status};
use super::session::Target;

/// Lists all migrations of the files and of the database behind `pool`, with where each stands. Changes nothing, takes no lock.
///
/// # Errors
/// The errors of a connection; a history that does not match is no error but a state.
pub async fn status<T: Target>(pool: &T, migrations: &Migrations) -> Result<Status, MigrateError> {
    let rows = history::read(pool).await?;
    Ok(compare(migrations, &rows))
}

fn compare(migrations: &Migrations, rows: &[HistoryRow]) -> Status {
    let last = last_applied(rows).map(|row| row.version.as_str());
    let mut lines: Vec<MigrationStatus> = migrations
        .iter()
        .map(|migration| {
            let row = rows.iter().find(|row| row.version == migration.version);
            line(&migration.version, &migration.name, row, state(migration, row, last))
        })
        .collect();
    for row in rows.iter().filter(|row| migrations.get(&row.version).is_none()) {
        let state = if is_newer(migrations, row) { MigrationState::Newer } else { MigrationState::Missing };
        lines.push(line(&row.version, &row.name, Some(row), state));
    }
    lines.sort_by(|a, b| a.version.cmp(&b.version));
    Status { migrations: lines }
}

fn line(version: &str, name: &str, row: Option<&HistoryRow>, state: MigrationState) -> MigrationStatus {
    MigrationStatus {
        version: version.to_owned(),
        name: name.to_owned(),
        state,
        finished_at: row.and_then(|row| row.finished_at.clone()),
        error: row.and_then(|row| row.error.clone()),
    }
}

fn state(migration: &Migration, row: Option<&HistoryRow>, last: Option<&str>) -> MigrationState {
    let Some(row) = row else {
        let is_late = last.is_some_and(|last| migration.version.as_ref() < last);
        return if is_late { MigrationState::OutOfOrder } else { MigrationState::Pending };
    };
    let (done, total) = (row.done(), usize::try_from(row.statements_total).unwrap_or_default());
    match row.state {
        State::Applied if row.checksum == migration.checksum.to_string() => MigrationState::Applied,
        State::Applied => MigrationState::Edited,
        State::Running => MigrationState::Partial { done, total },
        State::Failed => MigrationState::Failed { done, total },
        State::Reverting => MigrationState::Reverting { done, total },
    }
}
