//! Messages between sessions of PostgreSQL: `NOTIFY` and `LISTEN`.

mod payload;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use futures_util::future::BoxFuture;
use futures_util::stream::{BoxStream, StreamExt, unfold};
use tokio::runtime::Handle;

pub use self::payload::Payload;
use super::postgres::Hearing;
use super::{Db, Executor, Request};
use crate::dialect::{HasNotifications, Postgres};
use crate::error::{Error, ErrorKind};
use crate::types::Value;

/// The bytes of a name of PostgreSQL: `NAMEDATALEN` - 1,
/// <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS>.
const LONGEST_NAME: usize = 63;

/// A channel of PostgreSQL over which sessions send each other payloads of the type `T`: a `String`, or any document as
/// [`Json`](crate::types::Json).
///
/// ```no_run
/// use futures_util::StreamExt;
/// use orm_core::{Channel, Db, Error, Heard, prelude::*};
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Job {
///     id: i64,
/// }
///
/// static JOBS: Channel<Json<Job>> = Channel::new("jobs");
///
/// # async fn run(db: Db<Postgres>) -> Result<(), Error> {
/// let mut jobs = JOBS.listen(&db).await?;
/// db.transaction(async |tx| {
///     // ... writes the job ...
///     JOBS.notify(tx, &Json(Job { id: 7 })).await
/// })
/// .await?;
/// while let Some(heard) = jobs.next().await {
///     match heard? {
///         Heard::Payload(Json(job)) => println!("job {}", job.id),
///         Heard::Gap => println!("look for jobs that nobody told of"),
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub struct Channel<T> {
    name: Cow<'static, str>,
    payload: PhantomData<fn() -> T>,
}

impl<T: Payload> Channel<T> {
    /// The channel of that name, 1 to 63 bytes without a NUL. With another name it neither sends nor listens.
    pub const fn new(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), payload: PhantomData }
    }

    /// The channel of a name that is made at run time: as [`Channel::new`].
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: Cow::Owned(name.into()), payload: PhantomData }
    }

    /// Sends a payload to all who listen now: `select pg_notify($1, $2)`. In a transaction it is sent when that commits, the
    /// same one only once, and not at all when it is rolled back. Payloads have less than 8,000 bytes.
    ///
    /// A payload or a name that PostgreSQL would not take is [`ErrorKind::InvalidValue`](crate::ErrorKind::InvalidValue).
    pub fn notify<'e, E: Executor<Postgres> + 'e>(
        &self,
        executor: E,
        payload: &T,
    ) -> BoxFuture<'e, Result<(), Error>> {
        let name = Value::Text(self.name.clone());
        let request = self
            .check_name()
            .and_then(|()| payload.to_text())
            .map(|text| Request::new("select pg_notify($1, $2)", vec![name, Value::Text(text.into())]));
        Box::pin(async move {
            let request = request?;
            executor.lease().await?.execute(request).await.map(drop)
        })
    }

    /// Listens on a connection of its own, beside the pool: `listen "name"`. What is sent after this has returned is heard.
    ///
    /// The connection is opened again when it breaks, and [`Heard::Gap`] tells that something may have been missed. While it
    /// cannot be opened the stream yields an error for each attempt, and goes on trying: after a quarter of a second, then
    /// after twice as long each time, up to 30 seconds. A server that refuses connections is itself tried for 30 seconds
    /// before that is an error.
    pub fn listen<D: HasNotifications>(&self, db: &Db<D>) -> BoxFuture<'static, Result<Listening<T>, Error>> {
        let name = self.check_name().map(|()| self.name.clone().into_owned());
        let pool = db.pool().clone();
        Box::pin(async move {
            let name = name?;
            let hearing = Hearing::begin(&pool, name.clone()).await?;
            let heard = unfold(hearing, move |mut hearing| {
                let name = name.clone();
                async move {
                    let heard = match hearing.next().await {
                        Ok(Some(text)) => T::from_text(&text)
                            .map(Heard::Payload)
                            .map_err(|error| super::failure::decode_payload(&name, &error)),
                        Ok(None) => Ok(Heard::Gap),
                        Err(error) => Err(error),
                    };
                    Some((heard, hearing))
                }
            });
            Ok(Listening { heard: Some(heard.boxed()), runtime: Handle::current() })
        })
    }

    /// PostgreSQL cuts a name that is too long at `LISTEN`, and then hears what is sent over another channel.
    fn check_name(&self) -> Result<(), Error> {
        let problem = match self.name.len() {
            0 => "the name of a channel is empty; give it one".to_owned(),
            length @ 1..=LONGEST_NAME if self.name.contains('\0') => {
                format!("the name of a channel has a NUL among its {length} bytes; PostgreSQL takes none")
            }
            1..=LONGEST_NAME => return Ok(()),
            length => format!("the name of a channel has {length} bytes; PostgreSQL takes {LONGEST_NAME}"),
        };
        Err(Error::new(ErrorKind::InvalidValue { column: None, field: None }, problem))
    }
}

impl<T> fmt::Debug for Channel<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Channel").field(&self.name).finish()
    }
}

/// What is heard on a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard<T> {
    /// Somebody sent this.
    Payload(T),
    /// The connection broke and is there again: what was sent meanwhile is lost.
    Gap,
}

/// What is heard on a channel, as a stream without an end. Made by [`Channel::listen`]; dropped, it listens no more.
#[must_use = "nothing is heard by a stream that is not polled"]
pub struct Listening<T> {
    /// `None` when it is dropped.
    heard: Option<BoxStream<'static, Result<Heard<T>, Error>>>,
    runtime: Handle,
}

impl<T> Stream for Listening<T> {
    type Item = Result<Heard<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.heard.as_mut().map_or(Poll::Ready(None), |heard| heard.poll_next_unpin(context))
    }
}

impl<T> Drop for Listening<T> {
    fn drop(&mut self) {
        // sqlx ends the listening on a task, and panics where there is no runtime to spawn it on.
        let _entered = self.runtime.enter();
        self.heard = None;
    }
}

impl<T> fmt::Debug for Listening<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listening").finish_non_exhaustive()
    }
}
