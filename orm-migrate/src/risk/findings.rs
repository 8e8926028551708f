//! What is to say about a statement that a person wrote: the same, under the same codes, as of one of ours.

use orm_schema::Dialect;

use super::migration::NotedHazard;
use super::{Action, ActionKind};
use crate::hazard::Severity;

/// What an action may do, unless it is `said` already. What may fail on rows is said of statements that are all a person's own and may
/// meet rows: above others stands what may happen.
pub(super) fn of(
    action: &Action,
    dialect: Dialect,
    said: &[NotedHazard],
    may_meet_rows: bool,
) -> Option<NotedHazard> {
    let found = lost(action, dialect).or_else(|| failing(action).filter(|_| may_meet_rows));
    let (code, severity, message) = found?;
    let is_said = said.iter().any(|hazard| hazard.code == code);
    (!is_said).then(|| NotedHazard { code: code.to_owned(), severity, message })
}

type Found = (&'static str, Severity, String);

fn table(action: &Action) -> String {
    action.table.as_ref().map_or_else(|| "a table".to_owned(), |table| format!("`{table}`"))
}

/// What loses something, or cannot be judged.
fn lost(action: &Action, dialect: Dialect) -> Option<Found> {
    let table = table(action);
    let error = |code, message: String| Some((code, Severity::Error, message));
    match action.kind {
        ActionKind::DropTable => error("OM101", format!("drops table {table} and its rows")),
        ActionKind::DropColumn => error("OM102", format!("drops a column of {table} and its data")),
        ActionKind::DropPartition => error("OM101", format!("drops a partition of {table} and its rows")),
        ActionKind::DropDependents => {
            error("OM103", "drops what depends on it as well, with its rows or its data".to_owned())
        }
        ActionKind::DeleteRows | ActionKind::Truncate => error("OM104", format!("deletes rows of {table}")),
        ActionKind::AddRequiredColumn => {
            let what = match dialect {
                Dialect::Postgres | Dialect::Sqlite => ", and fails if there are rows",
                Dialect::Mysql => ": rows that are there get 0 or ''",
            };
            error("OM301", format!("adds a column NOT NULL without a default to {table}{what}"))
        }
        ActionKind::Unknown => {
            Some(("OM601", Severity::Info, "is not understood: what it locks is not known".to_owned()))
        }
        _ => None,
    }
}

/// What may fail because of a row that is there.
fn failing(action: &Action) -> Option<Found> {
    let table = table(action);
    let (code, severity, message) = match action.kind {
        ActionKind::SetType if action.converts => (
            "OM205",
            Severity::Error,
            format!(
                "changes the type of a column of {table}, and loses or refuses values that do not fit it"
            ),
        ),
        ActionKind::SetNotNull => (
            "OM302",
            Severity::Error,
            format!("makes a column of {table} NOT NULL, and fails on rows where it is NULL"),
        ),
        ActionKind::AddPrimaryKey => (
            "OM306",
            Severity::Error,
            format!("adds a primary key to {table}, and fails on NULLs and duplicates"),
        ),
        ActionKind::AddExclusion => (
            "OM409",
            Severity::Error,
            format!("adds an exclusion constraint to {table}, and fails on rows that exclude each other"),
        ),
        ActionKind::AddUnique | ActionKind::CreateUniqueIndex | ActionKind::CreateUniqueIndexConcurrently => {
            (
                "OM303",
                Severity::Warning,
                format!("lets no two rows of {table} be alike, and fails on duplicates"),
            )
        }
        ActionKind::AddCheck | ActionKind::ValidateConstraint => (
            "OM304",
            Severity::Warning,
            format!("checks the rows of {table}, and fails on those that break the constraint"),
        ),
        ActionKind::ScanPartition | ActionKind::Repartition => {
            ("OM304", Severity::Warning, format!("fails on rows of {table} that have no place then"))
        }
        ActionKind::CheckDomain => (
            "OM426",
            Severity::Warning,
            "checks all values of a domain in every table, and fails on those that break it".to_owned(),
        ),
        ActionKind::AddForeignKey => (
            "OM305",
            Severity::Warning,
            format!("makes {table} refer to another table, and fails on rows that refer to nothing"),
        ),
        _ => return None,
    };
    Some((code, severity, message))
}
