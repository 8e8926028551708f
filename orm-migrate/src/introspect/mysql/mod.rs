//! The schema of a MySQL or MariaDB database.
//!
//! From `information_schema`, which shows a user what it has any right on, and reflects the moment of each query: `snapshot` looks
//! whether all have seen the same, and everything is read again if not.

mod checks;
mod columns;
mod indexes;
mod keys;
mod objects;
mod others;
mod partitions;
mod snapshot;
mod tables;
mod types;
mod views;

use orm_schema::model::ObjectName;

use super::assembly::Assembly;
use super::row::{Row, rows};
use super::{LiveSchema, READING};
use crate::runner::MigrateError;
use crate::runner::session::{self, Session, Value};

/// Tables by schema and name.
type Tables = Assembly<(String, String)>;

/// What the queries look at.
struct Scope {
    schemas: Vec<Value>,
    default_schema: String,
    is_mariadb: bool,
}

impl Scope {
    /// A name as the model says it: without the database of the connection.
    fn object(&self, schema: String, name: String) -> ObjectName {
        ObjectName { schema: (schema != self.default_schema).then_some(schema), name }
    }

    /// The rows of a query. Every `{schemas}` in it stands for the list of schemas.
    async fn rows(&self, session: &mut dyn Session, sql: &str) -> Result<Vec<Row>, MigrateError> {
        let marks = vec!["?"; self.schemas.len()].join(", ");
        let values = sql.matches("{schemas}").flat_map(|_| self.schemas.clone()).collect::<Vec<_>>();
        rows(session, &sql.replace("{schemas}", &marks), &values).await
    }
}

/// Reads the database of the connection and `schemas`.
pub(super) async fn read(session: &mut dyn Session, schemas: &[String]) -> Result<LiveSchema, MigrateError> {
    let sql = "SELECT CAST(database() AS CHAR), CAST(version() AS CHAR)";
    let mut connection = rows(session, sql, &[]).await?;
    let (default_schema, version) = match connection.first_mut() {
        Some(row) => (row.optional().ok_or(MigrateError::NoSchema)?, row.text()),
        None => return Err(MigrateError::NoSchema),
    };
    let is_mariadb = version.contains("MariaDB");
    if !is_mariadb {
        // Answers may be a day old otherwise.
        session::run(session, READING, "SET SESSION information_schema_stats_expiry = 0").await?;
    }
    let schemas = schemas.iter().chain([&default_schema]).map(Value::text).collect();
    let scope = Scope { schemas, default_schema, is_mariadb };

    let mut seen = snapshot::fingerprint(session, &scope).await?;
    for _ in 0..snapshot::READINGS {
        let live = read_once(session, &scope).await?;
        let before = std::mem::replace(&mut seen, snapshot::fingerprint(session, &scope).await?);
        if before == seen {
            return Ok(live);
        }
    }
    Err(MigrateError::Unsettled { readings: snapshot::READINGS })
}

async fn read_once(session: &mut dyn Session, scope: &Scope) -> Result<LiveSchema, MigrateError> {
    let mut tables = Tables::new();
    tables::read(session, scope, &mut tables).await?;
    views::read(session, scope, &mut tables).await?;
    let checks = checks::all(session, scope).await?;
    columns::read(session, scope, &checks, &mut tables).await?;
    indexes::read(session, scope, &mut tables).await?;
    keys::read(session, scope, &mut tables).await?;
    checks::add(checks, &mut tables);
    partitions::read(session, scope, &mut tables).await?;
    objects::read(session, scope, &mut tables).await?;
    others::read(session, scope, &mut tables).await?;
    snapshot::note_hidden(session, scope, &mut tables).await?;
    Ok(tables.finish(session.dialect(), Some(scope.default_schema.clone())))
}

/// The key of a row that begins with a schema and a table.
fn key(row: &mut Row) -> (String, String) {
    (row.text(), row.text())
}
