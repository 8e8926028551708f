//! Which queries of views mean the same: the server makes a view of each and prints it.
//!
//! PostgreSQL makes temporary views in a transaction that is rolled back. MySQL has none: a view of a name of its own is there
//! for a moment, which needs the rights CREATE VIEW, SHOW VIEW and DROP. SQLite keeps the text.

use std::borrow::Cow;
use std::collections::HashMap;

use orm_schema::model::{ColumnDef, ObjectName, TableDef, ViewDef};
use orm_schema::{Dialect, SchemaDef, ident, select};

use super::{PROBE, halves, sqlite};
use crate::dialect::rules;
use crate::diff::{ViewReplacement, is_same_expression};
use crate::introspect::row::rows;
use crate::introspect::{LiveSchema, READING};
use crate::runner::MigrateError;
use crate::runner::session::{self, Session};

/// The print of a query may print differently once more.
const ROUNDS: usize = 3;

/// A view whose text does not tell whether it is as one of those that it may be declared as.
struct Open<'a> {
    view: &'a mut ViewDef,
    candidates: Vec<Candidate<'a>>,
}

struct Candidate<'a> {
    declared: &'a ViewDef,
    query: Cow<'a, str>,
}

/// Replaces the queries of `live` by those of `authored` that mean the same, under their names or later ones. Where none does, one
/// may that was more than what it is without its last columns and sources: the differ sees it then.
pub(super) async fn tell(
    session: &mut dyn Session,
    live: &mut LiveSchema,
    authored: &SchemaDef,
) -> Result<(), MigrateError> {
    in_declared_order(&mut live.schema.views, authored);
    let mut authored_views: HashMap<&ObjectName, Vec<&ViewDef>> = HashMap::new();
    for view in &authored.views {
        let names = [Some(&view.name), view.renamed_from.as_ref()];
        names.into_iter().flatten().for_each(|name| authored_views.entry(name).or_default().push(view));
    }
    let mut open = Vec::new();
    for view in &mut live.schema.views {
        let Some(declared) = authored_views.get(&view.name) else { continue };
        let same = declared.iter().find(|next| is_same_expression(&view.query, &next.query));
        if let Some(next) = same {
            take_over(view, next);
        } else {
            let whole =
                declared.iter().map(|next| Candidate { declared: next, query: Cow::Borrowed(&*next.query) });
            open.push(Open { view, candidates: whole.collect() });
        }
    }
    let mut changed = without_same(session, live.dialect, open).await?;
    if rules(live.dialect).replaces_views() != ViewReplacement::Appending {
        return Ok(());
    }
    changed.retain_mut(|Open { view, candidates }| {
        let begun = candidates.iter().flat_map(|Candidate { declared, .. }| {
            let queries = select::beginnings(&declared.query, &view.query).into_iter();
            queries.map(|query| Candidate { declared, query: Cow::Owned(query) })
        });
        *candidates = begun.collect();
        !view.is_materialized && !candidates.is_empty()
    });
    without_same(session, live.dialect, changed).await.map(drop)
}

/// What nothing else puts into an order is done in that of the structs.
fn in_declared_order(views: &mut [ViewDef], authored: &SchemaDef) {
    let are = authored.views.iter().enumerate().map(|(at, view)| (&view.name, at));
    let were =
        authored.views.iter().enumerate().filter_map(|(at, view)| Some((view.renamed_from.as_ref()?, at)));
    let places: HashMap<&ObjectName, usize> = are.chain(were).collect();
    views.sort_by_key(|view| places.get(&view.name).copied().unwrap_or(usize::MAX));
}

/// Those that the server prints in another way than all of their candidates; the others take over the query of one.
async fn without_same<'a>(
    session: &mut dyn Session,
    dialect: Dialect,
    open: Vec<Open<'a>>,
) -> Result<Vec<Open<'a>>, MigrateError> {
    if open.is_empty() {
        return Ok(open);
    }
    // The query of each view, then those that it may be declared with.
    let queries: Vec<&str> = open
        .iter()
        .flat_map(|open| {
            let candidates = open.candidates.iter().map(|candidate| &*candidate.query);
            std::iter::once(open.view.query.as_str()).chain(candidates)
        })
        .collect();
    let printed = match dialect {
        Dialect::Postgres => settled(session, &queries).await?,
        Dialect::Mysql => printed_by_mysql(session, &queries).await?,
        Dialect::Sqlite => queries.iter().map(|query| Some(sqlite::words(query))).collect(),
    };
    let mut printed = printed.into_iter();
    let mut others = Vec::new();
    for Open { view, candidates } in open {
        let live_print = match (dialect, printed.next().flatten()) {
            // What is there is printed already.
            (Dialect::Mysql, _) => Some(view.query.clone()),
            (Dialect::Postgres | Dialect::Sqlite, print) => print,
        };
        let prints: Vec<Option<String>> = printed.by_ref().take(candidates.len()).collect();
        let mut same = candidates.iter().zip(prints);
        let same = same.find(|(_, print)| live_print.is_some() && *print == live_print);
        if let Some((Candidate { declared, query }, _)) = same {
            take_over(view, declared);
            view.query = query.clone().into_owned();
        } else {
            others.push(Open { view, candidates });
        }
    }
    Ok(others)
}

