//! Compares the migrations at hand with the history of a database. Pure.

use super::error::MigrateError;
use super::history::{HistoryRow, State};
use super::migrations::{Migration, Migrations, file_name};

/// What is to be done.
#[derive(Debug)]
pub(crate) struct Plan<'m> {
    /// The migrations to apply, in order.
    pub pending: Vec<&'m Migration>,
    /// Files that the database has and that are newer than all we know.
    pub newer: Vec<String>,
    /// Versions that failed before anything was applied, and whose file is gone.
    pub forgotten: Vec<String>,
}

/// Lists what is to be done, up to `target`; refuses a history that does not match the files.
pub(crate) fn plan<'m>(
    migrations: &'m Migrations,
    history: &[HistoryRow],
    target: Option<&str>,
) -> Result<Plan<'m>, MigrateError> {
    if let Some(version) = target
        && migrations.get(version).is_none()
    {
        return Err(MigrateError::UnknownVersion { version: version.to_owned() });
    }
    let mut newer = Vec::new();
    let mut forgotten = Vec::new();
    for row in history {
        if row.state == State::Reverting {
            return Err(MigrateError::HalfReverted { file: row.file_name() });
        }
        match migrations.get(&row.version) {
            Some(migration) => unchanged(migration, row)?,
            None if is_newer(migrations, row) => newer.push(row.file_name()),
            None if row.state != State::Applied && row.statements_started == 0 => {
                forgotten.push(row.version.clone());
            }
            None => return Err(MigrateError::Missing { file: row.file_name() }),
        }
    }
    let pending: Vec<&Migration> = migrations
        .iter()
        .filter(|migration| target.is_none_or(|target| migration.version.as_ref() <= target))
        .filter(|migration| !is_applied(history, &migration.version))
        .collect();
    if let (Some(first), Some(last)) = (pending.first(), last_applied(history))
        && first.version.as_ref() < last.version.as_str()
    {
        return Err(MigrateError::OutOfOrder { file: first.file_name(), last_applied: last.file_name() });
    }
    Ok(Plan { pending, newer, forgotten })
}

/// The newest migration that is applied.
pub(crate) fn last_applied(history: &[HistoryRow]) -> Option<&HistoryRow> {
    history.iter().rfind(|row| row.state == State::Applied)
}

/// Was `row` written by a program that knows more migrations than this one?
pub(crate) fn is_newer(migrations: &Migrations, row: &HistoryRow) -> bool {
    row.state == State::Applied
        && migrations.last().is_some_and(|last| last.version.as_ref() < row.version.as_str())
}

fn is_applied(history: &[HistoryRow], version: &str) -> bool {
    history.iter().any(|row| row.version == version && row.state == State::Applied)
}

pub(super) fn unchanged(migration: &Migration, row: &HistoryRow) -> Result<(), MigrateError> {
    let found = migration.checksum.to_string();
    if matches!(row.state, State::Applied | State::Reverting) && row.checksum != found {
        return Err(MigrateError::Edited {
            file: migration.file_name(),
            recorded: row.checksum.clone(),
            found,
        });
    }
    Ok(())
}

impl HistoryRow {
    /// The name that the file of this row has or had.
    pub(crate) fn file_name(&self) -> String {
        file_name(&self.version, &self.name)
    }
}

#[cfg(test)]
mod tests {
    use orm_schema::Dialect;

    use super::*;
    use crate::checksum::Checksum;
    use crate::runner::split;

    fn migrations(versions: &[&'static str]) -> Migrations {
        Migrations::new(
            versions.iter().map(|version| Migration::new(*version, "x", format!("select {version};"))),
        )
        .expect("all versions differ")
    }

    fn applied(versions: &[&'static str]) -> Vec<HistoryRow> {
        let row = |migration: &Migration| {
            let script = split::script(&migration.sql, Dialect::Sqlite).expect("one statement");
            HistoryRow::new(migration, &script).finished(Checksum::ZERO, std::time::Duration::ZERO)
        };
        migrations(versions).iter().map(row).collect()
    }

    fn pending(
        files: &[&'static str],
        history: &[HistoryRow],
        target: Option<&str>,
    ) -> Result<Vec<String>, String> {
        let migrations = migrations(files);
        let plan = plan(&migrations, history, target).map_err(|error| error.to_string())?;
        Ok(plan.pending.iter().map(|migration| migration.version.to_string()).collect())
    }

    #[test]
    fn what_is_not_applied_is_pending_up_to_the_target() {
        assert_eq!(
            pending(&["1", "2", "3"], &applied(&["1"]), None),
            Ok(vec!["2".to_owned(), "3".to_owned()])
        );
        assert_eq!(pending(&["1", "2", "3"], &applied(&["1"]), Some("2")), Ok(vec!["2".to_owned()]));
        assert_eq!(pending(&["1"], &[], Some("7")), Err("there is no migration of version `7`".to_owned()));
    }

    #[test]
    fn a_missing_file_is_named() {
        assert_eq!(
            pending(&["1", "3"], &applied(&["1", "2"]), None),
            Err("`2_x.sql` has been applied to the database, but the file is missing".to_owned())
        );
    }

    #[test]
    fn an_older_file_is_refused() {
        assert_eq!(
            pending(&["1", "2", "3"], &applied(&["1", "3"]), None),
            Err("`2_x.sql` is older than `3_x.sql`, which has already been applied".to_owned())
        );
    }

    #[test]
    fn an_edited_file_is_refused() {
        let mut history = applied(&["1"]);
        history[0].checksum = Checksum::of("other").to_string();
        assert_eq!(
            pending(&["1"], &history, None),
            Err("`1_x.sql` was edited after it had been applied".to_owned())
        );
    }

    #[test]
    fn a_database_that_is_ahead_is_no_error() {
        let known = migrations(&["1"]);
        let plan = plan(&known, &applied(&["1", "2"]), None).expect("nothing is wrong");
        assert_eq!((plan.pending.len(), plan.newer), (0, vec!["2_x.sql".to_owned()]));
    }
}
