//! What the migrations would lose of the tables that are there and that have more than the model holds.

use std::collections::BTreeSet;

use orm_schema::Dialect;

use super::MigrationReport;
use crate::cli::args::PlanArgs;
use crate::cli::database::{self, Database};
use crate::cli::failure::Failure;
use crate::config::Config;
use crate::hazard::Severity;
use crate::introspect::{dropped_view, statement_reads_all_views};
use crate::risk::{NotedHazard, StatementRisks};
use crate::runner::opaque;

/// The code of a view that stops a migration.
const BROKEN: &str = "OM308";

/// Adds what the database alone can tell to the hazards of the statements.
pub(super) fn note(
    config: &Config,
    arguments: &PlanArgs,
    migrations: &mut [MigrationReport],
) -> Result<(), Failure> {
    let statements = || migrations.iter().flat_map(|migration| &migration.risks.statements);
    let apart = || statements().flat_map(|statement| &statement.takes_apart).map(|(table, _)| table);
    let anew = || statements().flat_map(|statement| &statement.says_anew).map(|said| &said.table);
    let is_sqlite = config.dialect == Dialect::Sqlite;
    let reads_all_views = |statement: &StatementRisks| is_sqlite && statement_reads_all_views(&statement.sql);
    if apart().chain(anew()).next().is_none() && !statements().any(reads_all_views) {
        return Ok(());
    }
    let schemas: BTreeSet<&String> =
        apart().chain(anew()).filter_map(|table| table.schema.as_ref()).collect();
    let schemas: Vec<String> = schemas.into_iter().cloned().collect();
    let live = database::runtime()?.block_on(async {
        let database = Database::new(config, &arguments.target)?;
        database.schema(&schemas).await.map_err(|error| database::failure(config, error))
    })?;
    let mut broken: Vec<&str> = live.broken_views().collect();
    for statement in migrations.iter_mut().flat_map(|migration| &mut migration.risks.statements) {
        let losses = opaque::losses(&live, statement);
        statement.lossy |= !losses.is_empty();
        statement.hazards.extend(losses.into_iter().map(|message| NotedHazard {
            code: opaque::CODE.to_owned(),
            severity: Severity::Error,
            message,
        }));
        if reads_all_views(statement) {
            // Said once: it stops the migration there.
            statement.hazards.extend(broken.drain(..).map(|view| NotedHazard {
                code: BROKEN.to_owned(),
                severity: Severity::Error,
                message: opaque::broken_view(view),
            }));
        }
        let dropped = dropped_view(&statement.sql);
        broken.retain(|view| dropped.as_deref() != Some(*view));
    }
    Ok(())
}
