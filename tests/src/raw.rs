//! Statements sent to a database past the product.

use sqlx::{
    AssertSqlSafe, Connection as _, Error, Executor, MySqlConnection, PgConnection, SqliteConnection,
};

use crate::database::Server;

/// A connection to any of the databases.
pub enum Connection {
    /// To PostgreSQL.
    Postgres(PgConnection),
    /// To MySQL or MariaDB.
    Mysql(MySqlConnection),
    /// To a file.
    Sqlite(SqliteConnection),
}

impl Connection {
    /// Connects.
    ///
    /// # Panics
    /// When the database cannot be reached.
    pub async fn open(server: Server, url: &str) -> Self {
        let opened: Result<Self, Error> = async {
            Ok(match server {
                Server::Postgres => Self::Postgres(PgConnection::connect(url).await?),
                Server::Mysql => Self::Mysql(MySqlConnection::connect(url).await?),
                Server::Sqlite => Self::Sqlite(SqliteConnection::connect(url).await?),
            })
        }
        .await;
        opened.unwrap_or_else(|error| panic!("{error}: {url}"))
    }

    /// Runs statements, separated by semicolons.
    ///
    /// # Panics
    /// When the database refuses one.
    pub async fn execute(&mut self, statements: &str) {
        let sql = AssertSqlSafe(statements.to_owned());
        let result = match self {
            Self::Postgres(connection) => connection.execute(sql).await.map(drop),
            Self::Mysql(connection) => connection.execute(sql).await.map(drop),
            Self::Sqlite(connection) => connection.execute(sql).await.map(drop),
        };
        result.unwrap_or_else(|error| panic!("{error}: {statements}"));
    }

    /// The number that each of the queries returns.
    ///
    /// # Panics
    /// When the database refuses a query, or it does not return one number.
    pub async fn numbers(&mut self, queries: &[String]) -> Vec<i64> {
        let mut numbers: Vec<i64> = Vec::with_capacity(queries.len());
        for query in queries {
            // What is asked once need not be kept prepared.
            macro_rules! ask {
                ($connection:expr) => {
                    sqlx::query_scalar(AssertSqlSafe(query.clone()))
                        .persistent(false)
                        .fetch_one($connection)
                        .await
                };
            }
            let number = match self {
                Self::Postgres(connection) => ask!(connection),
                Self::Mysql(connection) => ask!(connection),
                Self::Sqlite(connection) => ask!(connection),
            };
            numbers.push(number.unwrap_or_else(|error| panic!("{error}: {query}")));
        }
        numbers
    }
}

/// Runs statements.
///
/// # Panics
/// When the database refuses one.
pub async fn execute(server: Server, url: &str, statements: &[String]) {
    for statement in statements {
        Connection::open(server, url).await.execute(statement).await;
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
    Connection::open(server, url).await.numbers(queries).await
}
