//! Which statements can be committed together with their row of the journal.

use orm_schema::Dialect;

use crate::runner::split;

/// Can the statement run in a transaction with another one?
///
/// MySQL commits before and after every DDL statement, so only changes of data can. PostgreSQL and SQLite run nearly
/// everything in transactions; a procedure may commit by itself, so it counts as one that cannot.
pub(super) fn is_atomic(dialect: Dialect, sql: &str) -> bool {
    let words = split::words(sql, dialect);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(first) = words.first() else {
        return false;
    };
    match dialect {
        Dialect::Mysql => {
            matches!(*first, "INSERT" | "UPDATE" | "DELETE" | "REPLACE" | "LOAD" | "WITH" | "SELECT")
        }
        Dialect::Postgres => {
            let is_alone = matches!(*first, "VACUUM" | "REINDEX" | "CLUSTER" | "CALL" | "DO" | "CHECKPOINT")
                || words.contains(&"CONCURRENTLY")
                || matches!(
                    words.as_slice(),
                    ["CREATE" | "DROP" | "ALTER", "DATABASE" | "TABLESPACE" | "SUBSCRIPTION" | "SYSTEM", ..]
                );
            !is_alone
        }
        Dialect::Sqlite => !matches!(*first, "VACUUM" | "PRAGMA" | "ATTACH" | "DETACH"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_data_is_transactional_on_mysql() {
        assert!(is_atomic(Dialect::Mysql, "insert into a values (1)"));
        assert!(!is_atomic(Dialect::Mysql, "alter table a add b int"));
    }

    #[test]
    fn concurrent_indexes_stand_alone() {
        assert!(!is_atomic(Dialect::Postgres, "CREATE INDEX CONCURRENTLY a ON b (c)"));
        assert!(is_atomic(Dialect::Postgres, "CREATE INDEX a ON b (c)"));
        assert!(is_atomic(Dialect::Postgres, "ALTER TYPE a ADD VALUE 'concurrently'"));
        assert!(!is_atomic(Dialect::Postgres, "ALTER SYSTEM SET a = 1"));
    }

    #[test]
    fn vacuum_stands_alone_on_sqlite() {
        assert!(!is_atomic(Dialect::Sqlite, "vacuum"));
        assert!(is_atomic(Dialect::Sqlite, "drop table a"));
    }
}
