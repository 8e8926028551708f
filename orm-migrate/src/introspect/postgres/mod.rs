//! The schema of a PostgreSQL database, versions 13 to 18.
//!
//! From `pg_catalog` alone: `information_schema` hides what a user has no rights on. All queries run in one read-only
//! transaction on one snapshot. What belongs to an extension is the extension's business and is left out.

mod columns;
mod constraints;
mod exclusions;
mod indexes;
pub(super) mod objects;
mod others;
mod policies;
pub(super) mod routines;
mod tables;
mod types;
mod views;

use orm_schema::model::ObjectName;

use super::assembly::Assembly;
use super::row::{Row, rows};
use super::{LiveSchema, READING};
use crate::runner::MigrateError;
use crate::runner::session::{self, Session, Value};

/// Prints of constants must not depend on the settings of the user. <https://www.postgresql.org/docs/17/runtime-config-client.html>
const SETTINGS: [&str; 4] = [
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL extra_float_digits = 3",
];

/// Tables by oid.
type Tables = Assembly<i64>;

/// What the queries look at.
struct Scope {
    /// The names of the schemas, as JSON.
    schemas: [Value; 1],
    default_schema: String,
}

impl Scope {
    /// A name as the model says it: without the schema that is looked up first.
    fn object(&self, schema: String, name: String) -> ObjectName {
        ObjectName { schema: (schema != self.default_schema).then_some(schema), name }
    }

    /// The rows of a query with one parameter, the schemas.
    async fn rows(&self, session: &mut dyn Session, sql: &str) -> Result<Vec<Row>, MigrateError> {
        rows(session, sql, &self.schemas).await
    }
}

/// Reads the default schema and `schemas`.
pub(super) async fn read(session: &mut dyn Session, schemas: &[String]) -> Result<LiveSchema, MigrateError> {
    session::run(session, READING, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let live = read_snapshot(session, schemas).await;
    session::run(session, READING, "ROLLBACK").await?;
    live
}

async fn read_snapshot(session: &mut dyn Session, schemas: &[String]) -> Result<LiveSchema, MigrateError> {
    for setting in SETTINGS {
        session::run(session, READING, setting).await?;
    }
    let default = session::scalar(session, READING, "SELECT current_schema()::text", &[]).await?;
    let default_schema = default.and_then(Value::into_text).ok_or(MigrateError::NoSchema)?;
    let all: Vec<&String> = schemas.iter().chain([&default_schema]).collect();
    let all = serde_json::to_string(&all).unwrap_or_default();
    let scope = Scope { schemas: [Value::text(all)], default_schema };

    let mut tables = Tables::new();
    tables::read(session, &scope, &mut tables).await?;
    views::read(session, &scope, &mut tables).await?;
    types::read(session, &scope, &mut tables).await?;
    columns::read(session, &scope, &mut tables).await?;
    constraints::read(session, &scope, &mut tables).await?;
    exclusions::read(session, &scope, &mut tables).await?;
    indexes::read(session, &scope, &mut tables).await?;
    policies::read(session, &scope, &mut tables).await?;
    objects::read(session, &scope, &mut tables).await?;
    others::read(session, &scope, &mut tables).await?;
    Ok(tables.finish(session.dialect(), Some(scope.default_schema)))
}
