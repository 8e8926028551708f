//! What the migrations would lose of the tables that are there and that have more than the model holds.

use std::collections::BTreeSet;

use orm_schema::Dialect;
use orm_schema::model::ObjectName;

use super::MigrationReport;
use super::tables::named;
use crate::cli::args::PlanArgs;
use crate::cli::database::{self, Database};
use crate::cli::failure::Failure;
use crate::cli::opaque;
use crate::config::Config;
use crate::diff::mentions_column;
use crate::hazard::Severity;
use crate::introspect::LiveSchema;
use crate::risk::{NotedHazard, StatementRisks};

/// Adds what the database alone can tell to the hazards of the statements.
pub(super) fn note(
    config: &Config,
    arguments: &PlanArgs,
    migrations: &mut [MigrationReport],
) -> Result<(), Failure> {
    let statements = || migrations.iter().flat_map(|migration| &migration.risks.statements);
    if statements().all(|statement| statement.takes_apart.is_empty() && !says_anew(config.dialect, statement))
    {
        return Ok(());
    }
    let tables: Vec<ObjectName> = statements()
        .flat_map(|statement| {
            let apart = statement.takes_apart.iter().map(|(table, _)| table.clone());
            apart.chain(statement.locks.iter().map(|lock| named(&lock.table)))
        })
        .collect();
    let schemas: BTreeSet<&String> = tables.iter().filter_map(|table| table.schema.as_ref()).collect();
    let schemas: Vec<String> = schemas.into_iter().cloned().collect();
    let live = database::runtime()?.block_on(async {
        let database = Database::new(config, &arguments.target)?;
        database.schema(&schemas).await.map_err(|error| database::failure(config, error))
    })?;
    for statement in migrations.iter_mut().flat_map(|migration| &mut migration.risks.statements) {
        let losses = losses(&live, statement);
        statement.lossy |= !losses.is_empty();
        statement.hazards.extend(losses.into_iter().map(|message| NotedHazard {
            code: opaque::CODE.to_owned(),
            severity: Severity::Error,
            message,
        }));
    }
    Ok(())
}

fn losses(live: &LiveSchema, statement: &StatementRisks) -> Vec<String> {
    let apart = statement.takes_apart.iter().filter_map(|(table, how)| opaque::loss(live, table, *how));
    let mut losses: Vec<String> = apart.collect();
    if says_anew(live.dialect, statement) {
        let is_named = |column: &str| mentions_column(&statement.sql, column);
        let tables = statement.locks.iter().map(|lock| named(&lock.table));
        losses.extend(tables.filter_map(|table| opaque::loss_of_column(live, &table, is_named)));
    }
    losses
}

/// Does the statement say columns anew? What it does not say of them is then gone.
fn says_anew(dialect: Dialect, statement: &StatementRisks) -> bool {
    dialect == Dialect::Mysql && ["MODIFY", "CHANGE"].iter().any(|word| mentions_column(&statement.sql, word))
}
