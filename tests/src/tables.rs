//! Tables of derived structs on a fresh database, and rows read past the product.

use std::path::{Path, PathBuf};

use orm_core::dialect::Database;
use orm_migrate::{dialect, diff, source};
use orm_schema::{Dialect, Pair, SchemaDef};
use sqlx::mysql::MySqlRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Connection, FromRow, MySqlConnection, PgConnection, SqliteConnection};

use crate::database::Server;
use crate::raw;

/// Creates the tables that a source file of this package declares, `tests/db/queries/schema.rs` for example, as a first
/// migration would.
///
/// # Panics
/// When the file is no schema, or the database refuses it.
pub async fn create<D: Database>(url: &str, file: &str) {
    let request = source::Request {
        root: Path::new(env!("CARGO_MANIFEST_DIR")),
        paths: &[PathBuf::from(file)],
        dialect: D::DIALECT,
        features: &[],
        with_models: false,
    };
    let source = source::read(&request).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}"));
    let schemas = Pair { previous: &SchemaDef::default(), next: &source.schema };
    let steps = diff::steps(schemas, D::DIALECT, &diff::RenameHints::default())
        .unwrap_or_else(|error| panic!("{file}: {error}"));
    let statements = dialect::render(D::DIALECT, schemas, &steps);
    let statements: Vec<String> = statements.into_iter().map(|statement| statement.sql).collect();
    raw::execute(server::<D>(), url, &statements).await;
}

/// Runs statements that were written by hand.
///
/// # Panics
/// When the database refuses one.
pub async fn run<D: Database>(url: &str, statements: &[String]) {
    raw::execute(server::<D>(), url, statements).await;
}

/// The rows of a query that was written by hand and is run by sqlx alone.
///
/// # Panics
/// When the database refuses it, or its rows are of another type.
pub async fn by_hand<D: Database, R>(_db: &orm_core::Db<D>, url: &str, query: &str) -> Vec<R>
where
    R: for<'r> FromRow<'r, PgRow> + for<'r> FromRow<'r, MySqlRow> + for<'r> FromRow<'r, SqliteRow>,
    R: Send + Unpin,
{
    let sql = AssertSqlSafe(query.to_owned());
    let rows: Result<Vec<R>, sqlx::Error> = async {
        match D::DIALECT {
            Dialect::Postgres => sqlx::query_as(sql).fetch_all(&mut PgConnection::connect(url).await?).await,
            Dialect::Mysql => sqlx::query_as(sql).fetch_all(&mut MySqlConnection::connect(url).await?).await,
            Dialect::Sqlite => {
                sqlx::query_as(sql).fetch_all(&mut SqliteConnection::connect(url).await?).await
            }
        }
    }
    .await;
    rows.unwrap_or_else(|error| panic!("{error}: {query}"))
}

fn server<D: Database>() -> Server {
    match D::DIALECT {
        Dialect::Postgres => Server::Postgres,
        Dialect::Mysql => Server::Mysql,
        Dialect::Sqlite => Server::Sqlite,
    }
}
