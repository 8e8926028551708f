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

pub use self::payload::Payload;
use super::postgres::Hearing;
use super::{Db, Executor, Request};
use crate::dialect::{HasNotifications, Postgres};
use crate::error::Error;
use crate::types::Value;

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
    /// The channel of that name, up to 63 bytes.
    pub const fn new(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), payload: PhantomData }
    }

    /// The channel of a name that is made at run time.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: Cow::Owned(name.into()), payload: PhantomData }
    }

    /// Sends a payload to all who listen now: `select pg_notify($1, $2)`. In a transaction it is sent when that commits, the
    /// same one only once, and not at all when it is rolled back. Payloads have less than 8,000 bytes.
    pub fn notify<'e, E: Executor<Postgres> + 'e>(
        &self,
        executor: E,
        payload: &T,
    ) -> BoxFuture<'e, Result<(), Error>> {
        let name = Value::Text(self.name.clone());
        let request = payload
            .to_text()
            .map(|text| Request::new("select pg_notify($1, $2)", vec![name, Value::Text(text.into())]));
        Box::pin(async move { executor.lease().await?.execute(request?).await.map(drop) })
    }

    /// Listens on a connection of its own, beside the pool: `listen "name"`. What is sent after this has returned is heard.
    ///
    /// The connection is opened again when it breaks, and [`Heard::Gap`] tells that something may have been missed. While the
    /// server cannot be reached the stream yields the error about every 30 seconds, and goes on trying.
    pub async fn listen<D: HasNotifications>(&self, db: &Db<D>) -> Result<Listening<T>, Error> {
        let name = self.name.clone();
        let hearing = Hearing::begin(db.pool(), name.clone().into_owned()).await?;
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
        Ok(Listening(heard.boxed()))
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
pub struct Listening<T>(BoxStream<'static, Result<Heard<T>, Error>>);

impl<T> Stream for Listening<T> {
    type Item = Result<Heard<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl<T> fmt::Debug for Listening<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listening").finish_non_exhaustive()
    }
}
