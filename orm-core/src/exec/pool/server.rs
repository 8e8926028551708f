//! Connections to a server, and what is known of their state.

use futures_util::future::BoxFuture;
use sqlx::{AssertSqlSafe, Connection as _, SqlSafeStr};

use super::{Condition, Manager};
use crate::error::{Error, ErrorKind};
use crate::exec::driver::{self, Ran, Wire};
use crate::exec::failure;

/// Opens connections of sqlx to a server.
pub(in crate::exec) struct Server<W: Wire> {
    pub(in crate::exec) options: <W::Connection as sqlx::Connection>::Options,
    /// What each connection runs first.
    pub(in crate::exec) on_connect: Vec<String>,
}

/// A connection of sqlx to a server.
pub(in crate::exec) struct Served<C> {
    connection: C,
    condition: Condition,
    /// The number by which the server knows it, once it was asked.
    pub(in crate::exec) process: Option<i64>,
}

impl<C> Served<C> {
    /// The connection, for a statement. Until [`Served::ran`] is called its state is unknown: the future that runs the
    /// statement may be dropped at any time.
    pub(in crate::exec) fn start(&mut self) -> &mut C {
        self.condition = Condition::Unknown;
        &mut self.connection
    }

    /// The statement came to its end, successful or not.
    pub(in crate::exec) fn ran<T: Outcome>(&mut self, result: &Result<T, Error>) {
        self.condition = match result {
            Err(error) if matches!(error.kind(), ErrorKind::Connection) => Condition::Unknown,
            Ok(outcome) if outcome.is_complete() => Condition::InOrder,
            Ok(_) | Err(_) => Condition::Unfinished,
        };
    }

    /// The connection, to leave a message that is sent before the next statement.
    pub(in crate::exec) fn leave(&mut self) -> &mut C {
        if self.condition == Condition::InOrder {
            self.condition = Condition::Unfinished;
        }
        &mut self.connection
    }
}

/// What a statement came to: was the whole answer read?
pub(in crate::exec) trait Outcome {
    fn is_complete(&self) -> bool;
}

impl Outcome for () {
    fn is_complete(&self) -> bool {
        true
    }
}

#[cfg(feature = "postgres")]
impl Outcome for crate::exec::Done {
    fn is_complete(&self) -> bool {
        true
    }
}

impl Outcome for Ran {
    fn is_complete(&self) -> bool {
        self.is_complete
    }
}

impl<W: Wire> Manager for Server<W>
where
    for<'c> &'c mut W::Connection: sqlx::Executor<'c, Database = W>,
{
    type Connection = Served<W::Connection>;

    fn connect(&self) -> BoxFuture<'_, Result<Self::Connection, Error>> {
        Box::pin(async {
            let connection = W::Connection::connect_with(&self.options).await;
            let mut connection = connection.map_err(failure::map_plain::<W>)?;
            for sql in &self.on_connect {
                driver::command::<W>(&mut connection, AssertSqlSafe(sql.clone()).into_sql_str()).await?;
            }
            Ok(Served { connection, condition: Condition::InOrder, process: None })
        })
    }

    fn condition(connection: &Self::Connection) -> Condition {
        connection.condition
    }

    fn recover(connection: &mut Self::Connection) -> BoxFuture<'_, bool> {
        Box::pin(async {
            let is_alive = connection.connection.ping().await.is_ok();
            connection.condition = if is_alive { Condition::InOrder } else { Condition::Unknown };
            is_alive
        })
    }

    fn close(connection: Self::Connection) -> BoxFuture<'static, ()> {
        // The server notices a closed socket as well: a failed farewell is no failure.
        Box::pin(async { drop(connection.connection.close().await) })
    }
}
