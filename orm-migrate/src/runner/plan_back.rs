//! Which migrations are taken back, and whether that can be done. Pure.

use std::borrow::Cow;

use orm_schema::Dialect;

use super::apply::{Back, Prepared, chain};
use super::error::MigrateError;
use super::history::{HistoryRow, State};
use super::migrations::{Migration, Migrations};
use super::plan::{is_newer, unchanged};
use super::split;

/// The version before the first: everything is taken back.
const NOTHING: &str = "0";

/// A file of the folder `down`, and what is taken back with it.
pub(crate) struct WayBack {
    /// The file as a migration.
    file: Migration,
    row: HistoryRow,
    /// The row as it was before the first run that began to take it back.
    applied: HistoryRow,
    versions: Vec<String>,
}

impl WayBack {
    /// The row of the history, if a run before this one has begun.
    pub(crate) fn begun(&self) -> Option<&HistoryRow> {
        Some(&self.row).filter(|row| row.state == State::Reverting)
    }

    /// Reads the file.
    pub(crate) fn prepared(&self, dialect: Dialect) -> Result<Prepared<'_>, MigrateError> {
        let file = format!("down/{}.sql", self.file.version);
        let script = split::script(&self.file.sql, dialect)
            .map_err(|problem| MigrateError::InvalidFile { file: file.clone(), problem })?;
        let back = Back { row: self.applied.clone(), versions: self.versions.clone() };
        Ok(Prepared { migration: &self.file, script, file, back: Some(back) })
    }
}

/// What takes back all that is newer than `target`, newest first; without a target, the newest alone.
pub(crate) fn ways_back(
    migrations: &Migrations,
    history: &[HistoryRow],
    target: Option<&str>,
    dialect: Dialect,
) -> Result<Vec<WayBack>, MigrateError> {
    if let Some(version) = target
        && version != NOTHING
        && migrations.get(version).is_none()
    {
        return Err(MigrateError::UnknownVersion { version: version.to_owned() });
    }
    let mut ways: Vec<WayBack> = Vec::new();
    for row in history.iter().rev() {
        let is_begun = matches!(row.state, State::Applied | State::Reverting);
        if !is_begun {
            // One that failed before its first statement has left nothing.
            if row.statements_started == 0 {
                continue;
            }
            return Err(MigrateError::HalfApplied { file: row.file_name() });
        }
        let is_taken = ways.last().is_some_and(|way| way.versions.contains(&row.version));
        let is_asked = match target {
            Some(target) => row.version.as_str() > target,
            None => ways.is_empty(),
        };
        let is_open = row.state == State::Reverting;
        if is_taken || !(is_asked || is_open) {
            continue;
        }
        match migrations.get(&row.version) {
            Some(migration) => {
                unchanged(migration, row)?;
                ways.push(way_back(migration, row, history, target, dialect)?);
            }
            None if is_newer(migrations, row) => {
                return Err(MigrateError::DatabaseAhead { file: row.file_name() });
            }
            None => return Err(MigrateError::Missing { file: row.file_name() }),
        }
    }
    Ok(ways)
}

fn way_back(
    migration: &Migration,
    row: &HistoryRow,
    history: &[HistoryRow],
    target: Option<&str>,
    dialect: Dialect,
) -> Result<WayBack, MigrateError> {
    let closed = |reason: String| MigrateError::NoWayBack { file: migration.file_name(), reason };
    let Some(down) = &migration.down else {
        let file = format!("down/{}.sql", migration.version);
        return Err(closed(format!("there is no `{file}`, or it is a part of the migration behind it")));
    };
    let script = split::script(down, dialect).map_err(|problem| MigrateError::InvalidFile {
        file: format!("down/{}.sql", migration.version),
        problem,
    })?;
    if let Some(reason) = script.header.irreversible {
        return Err(closed(reason));
    }
    let first = script.header.reverts.unwrap_or_else(|| row.version.clone());
    let versions: Vec<String> = history
        .iter()
        .map(|row| row.version.clone())
        .filter(|version| *version >= first && *version <= row.version)
        .collect();
    if let Some(target) = target.filter(|target| *target >= first.as_str()) {
        return Err(closed(format!(
            "it goes together with `{first}`, which is to stay because of `{target}`"
        )));
    }
    let applied = applied(migration, row, dialect)?;
    let file = Migration::new(migration.version.clone(), "", Cow::Owned(down.to_string()));
    let file = Migration { name: migration.name.clone(), ..file };
    Ok(WayBack { file, row: row.clone(), applied, versions })
}

/// The counts of a row that is being taken back are those of the way back; its own come from the file, which is unchanged.
fn applied(migration: &Migration, row: &HistoryRow, dialect: Dialect) -> Result<HistoryRow, MigrateError> {
    if row.state != State::Reverting {
        return Ok(row.clone());
    }
    let prepared = Prepared::new(migration, dialect)?;
    Ok(row.clone().kept(&prepared.script, chain(&prepared.script.statements)))
}
