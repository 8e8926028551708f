//! The rights that printing takes. They are asked for before: what a server refuses to print counts as different.

use orm_schema::{Dialect, SchemaDef, ident};

use super::PROBE;
use crate::introspect::row::rows;
use crate::introspect::{LiveSchema, READING};
use crate::runner::MigrateError;
use crate::runner::session::{self, Session};

/// Access denied: to a database, to a table, to something else.
/// <https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html>
const DENIED: [&str; 3] = ["1044", "1142", "1227"];

/// Refuses to compare where the user may not make what has to be printed.
pub(super) async fn check(
    session: &mut dyn Session,
    live: &LiveSchema,
    authored: &SchemaDef,
) -> Result<(), MigrateError> {
    let has_views = !live.schema.views.is_empty() && !authored.views.is_empty();
    let has_tables = !live.schema.tables.is_empty() && !authored.tables.is_empty();
    let has_objects = !live.schema.objects.is_empty() && !authored.objects.is_empty();
    match live.dialect {
        Dialect::Postgres if has_tables || has_views || has_objects => of_postgres(session).await,
        Dialect::Mysql if has_views => views_of_mysql(session).await,
        Dialect::Postgres | Dialect::Mysql | Dialect::Sqlite => Ok(()),
    }
}

async fn of_postgres(session: &mut dyn Session) -> Result<(), MigrateError> {
    let sql = "SELECT has_database_privilege(current_database(), 'TEMPORARY')::int::bigint, \
               current_user::text, current_database()::text";
    let Some(mut row) = rows(session, sql, &[]).await?.into_iter().next() else { return Ok(()) };
    if row.flag() {
        return Ok(());
    }
    let (user, database) = (row.text(), row.text());
    let quoted = |name: &str| ident::quoted(Dialect::Postgres, name);
    let grant = format!("GRANT TEMPORARY ON DATABASE {} TO {}", quoted(&database), quoted(&user));
    let what = format!("make temporary tables in `{database}`");
    Err(MigrateError::Forbidden { user, what, grant })
}

/// A view is made and dropped again; the right to drop it is asked for first.
async fn views_of_mysql(session: &mut dyn Session) -> Result<(), MigrateError> {
    let id = session::scalar(session, READING, "SELECT CAST(connection_id() AS SIGNED)", &[]).await?;
    let name = format!("{PROBE}_{}", id.and_then(|id| id.as_int()).unwrap_or_default());
    let name = ident::quoted(Dialect::Mysql, &name);
    for sql in [
        format!("DROP VIEW IF EXISTS {name}"),
        format!("CREATE VIEW {name} AS SELECT 1"),
        format!("DROP VIEW IF EXISTS {name}"),
    ] {
        let ran = session.run(&sql).await;
        if let Err(error) = ran {
            return Err(denied(session, error, "make and drop views", "CREATE VIEW, SHOW VIEW, DROP").await);
        }
    }
    Ok(())
}

/// The error of a temporary table that MySQL does not make.
pub(super) async fn of_temporary_table(session: &mut dyn Session, error: sqlx::Error) -> MigrateError {
    denied(session, error, "make temporary tables", "CREATE TEMPORARY TABLES").await
}

/// Is it the user, and not the statement?
pub(super) fn is_denied(session: &dyn Session, error: &sqlx::Error) -> bool {
    session.code(error).is_some_and(|code| DENIED.contains(&code.as_str()))
}

async fn denied(session: &mut dyn Session, error: sqlx::Error, what: &str, right: &str) -> MigrateError {
    if !is_denied(session, &error) {
        return session.failure(READING, error);
    }
    let sql = "SELECT CAST(current_user() AS CHAR), CAST(database() AS CHAR)";
    let mut row = match rows(session, sql, &[]).await {
        Ok(rows) => rows.into_iter().next(),
        Err(error) => return error,
    };
    let mut text = || row.as_mut().map(crate::introspect::row::Row::text).unwrap_or_default();
    let (user, database) = (text(), text());
    let (name, host) = user.rsplit_once('@').unwrap_or((&user, "%"));
    let grant = format!(
        "GRANT {right} ON {}.* TO {}@{}",
        ident::quoted(Dialect::Mysql, &database),
        ident::string_literal(Dialect::Mysql, name),
        ident::string_literal(Dialect::Mysql, host)
    );
    MigrateError::Forbidden { what: format!("{what} in `{database}`"), grant, user }
}
