//! The layout of the history tables, version 1.

use orm_schema::Dialect;

/// The history table.
pub(super) const TABLE: &str = "_orm_migrations";
/// The table of single facts about the database.
pub(super) const META: &str = "_orm_meta";
/// The name under which `_orm_meta` holds the version of the layout.
pub(super) const LAYOUT_KEY: &str = "layout";
/// The name under which `_orm_meta` holds what the database is for.
pub(super) const ENVIRONMENT_KEY: &str = "environment";
/// The layout that this version reads and writes.
pub(super) const LAYOUT: u32 = 1;

/// Creates both tables if they do not exist.
pub(super) fn create(dialect: Dialect, table: &str, meta: &str) -> [String; 2] {
    let options = match dialect {
        Dialect::Postgres | Dialect::Sqlite => "",
        // InnoDB: a row of the journal and the data it speaks of are committed together.
        Dialect::Mysql => " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    };
    [
        format!(
            "CREATE TABLE IF NOT EXISTS {meta} (name VARCHAR(64) NOT NULL PRIMARY KEY, value VARCHAR(255) NOT NULL){options}"
        ),
        format!(
            "CREATE TABLE IF NOT EXISTS {table} (\
             version VARCHAR(64) NOT NULL PRIMARY KEY, \
             name VARCHAR(255) NOT NULL, \
             checksum CHAR(64) NOT NULL, \
             state VARCHAR(16) NOT NULL, \
             statements_total BIGINT NOT NULL, \
             statements_started BIGINT NOT NULL, \
             statements_done BIGINT NOT NULL, \
             statement_chain CHAR(64) NOT NULL, \
             model_from VARCHAR(64), \
             model_to VARCHAR(64), \
             started_at VARCHAR(32) NOT NULL, \
             finished_at VARCHAR(32), \
             duration_ms BIGINT, \
             error TEXT, \
             error_statement BIGINT, \
             tool_version VARCHAR(32) NOT NULL){options}"
        ),
    ]
}
