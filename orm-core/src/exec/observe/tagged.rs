//! Something statements run on, with tags for them.

use std::borrow::Cow;

use futures_util::future::BoxFuture;

use super::Tags;
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::executor::sealed::Sealed;
use crate::exec::{Access, Executor, Lease, Tx};

/// A transaction or connection whose statements carry tags. Made by [`Tx::tag`] and [`Tagged::new`].
#[derive(Debug, Clone)]
pub struct Tagged<E> {
    executor: E,
    tags: Tags,
}

impl<E> Tagged<E> {
    /// `executor`, such as a `&mut` connection of sqlx, whose statements carry a tag.
    pub fn new(executor: E, key: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) -> Self {
        Self { executor, tags: Tags::default() }.tag(key, value)
    }

    /// One more tag.
    #[must_use]
    pub fn tag(mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) -> Self {
        self.tags.set(key.into(), value.into());
        self
    }
}

impl<D: Database> Tx<D> {
    /// The transaction for statements that carry a tag, beside those of its `Db`: [`Db::tag`](crate::Db::tag).
    ///
    /// ```no_run
    /// use orm_core::prelude::*;
    /// # use orm_core::{Error, dialect::Database};
    /// # async fn run<D: Database>(tx: &Tx<D>) -> Result<(), Error> {
    /// sql("delete from projects").execute(tx.tag("job", "clean-up")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn tag(
        &self,
        key: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
    ) -> Tagged<&Self> {
        Tagged::new(self, key, value)
    }
}

impl<E> Sealed for Tagged<E> {}

impl<D: Database, E: Executor<D>> Executor<D> for Tagged<E> {
    fn lease<'e>(self) -> BoxFuture<'e, Result<Lease<'e>, Error>>
    where
        Self: 'e,
    {
        Box::pin(async move {
            let mut lease = self.executor.lease().await?;
            lease.tag(self.tags);
            Ok(lease)
        })
    }

    fn lease_for<'e>(self, access: Access) -> BoxFuture<'e, Result<Lease<'e>, Error>>
    where
        Self: 'e,
    {
        Box::pin(async move {
            let mut lease = self.executor.lease_for(access).await?;
            lease.tag(self.tags);
            Ok(lease)
        })
    }

    fn leases_for<'e>(self, access: Access) -> BoxFuture<'e, Result<(Lease<'e>, Option<Lease<'e>>), Error>>
    where
        Self: 'e,
    {
        Box::pin(async move {
            let (mut lease, mut beside) = self.executor.leases_for(access).await?;
            if let Some(beside) = &mut beside {
                beside.tag(self.tags.clone());
            }
            lease.tag(self.tags);
            Ok((lease, beside))
        })
    }
}
