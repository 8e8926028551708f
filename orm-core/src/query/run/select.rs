//! Running queries.

use futures_util::stream::BoxStream;

use super::super::{Compound, Decode, Loads, Select};
use super::relation::{Root, Streamed};
use super::{access, cell, first, found, request};
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::Executor;
use crate::schema::TableMeta;
use crate::sql;

impl<D: Database, Sc, Row: Send, L: Loads<D, Row>> Select<D, Sc, Row, L> {
    /// All rows, each with the relations that the query loads.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<Vec<L::Out>, Error> {
        let (root, decode, loads) = self.into_parts();
        let mut lease = executor.lease_for(root.request.access).await?;
        root.fetch(&mut lease, decode, usize::MAX).await?.load(&mut lease, loads).await
    }

    /// The first row, as [`Select::optional`]; none is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound). Whether there are
    /// more is not looked at.
    pub async fn one<E: Executor<D>>(self, executor: E) -> Result<L::Out, Error> {
        let table = self.table();
        found(self.optional(executor).await?, table)
    }

    /// The first row, if there is one. Unless the query gives the primary key of its one table a value, it is sent with
    /// `limit 1`.
    pub async fn optional<E: Executor<D>>(mut self, executor: E) -> Result<Option<L::Out>, Error> {
        self.ast.only_first();
        let (root, decode, loads) = self.into_parts();
        let mut lease = executor.lease_for(root.request.access).await?;
        root.one(&mut lease, decode, loads).await
    }

    /// The rows one by one, as they arrive. A connection is held until the stream ends or is dropped.
    ///
    /// Relations are read for 512 rows at a time, by one statement for each relation. They come over a second connection of
    /// the same pool, which is held as long, if one is free when the stream begins; it is not waited for. Where there is none
    /// (a pool whose other connections are in use, a transaction, a connection of sqlx) all rows are read first, and only
    /// what they load is read bit by bit. Streams that take turns, as those of a `zip`, need two connections each.
    pub fn stream<'e, E: Executor<D> + 'e>(self, executor: E) -> BoxStream<'e, Result<L::Out, Error>>
    where
        Row: 'e,
        L: Clone + 'e,
    {
        let Self { ast, decode, loads, .. } = self;
        let mut links = Vec::new();
        loads.links(&mut links);
        let rows = Streamed::new::<D>(*ast, &links, decode);
        loads.stream(executor, rows)
    }

    /// The first statement, and what is loaded with its rows.
    fn into_parts(self) -> (Root, Decode<Row>, L) {
        let Self { ast, decode, loads, .. } = self;
        let mut links = Vec::new();
        loads.links(&mut links);
        (Root::new::<D>(*ast, &links), decode, loads)
    }
}

impl<D: Database, Sc, Row: Send, L> Select<D, Sc, Row, L> {
    /// How many rows there are: `select count(*) from …`. A limit counts.
    pub async fn count<E: Executor<D>>(self, executor: E) -> Result<i64, Error> {
        let table = self.table();
        let access = access(&self.ast);
        let request = request(sql::count(D::DIALECT, *self.ast), table);
        found(first(&mut executor.lease_for(access).await?, request, cell::<i64>).await?, table)
    }

    /// Are there rows? `select exists (select 1 from …)`.
    pub async fn exists<E: Executor<D>>(self, executor: E) -> Result<bool, Error> {
        let table = self.table();
        let access = access(&self.ast);
        let request = request(sql::exists(D::DIALECT, *self.ast), table);
        found(first(&mut executor.lease_for(access).await?, request, cell::<bool>).await?, table)
    }

    fn table(&self) -> &'static TableMeta {
        self.ast.from.table()
    }
}

impl<D: Database, Sc, Row: Send> Compound<D, Sc, Row> {
    /// All rows.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<Vec<Row>, Error> {
        self.whole.all(executor).await
    }

    /// The first row; none is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound).
    pub async fn one<E: Executor<D>>(self, executor: E) -> Result<Row, Error> {
        self.whole.one(executor).await
    }

    /// The first row, if there is one.
    pub async fn optional<E: Executor<D>>(self, executor: E) -> Result<Option<Row>, Error> {
        self.whole.optional(executor).await
    }

    /// The rows one by one, as they arrive. The connection is held until the stream is dropped.
    pub fn stream<'e, E: Executor<D> + 'e>(self, executor: E) -> BoxStream<'e, Result<Row, Error>>
    where
        Row: 'e,
    {
        self.whole.stream(executor)
    }

    /// How many rows there are. A limit counts.
    pub async fn count<E: Executor<D>>(self, executor: E) -> Result<i64, Error> {
        self.whole.count(executor).await
    }

    /// Are there rows?
    pub async fn exists<E: Executor<D>>(self, executor: E) -> Result<bool, Error> {
        self.whole.exists(executor).await
    }
}
