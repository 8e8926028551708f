//! Views over a rebuilt table: those that worked must go on working.

use orm_schema::{Dialect, ident};

use super::{RebuildProblem, WATCHING};
use crate::runner::error::MigrateError;
use crate::runner::session::{self, Session, Value};

/// The views that can be read.
pub(super) async fn working(session: &mut dyn Session) -> Result<Vec<String>, MigrateError> {
    let mut working = Vec::new();
    for view in all(session).await? {
        if probe(session, &view).await.is_ok() {
            working.push(view);
        }
    }
    Ok(working)
}

/// Finds a view that could be read before and cannot be read any more. One that the migration has dropped is no such.
pub(super) async fn check(
    session: &mut dyn Session,
    worked: &[String],
) -> Result<Result<(), RebuildProblem>, MigrateError> {
    for view in all(session).await? {
        if !worked.contains(&view) {
            continue;
        }
        if let Err(error) = probe(session, &view).await {
            return Ok(Err(RebuildProblem::BrokenView { view, message: session::message(&error) }));
        }
    }
    Ok(Ok(()))
}

async fn all(session: &mut dyn Session) -> Result<Vec<String>, MigrateError> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name";
    let rows = session.query(sql, &[]).await.map_err(|error| session.failure(WATCHING, error))?;
    Ok(rows.into_iter().flatten().filter_map(Value::into_text).collect())
}

/// Preparing the statement resolves every name in the view.
async fn probe(session: &mut dyn Session, view: &str) -> sqlx::Result<()> {
    let sql = format!("SELECT * FROM {} LIMIT 0", ident::quoted(Dialect::Sqlite, view));
    session.query(&sql, &[]).await.map(drop)
}
