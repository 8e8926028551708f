//! What the three drivers have in common.

use sqlx::pool::PoolConnection;
use sqlx::{ColumnIndex, Connection as _, Database, Decode, Row, Type};

use super::Value;

/// A connection of our own, or one lent by the pool.
pub(super) enum Handle<DB: Database> {
    Own(Box<DB::Connection>),
    #[cfg_attr(
        not(feature = "sqlite"),
        expect(dead_code, reason = "only in-memory SQLite databases live in their pool")
    )]
    Lent(PoolConnection<DB>),
}

impl<DB: Database> Handle<DB> {
    pub(super) fn get(&mut self) -> &mut DB::Connection {
        match self {
            Self::Own(connection) => connection,
            Self::Lent(connection) => connection,
        }
    }

    /// Says goodbye to the server, or gives the connection back. A server that does not answer loses nothing by it.
    pub(super) async fn close(self) {
        if let Self::Own(connection) = self {
            let _goodbye = connection.close().await;
        }
    }
}

/// All columns of a row, whole numbers as such and the rest as text.
pub(super) fn values<R: Row>(row: &R) -> sqlx::Result<Vec<Value>>
where
    usize: ColumnIndex<R>,
    i64: for<'r> Decode<'r, R::Database> + Type<R::Database>,
    String: for<'r> Decode<'r, R::Database> + Type<R::Database>,
{
    (0..row.len())
        .map(|index| match row.try_get::<Option<i64>, _>(index) {
            Ok(number) => Ok(Value::Int(number)),
            Err(_) => row.try_get::<Option<String>, _>(index).map(Value::Text),
        })
        .collect()
}

/// Implements [`Session`](super::Session) for a struct with a `handle: Handle<$database>`.
///
/// `$placeholders` makes the driver's placeholders out of `?`; `$is_cached` says whether the driver keeps prepared statements.
macro_rules! session {
    ($session:ty, $database:ty, $dialect:expr, $placeholders:path, $is_cached:literal) => {
        impl $session {
            fn bound<'q>(
                sql: &str,
                values: &'q [super::Value],
            ) -> sqlx::query::Query<'q, $database, <$database as sqlx::Database>::Arguments> {
                let query = sqlx::query(sqlx::AssertSqlSafe($placeholders(sql))).persistent($is_cached);
                values.iter().fold(query, |query, value| match value {
                    super::Value::Text(text) => query.bind(text.as_deref()),
                    super::Value::Int(number) => query.bind(*number),
                })
            }
        }

        impl super::Session for $session {
            fn dialect(&self) -> orm_schema::Dialect {
                $dialect
            }

            fn run<'a>(&'a mut self, sql: &'a str) -> futures_util::future::BoxFuture<'a, sqlx::Result<()>> {
                Box::pin(async move {
                    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(self.handle.get()).await.map(drop)
                })
            }

            fn execute<'a>(
                &'a mut self,
                sql: &'a str,
                values: &'a [super::Value],
            ) -> futures_util::future::BoxFuture<'a, sqlx::Result<u64>> {
                Box::pin(async move {
                    let done = Self::bound(sql, values).execute(self.handle.get()).await?;
                    Ok(done.rows_affected())
                })
            }

            fn query<'a>(
                &'a mut self,
                sql: &'a str,
                values: &'a [super::Value],
            ) -> futures_util::future::BoxFuture<'a, sqlx::Result<Vec<Vec<super::Value>>>> {
                Box::pin(async move {
                    let rows = Self::bound(sql, values).fetch_all(self.handle.get()).await?;
                    rows.iter().map(super::connection::values).collect()
                })
            }

            fn query_all<'a>(
                &'a mut self,
                sql: &'a str,
            ) -> futures_util::future::BoxFuture<'a, sqlx::Result<Vec<Vec<super::Value>>>> {
                Box::pin(async move {
                    let rows = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_all(self.handle.get()).await?;
                    rows.iter().map(super::connection::values).collect()
                })
            }

            fn code(&self, error: &sqlx::Error) -> Option<String> {
                Self::error_code(error)
            }

            fn failure(&self, action: &'static str, error: sqlx::Error) -> crate::runner::MigrateError {
                self.own_failure(action, error)
            }

            fn close(self: Box<Self>) -> futures_util::future::BoxFuture<'static, ()> {
                Box::pin(self.handle.close())
            }
        }
    };
}
pub(super) use session;
