//! Rows handed on one by one with their relations, which are read for some hundred rows at a time.

use futures_util::stream::{self, BoxStream, TryChunksError};
use futures_util::{StreamExt, TryStreamExt};

use super::super::super::{Decode, Loads};
use super::load::{Root, Rows};
use crate::ast;
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::{self, Executor, Lease};
use crate::schema::Link;

/// How many rows share the statements that read their relations.
const CHUNK: usize = 512;

/// The rows of a query on their way.
pub struct Streamed<Row> {
    root: Root,
    decode: Decode<Row>,
}

impl<Row: Send> Streamed<Row> {
    pub(in crate::query::run) fn new<D: Database>(
        select: ast::Select,
        links: &[Link],
        decode: Decode<Row>,
    ) -> Self {
        Self::of(Root::new::<D>(select, links), decode)
    }

    pub(in crate::query::run) fn of(root: Root, decode: Decode<Row>) -> Self {
        Self { root, decode }
    }

    /// The rows as they are.
    pub(in crate::query) fn plain<'e, D, E>(self, executor: E) -> BoxStream<'e, Result<Row, Error>>
    where
        D: Database,
        E: Executor<D> + 'e,
        Row: 'e,
    {
        exec::stream(executor, self.root.request, self.decode)
    }

    /// The rows with what `loads` reads for them: on a connection beside the one that the rows come from, or on that one
    /// after the last row, where no other is free.
    pub(in crate::query) fn load<'e, D, E, L>(
        self,
        executor: E,
        loads: L,
    ) -> BoxStream<'e, Result<L::Out, Error>>
    where
        D: Database,
        E: Executor<D> + 'e,
        L: Loads<D, Row> + Clone + 'e,
        Row: 'e,
    {
        let begin = async move {
            let (lease, beside) = executor.leases_for(self.root.request.access).await?;
            match beside {
                Some(beside) => Ok(self.beside_the_rows(lease, beside, loads)),
                None => self.after_the_rows(lease, loads).await,
            }
        };
        stream::once(begin).try_flatten().boxed()
    }

    fn beside_the_rows<'e, D, L>(
        self,
        lease: Lease<'e>,
        beside: Lease<'e>,
        loads: L,
    ) -> BoxStream<'e, Result<L::Out, Error>>
    where
        D: Database,
        L: Loads<D, Row> + Clone + 'e,
        Row: 'e,
    {
        let Self { root: Root { request, links }, decode } = self;
        let rows = exec::stream_on(lease, request, move |cells| {
            let mut one = Rows::new(links.keys.len());
            one.take(cells, &links, decode)?;
            Ok(one)
        });
        let chunks = rows.try_chunks(CHUNK).map_err(|TryChunksError(_, error)| error);
        stream::try_unfold((chunks, beside, loads), async |(mut chunks, mut beside, loads)| {
            let Some(chunk) = chunks.try_next().await? else { return Ok(None) };
            let loaded = Rows::concat(chunk).load(&mut beside, loads.clone()).await?;
            Ok(Some((stream::iter(loaded.into_iter().map(Ok)), (chunks, beside, loads))))
        })
        .try_flatten()
        .boxed()
    }

    async fn after_the_rows<'e, D, L>(
        self,
        mut lease: Lease<'e>,
        loads: L,
    ) -> Result<BoxStream<'e, Result<L::Out, Error>>, Error>
    where
        D: Database,
        L: Loads<D, Row> + Clone + 'e,
        Row: 'e,
    {
        lease.hold();
        let rows = self.root.fetch(&mut lease, self.decode, usize::MAX).await?;
        let loaded = stream::try_unfold((lease, rows, loads), async |(mut lease, mut rows, loads)| {
            let chunk = rows.first(CHUNK);
            if chunk.len() == 0 {
                return Ok(None);
            }
            let loaded = chunk.load(&mut lease, loads.clone()).await?;
            Ok(Some((stream::iter(loaded.into_iter().map(Ok)), (lease, rows, loads))))
        });
        Ok(loaded.try_flatten().boxed())
    }
}
