//! Looks, before the first statement, for what a migration would lose without a word: somebody gave a table more than structs can
//! declare, and a statement drops the table, or says one of its columns anew.
//!
//! A table that SQLite copies is judged when the copy is there ([`rebuild`](super::rebuild)): it may have been given what the model lacks.

use orm_schema::{Pair, SchemaDef};

use super::apply::Prepared;
use super::error::MigrateError;
use super::opaque;
use super::session::Session;
use crate::introspect;
use crate::risk::{self, StatementRisks, TakenApart};

/// A migration, and how many of its statements are done.
pub(super) struct Pending<'p, 'm> {
    pub(super) prepared: &'p Prepared<'m>,
    pub(super) done: usize,
}

/// Refuses what would be lost of what is in the database now. It is read only if a statement takes a table apart.
pub(super) async fn check(
    session: &mut dyn Session,
    pending: &[Pending<'_, '_>],
) -> Result<(), MigrateError> {
    let nothing = SchemaDef::default();
    let schemas = Pair { previous: &nothing, next: &nothing };
    let mut apart: Vec<(&str, StatementRisks)> = Vec::new();
    for Pending { prepared, done } in pending {
        let risks = risk::of_migration(&prepared.migration.sql, session.dialect(), schemas)
            .map_err(|problem| MigrateError::InvalidFile { file: prepared.file.clone(), problem })?;
        for mut statement in risks.statements.into_iter().skip(*done) {
            statement.takes_apart.retain(|(_, how)| *how != TakenApart::Rebuilt);
            if !statement.takes_apart.is_empty() || !statement.says_anew.is_empty() {
                apart.push((&prepared.file, statement));
            }
        }
    }
    if apart.is_empty() {
        return Ok(());
    }
    let tables = apart.iter().flat_map(|(_, statement)| {
        let apart = statement.takes_apart.iter().map(|(table, _)| table);
        apart.chain(statement.says_anew.iter().map(|said| &said.table))
    });
    let mut schemas: Vec<String> = tables.filter_map(|table| table.schema.clone()).collect();
    schemas.sort_unstable();
    schemas.dedup();
    let live = introspect::read(session, &schemas).await?;
    for (file, statement) in apart {
        let losses = opaque::losses(&live, &statement);
        if !losses.is_empty() {
            return Err(MigrateError::Opaque { file: file.to_owned(), line: statement.line, losses });
        }
    }
    Ok(())
}
