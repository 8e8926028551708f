//! Statements sent to a database past the product.

use sqlx::{AssertSqlSafe, Connection, Error, Executor, MySqlConnection, PgConnection, SqliteConnection};

use crate::database::Server;

/// Runs statements.
///
/// # Panics
/// When the database refuses one.
pub async fn execute(server: Server, url: &str, statements: &[String]) {
    for statement in statements {
        let sql = AssertSqlSafe(statement.clone());
        let result: Result<(), Error> = async {
            match server {
                Server::Postgres => PgConnection::connect(url).await?.execute(sql).await.map(drop),
                Server::Mysql => MySqlConnection::connect(url).await?.execute(sql).await.map(drop),
                Server::Sqlite => SqliteConnection::connect(url).await?.execute(sql).await.map(drop),
            }
        }
        .await;
        result.unwrap_or_else(|error| panic!("{error}: {statement}"));
    }
}

/// The number that a query returns.
///
/// # Panics
/// When the database refuses the query, or it does not return one number.
pub async fn number(server: Server, url: &str, query: &str) -> i64 {
    let sql = AssertSqlSafe(query.to_owned());
    let result: Result<i64, Error> = async {
        match server {
            Server::Postgres => {
                sqlx::query_scalar(sql).fetch_one(&mut PgConnection::connect(url).await?).await
            }
            Server::Mysql => {
                sqlx::query_scalar(sql).fetch_one(&mut MySqlConnection::connect(url).await?).await
            }
            Server::Sqlite => {
                sqlx::query_scalar(sql).fetch_one(&mut SqliteConnection::connect(url).await?).await
            }
        }
    }
    .await;
    result.unwrap_or_else(|error| panic!("{error}: {query}"))
}
