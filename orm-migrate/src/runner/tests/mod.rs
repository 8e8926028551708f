//! The runner on SQLite files. The same scenarios on all databases, and killed processes, are in the package of tests.

mod history;
mod locks;
mod rebuilds;
mod runs;
mod ways_back;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use tempfile::TempDir;

use super::{Migration, Migrations};

/// A database file of its own for a test.
struct Scratch {
    pool: SqlitePool,
    folder: TempDir,
}

impl Scratch {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let options =
            SqliteConnectOptions::new().filename(folder.path().join("test.db")).create_if_missing(true);
        let pool = SqlitePoolOptions::new().connect_with(options).await.expect("a database file");
        Self { pool, folder }
    }

    /// Runs statements as an application would.
    async fn run(&self, sql: &'static str) {
        sqlx::raw_sql(sql).execute(&self.pool).await.expect("the statements of the test run");
    }

    /// The first column of all rows, with a comma between.
    async fn rows(&self, sql: &'static str) -> String {
        let rows: Vec<(String,)> =
            sqlx::query_as(sql).fetch_all(&self.pool).await.expect("the query of the test runs");
        rows.into_iter().map(|(text,)| text).collect::<Vec<_>>().join(",")
    }

    /// The names of all tables.
    async fn tables(&self) -> String {
        self.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\' ORDER BY name")
            .await
    }
}

/// Migrations of the names `1_x.sql`, `2_x.sql`, …
fn migrations<const N: usize>(files: [&'static str; N]) -> Migrations {
    let list = files.into_iter().enumerate();
    Migrations::new(list.map(|(index, sql)| Migration::new((index + 1).to_string(), "x", sql)))
        .expect("all versions differ")
}
