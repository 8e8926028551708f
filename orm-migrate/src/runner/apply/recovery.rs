//! The one moment of doubt: a statement was sent, and the runner died before it could record the answer.

use orm_schema::Dialect;

use crate::runner::error::MigrateError;
use crate::runner::session::{self, Session, Value};
use crate::runner::split;

/// Asks the database whether a statement that an earlier run came to is done, as far as the question can be asked; clears
/// away what a half-done one has left. Says why if it is done.
pub(super) async fn check(
    session: &mut dyn Session,
    sql: &str,
    is_in_doubt: bool,
) -> Result<Option<String>, MigrateError> {
    match session.dialect() {
        Dialect::Postgres => concurrent_index(session, sql, is_in_doubt).await,
        Dialect::Mysql | Dialect::Sqlite => Ok(None),
    }
}

/// `CREATE INDEX CONCURRENTLY` leaves an invalid index behind when it fails or is interrupted.
/// <https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY>
async fn concurrent_index(
    session: &mut dyn Session,
    sql: &str,
    is_in_doubt: bool,
) -> Result<Option<String>, MigrateError> {
    const ACTION: &str = "looking for what an interrupted statement has left";
    let names = split::names(sql, Dialect::Postgres);
    let Some(name) = index_name(&names) else {
        return Ok(None);
    };
    let query = "SELECT i.indisvalid::int::bigint, i.indexrelid::regclass::text, t.relname::text FROM pg_index AS i \
                 JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_class AS t ON t.oid = i.indrelid WHERE c.relname = ?";
    let found =
        session.query(query, &[Value::text(name)]).await.map_err(|error| session.failure(ACTION, error))?;
    for row in found {
        let Ok([is_valid, index, table]) = <[Value; 3]>::try_from(row) else {
            continue;
        };
        // The same name may stand in another schema, on another table.
        if !table.into_text().is_some_and(|table| names.contains(&table)) {
            continue;
        }
        if is_valid.as_int() == Some(1) {
            return Ok(is_in_doubt.then(|| format!("index `{name}` exists and is valid")));
        }
        let index = index.into_text().unwrap_or_default();
        session::run(session, ACTION, &format!("DROP INDEX CONCURRENTLY {index}")).await?;
    }
    Ok(None)
}

/// Is the database as it was before a statement that it refused? Clears away what can be; `false` if that is not known.
pub(super) async fn left_nothing(session: &mut dyn Session, sql: &str) -> bool {
    let words = split::words(sql, session.dialect());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match session.dialect() {
        Dialect::Postgres if words.contains(&"CONCURRENTLY") => {
            concurrent_index(session, sql, false).await.is_ok() && !leaves_invalid_index(session, sql).await
        }
        // What they call may commit by itself.
        Dialect::Postgres | Dialect::Mysql if matches!(words.as_slice(), ["CALL" | "DO", ..]) => false,
        // MariaDB drops one after the other.
        Dialect::Mysql if words.first() == Some(&"DROP") => !sql.contains(','),
        Dialect::Postgres | Dialect::Mysql | Dialect::Sqlite => true,
    }
}

/// `DROP INDEX CONCURRENTLY` leaves its index there, but invalid, when it gives up waiting.
async fn leaves_invalid_index(session: &mut dyn Session, sql: &str) -> bool {
    let query = "SELECT c.relname::text FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE NOT i.indisvalid";
    let names = split::names(sql, Dialect::Postgres);
    session.query(query, &[]).await.map_or(true, |rows| {
        let mut invalid = rows.into_iter().flatten().filter_map(Value::into_text);
        invalid.any(|name| names.contains(&name))
    })
}

/// The name in `CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] name ON …`.
fn index_name(names: &[String]) -> Option<&str> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (["create", "index", "concurrently", rest @ ..]
    | ["create", "unique", "index", "concurrently", rest @ ..]) = names.as_slice()
    else {
        return None;
    };
    match rest {
        ["if", "not", "exists", name, "on", ..] | [name, "on", ..] => Some(name),
        _ => None,
    }
}

/// Does this error of the second attempt say that the first one succeeded? Says why.
///
/// Each DDL statement is atomic (MySQL 8, MariaDB 10.6, PostgreSQL), so that one clause that is found done says it of all.
pub(super) fn means_done(session: &dyn Session, sql: &str, error: &sqlx::Error) -> Option<String> {
    let code = session.code(error)?;
    let words = split::words(sql, session.dialect());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_expected = match session.dialect() {
        Dialect::Mysql => mysql_says_done(&words, &code, &session::message(error)),
        Dialect::Postgres => postgres_says_done(&words, &code),
        Dialect::Sqlite => false,
    };
    is_expected.then(|| format!("the database says: {}", session::message(error)))
}

/// <https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html>
fn mysql_says_done(words: &[&str], code: &str, message: &str) -> bool {
    match words {
        // Table, index, trigger, routine or database exists.
        ["CREATE", ..] => matches!(code, "1050" | "1061" | "1359" | "1304" | "1007"),
        // Unknown table, cannot drop (check that it exists), unknown trigger, routine, database.
        ["DROP", ..] => matches!(code, "1051" | "1091" | "1360" | "1305" | "1008"),
        ["RENAME", "TABLE", ..] => matches!(code, "1050" | "1146"),
        // Column, index, primary key, foreign key or check exists; cannot drop; unknown column (renamed); unknown table
        // (renamed). MariaDB reports an existing foreign key as 1005 with errno 121, and an existing name as 1022.
        ["ALTER", "TABLE", ..] => {
            matches!(code, "1060" | "1061" | "1068" | "1826" | "3822" | "1091" | "1054" | "1022")
                || (code == "1146" && words.contains(&"RENAME"))
                || (code == "1005" && message.contains("errno: 121"))
        }
        _ => false,
    }
}

/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn postgres_says_done(words: &[&str], code: &str) -> bool {
    match words {
        // duplicate_database, duplicate_object, duplicate_table
        ["CREATE", ..] => matches!(code, "42P04" | "42710" | "42P07"),
        // invalid_catalog_name, undefined_object, undefined_table
        ["DROP", ..] => matches!(code, "3D000" | "42704" | "42P01"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_concurrent_index_is_found() {
        let name = |sql| index_name(&split::names(sql, Dialect::Postgres)).map(str::to_owned);
        assert_eq!(name("CREATE INDEX CONCURRENTLY \"a b\" ON t (c)").as_deref(), Some("a b"));
        assert_eq!(name("create unique index concurrently if not exists a on t (c)").as_deref(), Some("a"));
        assert_eq!(name("create index a on t (c)"), None);
    }

    #[test]
    fn an_error_counts_only_for_its_own_kind_of_statement() {
        assert!(mysql_says_done(&["ALTER", "TABLE", "A", "ADD", "B"], "1060", ""));
        assert!(!mysql_says_done(&["ALTER", "TABLE", "A", "ADD", "B"], "1146", ""));
        assert!(!mysql_says_done(&["CREATE", "TABLE", "A"], "1051", ""));
        assert!(postgres_says_done(&["DROP", "INDEX", "CONCURRENTLY", "A"], "42704"));
    }
}
