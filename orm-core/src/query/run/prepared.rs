//! Running prepared statements.

use futures_util::stream::BoxStream;

use super::super::prepare::{Bound, PreparedChange, PreparedQuery, PreparedReturning, PreparedSql, template};
use super::super::{Decode, Loads};
use super::change::{execute_all, written};
use super::relation::{Root, Streamed};
use super::{access, cell, filled, first, found};
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::{Executor, Request};
use crate::schema::TableMeta;
use crate::sql::{self, Template};
use crate::types::Value;

impl<D: Database, P, Row: Send, L: Loads<D, Row> + Clone> Bound<'_, PreparedQuery<D, P, Row, L>> {
    /// All rows, each with the relations that the query loads.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<Vec<L::Out>, Error> {
        let template = &self.statement.template;
        let (root, decode, loads) = self.into_parts(template);
        let mut lease = executor.lease_for(root.request.access).await?;
        root.fetch(&mut lease, decode, usize::MAX).await?.load(&mut lease, loads).await
    }

    /// The first row; none is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound).
    pub async fn one<E: Executor<D>>(self, executor: E) -> Result<L::Out, Error> {
        let table = self.table();
        found(self.optional(executor).await?, table)
    }

    /// The first row, if there is one, as [`Select::optional`](super::super::Select::optional). The text is written when it is
    /// first asked for.
    pub async fn optional<E: Executor<D>>(self, executor: E) -> Result<Option<L::Out>, Error> {
        let PreparedQuery { ast, first, loads, .. } = self.statement;
        let template = first.get_or_init(|| {
            let mut select = (**ast).clone();
            select.only_first();
            template::<D, Row, L>(select, loads).0
        });
        let (root, decode, loads) = self.into_parts(template);
        let mut lease = executor.lease_for(root.request.access).await?;
        root.one(&mut lease, decode, loads).await
    }

    /// The rows one by one, as they arrive, as [`Select::stream`](super::super::Select::stream).
    pub fn stream<'e, E: Executor<D> + 'e>(self, executor: E) -> BoxStream<'e, Result<L::Out, Error>>
    where
        Row: 'e,
        L: 'e,
    {
        let template = &self.statement.template;
        let (root, decode, loads) = self.into_parts(template);
        loads.stream(executor, Streamed::of(root, decode))
    }

    /// How many rows there are. Its text is written when it is first asked for.
    pub async fn count<E: Executor<D>>(self, executor: E) -> Result<i64, Error> {
        let PreparedQuery { ast, count, .. } = self.statement;
        let template =
            count.get_or_init(|| Template::new(D::DIALECT, sql::count(D::DIALECT, (**ast).clone())));
        let (table, request) = (self.table(), filled(template, self.arguments));
        found(
            first(&mut executor.lease_for(access(ast)).await?, request.table(table), cell::<i64>).await?,
            table,
        )
    }

    /// Are there rows? Its text is written when it is first asked for.
    pub async fn exists<E: Executor<D>>(self, executor: E) -> Result<bool, Error> {
        let PreparedQuery { ast, exists, .. } = self.statement;
        let template =
            exists.get_or_init(|| Template::new(D::DIALECT, sql::exists(D::DIALECT, (**ast).clone())));
        let (table, request) = (self.table(), filled(template, self.arguments));
        found(
            first(&mut executor.lease_for(access(ast)).await?, request.table(table), cell::<bool>).await?,
            table,
        )
    }

    /// The first statement, and what is loaded with its rows.
    fn into_parts(self, template: &Template) -> (Root, Decode<Row>, L) {
        let (table, access) = (self.table(), access(&self.statement.ast));
        let PreparedQuery { loads, links, decode, .. } = self.statement;
        let mut loads = loads.clone();
        if !links.keys.is_empty() {
            loads.fill(&self.arguments.as_slice().into());
        }
        let request = filled(template, self.arguments).table(table).access(access);
        (Root { request, links: links.clone() }, *decode, loads)
    }

    fn table(&self) -> &'static TableMeta {
        self.statement.ast.from.table()
    }
}

impl<D: Database, P> Bound<'_, PreparedChange<D, P>> {
    /// Writes, changes or removes the rows and says how many. Several statements are one transaction.
    pub async fn execute<E: Executor<D>>(self, executor: E) -> Result<u64, Error> {
        let PreparedChange { table, expects_version, .. } = *self.statement;
        let requests = self.statement.requests(self.arguments);
        execute_all(executor, requests, table, expects_version).await
    }
}

impl<D: Database, P, Row: Send> Bound<'_, PreparedReturning<D, P, Row>> {
    /// All rows that were written. Several statements are one transaction.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<Vec<Row>, Error> {
        let PreparedReturning { change, decode } = self.statement;
        let requests = change.requests(self.arguments);
        written(executor, requests, *decode, change.table, change.expects_version).await
    }

    /// The first row that was written; none is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound).
    pub async fn one<E: Executor<D>>(self, executor: E) -> Result<Row, Error> {
        let table = self.statement.change.table;
        found(self.optional(executor).await?, table)
    }

    /// The first row that was written, if there is one.
    pub async fn optional<E: Executor<D>>(self, executor: E) -> Result<Option<Row>, Error> {
        Ok(self.all(executor).await?.into_iter().next())
    }
}

impl<P> Bound<'_, PreparedSql<P>> {
    pub(super) fn into_request<D: Database>(self) -> Request {
        filled(self.statement.template::<D>(), self.arguments)
    }
}

impl<D: Database, P> PreparedChange<D, P> {
    fn requests(&self, arguments: Vec<Value>) -> Vec<Request> {
        match &self.templates[..] {
            [template] => vec![filled(template, arguments).table(self.table)],
            templates => templates
                .iter()
                .map(|template| filled(template, arguments.clone()).table(self.table))
                .collect(),
        }
    }
}
