//! The schema of a database, as the product reads it back.

use std::path::PathBuf;

use orm_migrate::dialect;
use orm_migrate::diff::{self, RenameHints};
use orm_migrate::introspect::{LiveSchema, introspect, introspect_as};
use orm_migrate::pull;
use orm_migrate::source::{self, Request};
use orm_schema::{Dialect, Pair, SchemaDef};
use sqlx::{MySqlPool, PgPool, SqlitePool};

use crate::database::Server;
use crate::migrations::server_of;

/// The schema of the database at `url`, told in the words of `authored`.
///
/// # Panics
/// When it cannot be read.
pub async fn schema_as(url: &str, authored: &SchemaDef) -> LiveSchema {
    let live = match server_of(url) {
        Server::Postgres => introspect_as(&PgPool::connect_lazy(url).expect("a URL"), authored).await,
        Server::Mysql => introspect_as(&MySqlPool::connect_lazy(url).expect("a URL"), authored).await,
        Server::Sqlite => introspect_as(&SqlitePool::connect_lazy(url).expect("a URL"), authored).await,
    };
    live.unwrap_or_else(|error| panic!("the schema can be read: {error}"))
}

/// The schema of the database at `url` in its own words.
///
/// # Panics
/// When it cannot be read.
pub async fn schema(url: &str) -> LiveSchema {
    let live = match server_of(url) {
        Server::Postgres => introspect(&PgPool::connect_lazy(url).expect("a URL"), &[]).await,
        Server::Mysql => introspect(&MySqlPool::connect_lazy(url).expect("a URL"), &[]).await,
        Server::Sqlite => introspect(&SqlitePool::connect_lazy(url).expect("a URL"), &[]).await,
    };
    live.unwrap_or_else(|error| panic!("the schema can be read: {error}"))
}

/// The database at `url` as source, and the schema that this source declares.
///
/// # Panics
/// When the database cannot be read, or the source that is made of it.
pub async fn pulled(url: &str, schemas: &[String]) -> (String, SchemaDef) {
    let live = match server_of(url) {
        Server::Postgres => introspect(&PgPool::connect_lazy(url).expect("a URL"), schemas).await,
        Server::Mysql => introspect(&MySqlPool::connect_lazy(url).expect("a URL"), schemas).await,
        Server::Sqlite => introspect(&SqlitePool::connect_lazy(url).expect("a URL"), schemas).await,
    };
    let mut live = live.unwrap_or_else(|error| panic!("the schema can be read: {error}"));
    live.leave_out_unsayable();
    let source = pull::source(&live);
    let declared = pull::read_back(&source, dialect_of(server_of(url)));
    let declared = declared.unwrap_or_else(|problems| panic!("{}\n{source}", problems.join("\n")));
    (source, declared)
}

/// The schema that a source text declares.
///
/// # Panics
/// When it declares none.
pub fn declared(server: Server, source: &str) -> SchemaDef {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("schema.rs"), source).expect("a writable file");
    let paths = [PathBuf::from("schema.rs")];
    let request = Request {
        root: folder.path(),
        paths: &paths,
        dialect: dialect_of(server),
        features: &[],
        with_models: false,
    };
    source::read(&request).unwrap_or_else(|problems| panic!("{problems}")).schema
}

/// In what the database at `url` is not as `declared` says, one line each.
///
/// # Panics
/// When the schema cannot be read.
pub async fn differences(url: &str, declared: &SchemaDef) -> Vec<String> {
    let differences = schema_as(url, declared).await.differences_from(declared);
    let differences = differences.unwrap_or_else(|error| panic!("{error}"));
    differences.iter().map(ToString::to_string).collect()
}

/// The statements that create `schema`.
///
/// # Panics
/// When the database cannot hold it.
pub fn created(server: Server, schema: &SchemaDef) -> Vec<String> {
    let nothing = SchemaDef::default();
    let (schemas, dialect) = (Pair { previous: &nothing, next: schema }, dialect_of(server));
    let steps = diff::steps(schemas, dialect, &RenameHints::default());
    let steps = steps.unwrap_or_else(|error| panic!("{error}"));
    dialect::render(dialect, schemas, &steps).into_iter().map(|statement| statement.sql).collect()
}

/// The dialect of a server.
pub fn dialect_of(server: Server) -> Dialect {
    match server {
        Server::Postgres => Dialect::Postgres,
        Server::Mysql => Dialect::Mysql,
        Server::Sqlite => Dialect::Sqlite,
    }
}
