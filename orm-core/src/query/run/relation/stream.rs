//! Rows handed on one by one with their relations, which are read for some hundred rows at a time.

use futures_util::stream::{self, BoxStream, TryChunksError};
use futures_util::{StreamExt, TryStreamExt};

use super::super::super::{Decode, Loads};
use super::load::{Root, Rows};
use crate::ast;
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::{self, Access, Executor};
use crate::schema::Link;

/// How many rows share the statements that read their relations.
const CHUNK: usize = 512;

/// The rows of a query on their way.
pub struct Streamed<Row> {
    root: Root,
    access: Access,
    decode: Decode<Row>,
}

impl<Row: Send> Streamed<Row> {
    pub(in crate::query::run) fn new<D: Database>(
        select: ast::Select,
        links: &[Link],
        decode: Decode<Row>,
    ) -> Self {
        let access = super::super::access(&select);
        Self { root: Root::new::<D>(select, links), access, decode }
    }

    /// The rows as they are.
    pub(in crate::query) fn plain<'e, D, E>(self, executor: E) -> BoxStream<'e, Result<Row, Error>>
    where
        D: Database,
        E: Executor<D> + 'e,
        Row: 'e,
    {
        exec::stream(executor, self.root.request.access(self.access), self.decode)
    }

    /// The rows with what `loads` reads for them: on connections beside the one that the rows come from, or on that one
    /// after the last row, where there is no other.
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
        let Self { root, access, decode } = self;
        let Some(beside) = executor.beside() else {
            return after_the_rows(executor, (root, decode, access), loads);
        };
        let Root { request, links } = root;
        let rows = exec::stream(executor, request.access(access), move |cells| {
            let mut one = Rows::new(links.len());
            one.take(cells, &links, decode)?;
            Ok(one)
        });
        rows.try_chunks(CHUNK)
            .map_err(|TryChunksError(_, error)| error)
            .and_then(move |chunk| {
                let (beside, loads) = (beside.clone(), loads.clone());
                async move {
                    let mut lease = (&beside).lease_for(access).await?;
                    Rows::concat(chunk).load(&mut lease, loads).await
                }
            })
            .map_ok(|rows| stream::iter(rows.into_iter().map(Ok)))
            .try_flatten()
            .boxed()
    }
}

fn after_the_rows<'e, D, E, Row, L>(
    executor: E,
    (root, decode, access): (Root, Decode<Row>, Access),
    loads: L,
) -> BoxStream<'e, Result<L::Out, Error>>
where
    D: Database,
    E: Executor<D> + 'e,
    L: Loads<D, Row> + Clone + 'e,
    Row: Send + 'e,
{
    let read = async move {
        let mut lease = executor.lease_for(access).await?;
        lease.hold();
        let rows = root.fetch(&mut lease, decode, usize::MAX).await?;
        Ok((lease, rows))
    };
    stream::once(read)
        .map_ok(move |read| {
            stream::try_unfold((read, loads.clone()), async |((mut lease, mut rows), loads)| {
                let chunk = rows.first(CHUNK);
                if chunk.len() == 0 {
                    return Ok(None);
                }
                let loaded = chunk.load(&mut lease, loads.clone()).await?;
                Ok(Some((stream::iter(loaded.into_iter().map(Ok)), ((lease, rows), loads))))
            })
        })
        .try_flatten()
        .try_flatten()
        .boxed()
}
