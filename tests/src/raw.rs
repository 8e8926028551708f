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
    numbers(server, url, &[query.to_owned()]).await[0]
}

/// The number that each of the queries returns, over one connection.
///
/// # Panics
/// When the database refuses a query, or it does not return one number.
pub async fn numbers(server: Server, url: &str, queries: &[String]) -> Vec<i64> {
    let mut numbers: Vec<i64> = Vec::with_capacity(queries.len());
    macro_rules! ask {
        ($connection:ty) => {{
            let connection = <$connection>::connect(url).await;
            let mut connection = connection.unwrap_or_else(|error| panic!("{error}: {url}"));
            for query in queries {
                let number =
                    sqlx::query_scalar(AssertSqlSafe(query.clone())).fetch_one(&mut connection).await;
                numbers.push(number.unwrap_or_else(|error| panic!("{error}: {query}")));
            }
        }};
    }
    match server {
        Server::Postgres => ask!(PgConnection),
        Server::Mysql => ask!(MySqlConnection),
        Server::Sqlite => ask!(SqliteConnection),
    }
    numbers
}