fn take_over(view: &mut ViewDef, authored: &ViewDef) {
    view.query.clone_from(&authored.query);
    view.depends_on.clone_from(&authored.depends_on);
}

/// The prints that print as themselves; nothing for a query that the server refuses.
async fn settled(session: &mut dyn Session, queries: &[&str]) -> Result<Vec<Option<String>>, MigrateError> {
    session::run(session, READING, "BEGIN").await?;
    let settled = settled_in_transaction(session, queries).await;
    session::run(session, READING, "ROLLBACK").await?;
    settled
}

async fn settled_in_transaction(
    session: &mut dyn Session,
    queries: &[&str],
) -> Result<Vec<Option<String>>, MigrateError> {
    let mut texts: Vec<Option<String>> = queries.iter().map(|query| Some((*query).to_owned())).collect();
    for _ in 0..ROUNDS {
        let asked: Vec<usize> = (0..texts.len()).filter(|at| texts[*at].is_some()).collect();
        let sql: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
        let prints =
            halves::prints(session, sql.len(), async |session: &mut dyn Session, numbers: &[usize]| {
                printed_by_postgres(session, &sql, numbers).await
            });
        let prints = prints.await?;
        let is_settled =
            prints.iter().zip(&sql).all(|(print, last)| print.as_deref().is_none_or(|print| print == *last));
        for (at, print) in asked.into_iter().zip(prints) {
            texts[at] = print;
        }
        if is_settled {
            break;
        }
    }
    Ok(texts)
}

async fn printed_by_postgres(
    session: &mut dyn Session,
    queries: &[&str],
    numbers: &[usize],
) -> Result<Option<Vec<(usize, String)>>, MigrateError> {
    session::run(session, READING, "SAVEPOINT words").await?;
    // A query may end with a comment.
    let create = |number: &usize| format!("CREATE TEMPORARY VIEW {PROBE}_{number} AS {}\n", queries[*number]);
    let creates: Vec<String> = numbers.iter().map(create).collect();
    let prints = match session.run(&creates.join(";")).await {
        Ok(()) => {
            let sql = format!(
                "SELECT replace(c.relname, '{PROBE}_', ''), pg_catalog.pg_get_viewdef(c.oid) FROM pg_catalog.pg_class c \
                 WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND pg_catalog.starts_with(c.relname::text, '{PROBE}_')"
            );
            let found = rows(session, &sql, &[]).await?.into_iter();
            let print = |text: &str| text.trim().trim_end_matches(';').to_owned();
            Some(found.filter_map(|mut row| Some((row.text().parse().ok()?, print(&row.text())))).collect())
        }
        Err(error) if error.as_database_error().is_some() => None,
        Err(error) => return Err(session.failure(READING, error)),
    };
    session::run(session, READING, "ROLLBACK TO SAVEPOINT words").await?;
    Ok(prints)
}

/// In views whose names no other connection uses.
async fn printed_by_mysql(
    session: &mut dyn Session,
    queries: &[&str],
) -> Result<Vec<Option<String>>, MigrateError> {
    let id = session::scalar(session, READING, "SELECT CAST(connection_id() AS SIGNED)", &[]).await?;
    let prefix = format!("{PROBE}_{}_", id.and_then(|id| id.as_int()).unwrap_or_default());
    let print = async |session: &mut dyn Session, numbers: &[usize]| {
        let names: Vec<String> = numbers.iter().map(|number| format!("{prefix}{number}")).collect();
        let quoted: Vec<String> = names.iter().map(|name| ident::quoted(Dialect::Mysql, name)).collect();
        let create =
            |(name, number): (&String, &usize)| format!("CREATE VIEW {name} AS {}\n", queries[*number]);
        let creates: Vec<String> = quoted.iter().zip(numbers).map(create).collect();
        let made = session.run(&creates.join(";")).await;
        let sql = format!(
            "SELECT CAST(table_name AS CHAR), CAST(view_definition AS CHAR) FROM information_schema.views \
             WHERE table_schema = database() AND table_name IN ('{}')",
            names.join("', '")
        );
        let found = if made.is_ok() { rows(session, &sql, &[]).await } else { Ok(Vec::new()) };
        // Of several, those in front of the one that is refused are there.
        session::run(session, READING, &format!("DROP VIEW IF EXISTS {}", quoted.join(", "))).await?;
        match made {
            Ok(()) => {}
            Err(error) if error.as_database_error().is_some() => return Ok(None),
            Err(error) => return Err(session.failure(READING, error)),
        }
        let number = |name: &str| name.strip_prefix(&prefix)?.parse().ok();
        let prints = found?.into_iter().filter_map(|mut row| Some((number(&row.text())?, row.optional()?)));
        Ok(Some(prints.collect()))
    };
    halves::prints(session, queries.len(), print).await
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
