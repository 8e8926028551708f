//! Which queries of views mean the same: the server makes a view of each and prints it.
//!
//! PostgreSQL makes temporary views in a transaction that is rolled back. MySQL has none: a view of a name of its own is there
//! for a moment, which needs the rights CREATE VIEW, SHOW VIEW and DROP. SQLite keeps the text.

use std::collections::HashMap;

use orm_schema::Dialect;
use orm_schema::model::{ColumnDef, ObjectName, TableDef, ViewDef};
use orm_schema::{SchemaDef, ident};

use super::{PROBE, sqlite};
use crate::diff::is_same_expression;
use crate::introspect::row::rows;
use crate::introspect::{LiveSchema, READING};
use crate::runner::MigrateError;
use crate::runner::session::{self, Session};

/// The print of a query may print differently once more.
const ROUNDS: usize = 3;

/// Replaces the queries of `live` by those of `authored` that mean the same.
pub(super) async fn tell(
    session: &mut dyn Session,
    live: &mut LiveSchema,
    authored: &SchemaDef,
) -> Result<(), MigrateError> {
    let mut authored_views: HashMap<&ObjectName, Vec<&ViewDef>> = HashMap::new();
    for view in &authored.views {
        let names = [Some(&view.name), view.renamed_from.as_ref()];
        names.into_iter().flatten().for_each(|name| authored_views.entry(name).or_default().push(view));
    }
    let mut open: Vec<(&mut ViewDef, &[&ViewDef])> = Vec::new();
    for view in &mut live.schema.views {
        let Some(candidates) = authored_views.get(&view.name) else { continue };
        match candidates.iter().find(|next| is_same_expression(&view.query, &next.query)) {
            Some(next) => take_over(view, next),
            None => open.push((view, candidates)),
        }
    }
    if open.is_empty() {
        return Ok(());
    }
    if live.dialect == Dialect::Postgres {
        session::run(session, READING, "BEGIN").await?;
    }
    let told = tell_all(session, live.dialect, open).await;
    if live.dialect == Dialect::Postgres {
        session::run(session, READING, "ROLLBACK").await?;
    }
    told
}

/// The first of those that a view may be declared as, under its name or a later one, and that means the same.
async fn tell_all(
    session: &mut dyn Session,
    dialect: Dialect,
    open: Vec<(&mut ViewDef, &[&ViewDef])>,
) -> Result<(), MigrateError> {
    for (view, candidates) in open {
        for next in candidates {
            let is_same = match dialect {
                Dialect::Postgres => {
                    let live = settled(session, &view.query).await?;
                    live.is_some() && live == settled(session, &next.query).await?
                }
                // What is there is printed already.
                Dialect::Mysql => printed_by_mysql(session, &next.query).await?.as_ref() == Some(&view.query),
                Dialect::Sqlite => sqlite::words(&view.query) == sqlite::words(&next.query),
            };
            if is_same {
                take_over(view, next);
                break;
            }
        }
    }
    Ok(())
}

fn take_over(view: &mut ViewDef, authored: &ViewDef) {
    view.query.clone_from(&authored.query);
    view.depends_on.clone_from(&authored.depends_on);
}

/// The print that prints as itself; nothing for a query that the server refuses.
async fn settled(session: &mut dyn Session, query: &str) -> Result<Option<String>, MigrateError> {
    let mut last = query.to_owned();
    for _ in 0..ROUNDS {
        let Some(print) = printed_by_postgres(session, &last).await? else { return Ok(None) };
        if print == last {
            break;
        }
        last = print;
    }
    Ok(Some(last))
}

async fn printed_by_postgres(session: &mut dyn Session, query: &str) -> Result<Option<String>, MigrateError> {
    session::run(session, READING, "SAVEPOINT words").await?;
    let print = match session.run(&format!("CREATE TEMPORARY VIEW {PROBE} AS {query}")).await {
        Ok(()) => {
            let sql = format!("SELECT pg_catalog.pg_get_viewdef('pg_temp.{PROBE}'::regclass)");
            let first = rows(session, &sql, &[]).await?.into_iter().next();
            first.map(|mut row| row.text().trim().trim_end_matches(';').to_owned())
        }
        Err(error) if error.as_database_error().is_some() => None,
        Err(error) => return Err(session.failure(READING, error)),
    };
    session::run(session, READING, "ROLLBACK TO SAVEPOINT words").await?;
    Ok(print)
}

/// In a view whose name no other connection uses.
async fn printed_by_mysql(session: &mut dyn Session, query: &str) -> Result<Option<String>, MigrateError> {
    let id = session::scalar(session, READING, "SELECT CAST(connection_id() AS SIGNED)", &[]).await?;
    let name = format!("{PROBE}_{}", id.and_then(|id| id.as_int()).unwrap_or_default());
    let quoted = ident::quoted(Dialect::Mysql, &name);
    match session.run(&format!("CREATE OR REPLACE VIEW {quoted} AS {query}")).await {
        Ok(()) => {}
        Err(error) if error.as_database_error().is_some() => return Ok(None),
        Err(error) => return Err(session.failure(READING, error)),
    }
    let sql = format!(
        "SELECT CAST(view_definition AS CHAR) FROM information_schema.views \
         WHERE table_schema = database() AND table_name = '{name}'"
    );
    let found = rows(session, &sql, &[]).await;
    session::run(session, READING, &format!("DROP VIEW {quoted}")).await?;
    Ok(found?.into_iter().next().and_then(|mut row| row.optional()))
}

/// A materialized view as the table that its indexes are on.
pub(super) fn as_table(view: &ViewDef, has_columns: bool) -> TableDef {
    let columns = view.columns.iter().filter(|_| has_columns);
    TableDef {
        name: view.name.clone(),
        columns: columns.map(|column| ColumnDef::new(&column.name, column.ty.clone())).collect(),
        indexes: view.indexes.clone(),
        ..TableDef::default()
    }
}
