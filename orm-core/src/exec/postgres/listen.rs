//! A connection that listens.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};

use crate::error::Error;
use crate::exec::failure;
use crate::exec::pool::{Kind, Pool};

/// How long it waits after the first failure in a row. After each other one it waits twice as long as before.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A connection that listens on one channel, and is opened again when it breaks.
pub(in crate::exec) struct Hearing {
    options: PgConnectOptions,
    channel: String,
    /// `None` after an error, since a listener of sqlx keeps some connections that are broken.
    listener: Option<PgListener>,
    /// How long to wait before the connection is opened again.
    pause: Duration,
}

impl Hearing {
    /// Listens on a channel of the database of that pool.
    pub(in crate::exec) async fn begin(pool: &Pool, channel: String) -> Result<Self, Error> {
        let mut hearing = Self { options: options(pool)?, channel, listener: None, pause: Duration::ZERO };
        hearing.next().await?;
        Ok(hearing)
    }

    /// What was sent, or nothing when the connection was opened.
    pub(in crate::exec) async fn next(&mut self) -> Result<Option<String>, Error> {
        let heard = match &mut self.listener {
            Some(listener) => listener.try_recv().await.map(|heard| heard.map(|it| it.payload().to_owned())),
            None => self.open().await.map(|()| None),
        };
        heard.map_err(|error| {
            self.listener = None;
            self.pause = (self.pause * 2).clamp(FIRST_PAUSE, LONGEST_PAUSE);
            failure::map_plain::<sqlx::Postgres>(error)
        })
    }

    async fn open(&mut self) -> Result<(), sqlx::Error> {
        if !self.pause.is_zero() {
            tokio::time::sleep(self.pause).await;
        }
        // A pool of one, by which the listener opens its connection again.
        let pool = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let pool = pool.connect_with(self.options.clone()).await?;
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.ignore_pool_close_event(true);
        listener.listen(&self.channel).await?;
        self.listener = Some(listener);
        self.pause = Duration::ZERO;
        Ok(())
    }
}

fn options(pool: &Pool) -> Result<PgConnectOptions, Error> {
    match pool.kind() {
        Kind::Postgres(pool) => Ok((*pool.connect_options()).clone()),
        Kind::KeptPostgres(pool) => Ok(pool.manager().options.clone()),
        #[cfg(feature = "mysql")]
        Kind::Mysql(_) | Kind::KeptMysql(_) => Err(Error::unsupported(orm_schema::Dialect::Mysql, "LISTEN")),
        #[cfg(feature = "sqlite")]
        Kind::Sqlite(_) | Kind::Direct(_) => Err(Error::unsupported(orm_schema::Dialect::Sqlite, "LISTEN")),
    }
}
