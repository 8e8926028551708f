//! Statements sent to a database past the product.

use sqlx::{
    AssertSqlSafe, Connection as _, Error, Executor, MySqlConnection, PgConnection, Row as _,
    SqliteConnection,
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
        let all = queries.join(";\n");
        // Not prepared: all are one message then.
        macro_rules! ask {
            ($connection:expr) => {
                match sqlx::raw_sql(AssertSqlSafe(all.clone())).fetch_all($connection).await {
                    Ok(rows) => rows.iter().map(|row| row.try_get(0)).collect(),
                    Err(error) => Err(error),
                }
            };
        }
        let numbers: Result<Vec<i64>, Error> = match self {
            Self::Postgres(connection) => ask!(connection),
            Self::Mysql(connection) => ask!(connection),
            Self::Sqlite(connection) => ask!(connection),
        };
        let numbers = numbers.unwrap_or_else(|error| panic!("{error}: {all}"));
        assert_eq!(numbers.len(), queries.len(), "each query returns one row: {all}");
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
