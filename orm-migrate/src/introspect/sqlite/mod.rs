//! The schema of a SQLite file.
//!
//! The pragmas tell what SQLite made of a table; what they leave out (names of checks, collations, expressions, when a foreign
//! key is checked) is read from the statement that SQLite keeps. One transaction sees one state of the file.

mod columns;
mod indexes;
mod keys;
pub(super) mod lexer;
mod statement;
mod tables;
mod triggers;
mod views;

use super::assembly::Assembly;
use super::row::rows;
use super::{LiveSchema, READING};
use crate::runner::MigrateError;
use crate::runner::session::{self, Session};

/// Tables by name.
type Tables = Assembly<String>;

/// Reads the file. There are no schemas in it.
pub(super) async fn read(session: &mut dyn Session, _schemas: &[String]) -> Result<LiveSchema, MigrateError> {
    session::run(session, READING, "BEGIN").await?;
    let live = read_snapshot(session).await;
    session::run(session, READING, "ROLLBACK").await?;
    live
}

async fn read_snapshot(session: &mut dyn Session) -> Result<LiveSchema, MigrateError> {
    let mut tables = Tables::new();
    let statements = tables::read(session, &mut tables).await?;
    columns::read(session, &statements, &mut tables).await?;
    keys::read(session, &statements, &mut tables).await?;
    indexes::read(session, &mut tables).await?;
    views::read_columns(session, &mut tables).await?;
    Ok(tables.finish(session.dialect(), None))
}
