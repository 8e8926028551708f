//! The tables that others are at work on, and how large they are.

use std::collections::BTreeSet;

use orm_schema::model::ObjectName;
use serde::Serialize;

use super::MigrationReport;
use crate::cli::args::PlanArgs;
use crate::cli::database::{self, Database};
use crate::cli::failure::Failure;
use crate::config::Config;

/// A table of the database.
#[derive(Serialize)]
pub(super) struct TableReport {
    pub(super) table: String,
    /// Counted on SQLite, estimated elsewhere.
    pub(super) rows: Option<i64>,
    pub(super) bytes: Option<i64>,
}

/// The sizes of all tables that the statements lock.
pub(super) fn read(
    config: &Config,
    arguments: &PlanArgs,
    migrations: &[MigrationReport],
) -> Result<Vec<TableReport>, Failure> {
    let statements = migrations.iter().flat_map(|migration| &migration.risks.statements);
    let names: BTreeSet<&str> =
        statements.flat_map(|statement| &statement.locks).map(|lock| lock.table.as_str()).collect();
    let tables: Vec<ObjectName> = names.iter().map(|name| named(name)).collect();
    let sizes = database::runtime()?.block_on(async {
        let database = Database::new(config, &arguments.target)?;
        database.sizes(&tables).await.map_err(|error| database::failure(config, error))
    })?;
    let known = tables.iter().zip(sizes).filter_map(|(table, size)| {
        let size = size?;
        Some(TableReport { table: table.to_string(), rows: size.rows, bytes: size.bytes })
    });
    Ok(known.collect())
}

/// The table that `schema.name` stands for.
pub(super) fn named(name: &str) -> ObjectName {
    match name.split_once('.') {
        Some((schema, name)) => ObjectName { schema: Some(schema.to_owned()), name: name.to_owned() },
        None => ObjectName::new(name),
    }
}
