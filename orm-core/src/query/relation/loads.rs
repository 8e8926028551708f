//! What a query loads with its rows, as types.

use std::sync::Arc;

#[cfg(feature = "exec")]
use futures_util::{
    future::{BoxFuture, ready},
    stream::BoxStream,
};

#[cfg(feature = "exec")]
use super::super::{LinkKeys, Rows, Streamed, run::children};
use super::{Choice, RelationQuery};
use crate::dialect::Database;
#[cfg(feature = "exec")]
use crate::error::Error;
#[cfg(feature = "exec")]
use crate::exec::{Executor, Lease};
use crate::schema::{Link, Loaded, Related, Relation, Shape};
use crate::types::Value;

/// What a query loads with each `Row`: nothing, `()`, a list of relations, or those of a projection.
#[diagnostic::on_unimplemented(
    message = "rows of `{Row}` cannot be read with these relations",
    label = "cannot be loaded with each row",
    note = "whole rows have relations, `Project::query().with(..)`, and projections that declare them"
)]
pub trait Loads<D, Row>: Send {
    /// What a row becomes: itself when nothing is loaded.
    type Out: Send;

    /// Puts the links of the relations into the list, the first one first.
    fn links(&self, list: &mut Vec<Link>);

    /// Hands the arguments of a prepared query to the relations that have parameters.
    #[doc(hidden)]
    fn fill(&mut self, _arguments: &Arc<[Value]>) {}

    /// The rows, if nothing is loaded with them.
    fn plain(rows: Vec<Row>) -> Result<Vec<Self::Out>, Vec<Row>>;

    /// A row, if nothing is loaded with it.
    fn plain_one(row: Row) -> Result<Self::Out, Row> {
        Err(row)
    }

    /// The rows with what is loaded.
    #[cfg(feature = "exec")]
    #[doc(hidden)]
    fn load<'l, 'e: 'l>(
        self,
        rows: Rows<Row>,
        lease: &'l mut Lease<'e>,
    ) -> BoxFuture<'l, Result<Vec<Self::Out>, Error>>
    where
        Self: 'l,
        Row: 'l;

    /// The rows of a stream with what is loaded.
    #[cfg(feature = "exec")]
    #[doc(hidden)]
    fn stream<'e, E: Executor<D> + 'e>(
        self,
        executor: E,
        rows: Streamed<Row>,
    ) -> BoxStream<'e, Result<Self::Out, Error>>
    where
        D: Database,
        Self: Clone + 'e,
        Row: Send + 'e,
    {
        rows.load(executor, self)
    }
}

/// A list of relations, the last one first: `()`, or a [`RelationQuery`] and the others.
pub trait Lists<D>: Send {
    /// What is loaded for one row.
    type Lists: Send;

    /// Puts the links of the relations into the list, the first one first.
    fn links(&self, list: &mut Vec<Link>);

    /// Hands the arguments of a prepared query to the relations that have parameters.
    #[doc(hidden)]
    fn fill(&mut self, _arguments: &Arc<[Value]>) {}

    /// What is loaded for each of so many rows, in their order. `keys` has those of these relations, the first one first.
    #[cfg(feature = "exec")]
    #[doc(hidden)]
    fn lists<'l, 'e: 'l>(
        self,
        lease: &'l mut Lease<'e>,
        keys: LinkKeys,
        rows: usize,
    ) -> BoxFuture<'l, Result<Vec<Self::Lists>, Error>>
    where
        Self: 'l;
}

impl<D, Row: Send> Loads<D, Row> for () {
    type Out = Row;

    fn links(&self, _list: &mut Vec<Link>) {}

    fn plain(rows: Vec<Row>) -> Result<Vec<Row>, Vec<Row>> {
        Ok(rows)
    }

    fn plain_one(row: Row) -> Result<Row, Row> {
        Ok(row)
    }

    #[cfg(feature = "exec")]
    fn load<'l, 'e: 'l>(
        self,
        rows: Rows<Row>,
        _lease: &'l mut Lease<'e>,
    ) -> BoxFuture<'l, Result<Vec<Row>, Error>>
    where
        Row: 'l,
    {
        Box::pin(ready(Ok(rows.into_parts().0)))
    }

    #[cfg(feature = "exec")]
    fn stream<'e, E: Executor<D> + 'e>(
        self,
        executor: E,
        rows: Streamed<Row>,
    ) -> BoxStream<'e, Result<Row, Error>>
    where
        D: Database,
        Row: 'e,
    {
        rows.plain(executor)
    }
}

impl<D, T, R, X, L, Sh, Rest> Loads<D, T> for (RelationQuery<D, R, X, L, Sh>, Rest)
where
    Self: Lists<D>,
    T: Related<With<<Self as Lists<D>>::Lists>: Send>,
    R: Relation,
{
    type Out = T::With<<Self as Lists<D>>::Lists>;

    fn links(&self, list: &mut Vec<Link>) {
        Lists::links(self, list);
    }

    fn fill(&mut self, arguments: &Arc<[Value]>) {
        Lists::fill(self, arguments);
    }

    fn plain(rows: Vec<T>) -> Result<Vec<Self::Out>, Vec<T>> {
        Err(rows)
    }

    #[cfg(feature = "exec")]
    fn load<'l, 'e: 'l>(
        self,
        rows: Rows<T>,
        lease: &'l mut Lease<'e>,
    ) -> BoxFuture<'l, Result<Vec<Self::Out>, Error>>
    where
        Self: 'l,
        T: 'l,
    {
        Box::pin(async move {
            let (rows, keys) = rows.into_parts();
            let lists = self.lists(lease, keys, rows.len()).await?;
            Ok(rows.into_iter().zip(lists).map(|(row, lists)| row.with_relations(lists)).collect())
        })
    }
}

impl<D> Lists<D> for () {
    type Lists = ();

    fn links(&self, _list: &mut Vec<Link>) {}

    #[cfg(feature = "exec")]
    fn lists<'l, 'e: 'l>(
        self,
        _lease: &'l mut Lease<'e>,
        _keys: LinkKeys,
        rows: usize,
    ) -> BoxFuture<'l, Result<Vec<()>, Error>> {
        Box::pin(ready(Ok(vec![(); rows])))
    }
}

impl<D, R, X, L, Sh, Rest> Lists<D> for (RelationQuery<D, R, X, L, Sh>, Rest)
where
    D: Database,
    R: Relation,
    X: Choice<D>,
    L: Loads<D, X::Row>,
    Sh: Shape,
    Rest: Lists<D>,
{
    type Lists = Loaded<R, Sh::Of<L::Out>, Rest::Lists>;

    fn links(&self, list: &mut Vec<Link>) {
        self.1.links(list);
        list.push(R::LINK);
    }

    fn fill(&mut self, arguments: &Arc<[Value]>) {
        self.1.fill(arguments);
        self.0.loads.fill(arguments);
        self.0.arguments = Some(Arc::clone(arguments));
    }

    #[cfg(feature = "exec")]
    fn lists<'l, 'e: 'l>(
        self,
        lease: &'l mut Lease<'e>,
        mut keys: LinkKeys,
        rows: usize,
    ) -> BoxFuture<'l, Result<Vec<Self::Lists>, Error>>
    where
        Self: 'l,
    {
        let (relation, rest) = self;
        let own = keys.pop().unwrap_or_default();
        Box::pin(async move {
            let before = rest.lists(lease, keys, rows).await?;
            let found = children::<D, R, X, L, Sh>(lease, relation, own).await?;
            Ok(found.into_iter().zip(before).map(|(found, before)| Loaded::new(found, before)).collect())
        })
    }
}
