//! Opens connections to a SQLite file.

use futures_util::future::BoxFuture;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqliteConnection};

use super::connection::Direct;
use super::engine::Engine;
use crate::error::Error;
use crate::exec::failure;
use crate::exec::pool::{Condition, Manager};

/// A file, and how it is opened. sqlx opens it, with the options it knows.
pub(in crate::exec) struct Files {
    pub(in crate::exec) options: SqliteConnectOptions,
    /// What each connection runs first.
    pub(in crate::exec) on_connect: Vec<String>,
}

impl Manager for Files {
    type Connection = Direct;

    fn connect(&self) -> BoxFuture<'_, Result<Direct, Error>> {
        Box::pin(async {
            let engine = open(self).await.map_err(failure::map_plain::<sqlx::Sqlite>)?;
            Ok(Direct::new(engine))
        })
    }

    fn condition(connection: &Direct) -> Condition {
        if connection.is_in_order() { Condition::InOrder } else { Condition::Unfinished }
    }

    fn recover(connection: &mut Direct) -> BoxFuture<'_, bool> {
        Box::pin(async {
            connection.recover().await;
            connection.is_in_order()
        })
    }

    fn close(connection: Direct) -> BoxFuture<'static, ()> {
        Box::pin(connection.close())
    }
}

async fn open(files: &Files) -> Result<Engine, sqlx::Error> {
    let mut connection = SqliteConnection::connect_with(&files.options).await?;
    for sql in &files.on_connect {
        connection.execute(AssertSqlSafe(sql.clone())).await?;
    }
    let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(&mut connection).await?;
    let synchronous: i32 = sqlx::query_scalar("pragma synchronous").fetch_one(&mut connection).await?;
    let patience: i32 = sqlx::query_scalar("pragma busy_timeout").fetch_one(&mut connection).await?;
    let waits_for_disk = match journal.as_str() {
        "memory" => false,
        // NORMAL: the disk is waited for at checkpoints only. https://www.sqlite.org/pragma.html#pragma_synchronous
        "wal" => synchronous > 1,
        _ => synchronous > 0,
    };
    Engine::take(connection, patience, waits_for_disk).await
}
