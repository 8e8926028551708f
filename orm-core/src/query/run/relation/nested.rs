//! Writing rows with rows that refer to them.

use futures_util::future::{BoxFuture, ready};

use super::super::super::{InsertWith, NewRows};
use super::super::{found, insert};
use super::load::missing;
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::{Executor, Lease};
use crate::query::Insert;
use crate::schema::{Loaded, Related, Relation, RowOf, Shape};

/// New rows of relations of `T`, the last one first: `()`, or [`NewRows`] and the others.
pub trait Nested<D, T>: Send {
    /// What is written for one row.
    type Written: Send;
    /// A row with what was written.
    type Out: Send;

    /// Writes the rows for each of `parents`, in their order.
    #[doc(hidden)]
    fn write<'l, 'e: 'l>(
        self,
        lease: &'l mut Lease<'e>,
        parents: &'l [T],
    ) -> BoxFuture<'l, Result<Vec<Self::Written>, Error>>
    where
        Self: 'l;

    /// Puts the two together.
    fn assemble(row: T, written: Self::Written) -> Self::Out;
}

impl<D, T: Send> Nested<D, T> for () {
    type Written = ();
    type Out = T;

    fn write<'l, 'e: 'l>(
        self,
        _lease: &'l mut Lease<'e>,
        parents: &'l [T],
    ) -> BoxFuture<'l, Result<Vec<()>, Error>> {
        Box::pin(ready(Ok(vec![(); parents.len()])))
    }

    fn assemble(row: T, (): ()) -> T {
        row
    }
}

impl<D, T, R, F, I, N, Rest> Nested<D, T> for (NewRows<D, R, F, N>, Rest)
where
    D: Database,
    T: Related<With<Loaded<R, <R::Shape as Shape>::Of<N::Out>, Rest::Written>>: Send> + Sync,
    R: Relation<Parent = T, Child: Sync>,
    F: FnMut(&T) -> I + Send,
    I: IntoIterator<Item: RowOf<R::Child>>,
    N: Nested<D, R::Child>,
    Rest: Nested<D, T>,
{
    type Written = Loaded<R, <R::Shape as Shape>::Of<N::Out>, Rest::Written>;
    type Out = T::With<Self::Written>;

    fn write<'l, 'e: 'l>(
        self,
        lease: &'l mut Lease<'e>,
        parents: &'l [T],
    ) -> BoxFuture<'l, Result<Vec<Self::Written>, Error>>
    where
        Self: 'l,
    {
        let (NewRows { mut rows, nested, .. }, rest) = self;
        let (mut counts, mut models) = (Vec::with_capacity(parents.len()), Vec::new());
        for parent in parents {
            let before = models.len();
            models.extend(rows(parent));
            counts.push(models.len() - before);
        }
        let insert = Insert::rows(models);
        Box::pin(async move {
            let before = rest.write(lease, parents).await?;
            let children = insert::all::<D, R::Child>(lease, insert).await?;
            let written = nested.write(lease, &children).await?;
            let mut children =
                children.into_iter().zip(written).map(|(row, written)| N::assemble(row, written));
            let shaped = counts.into_iter().zip(before).map(|(count, before)| {
                let list = children.by_ref().take(count).collect();
                let list = R::Shape::of(list).ok_or_else(|| missing(&R::LINK))?;
                Ok(Loaded::new(list, before))
            });
            shaped.collect()
        })
    }

    fn assemble(row: T, written: Self::Written) -> Self::Out {
        row.with_relations(written)
    }
}

impl<D: Database, T: Related + Sync, N: Nested<D, T>> InsertWith<D, T, N> {
    /// Writes the row and those of its relations, and hands all of them back, with what the database filled in.
    ///
    /// # Errors
    /// As [`Insert::one`]; nothing is kept then.
    pub async fn one<E: Executor<D>>(self, executor: E) -> Result<N::Out, Error> {
        let Self { insert, nested } = self;
        let mut lease = executor.lease().await?;
        lease.begin().await?;
        let row = insert::one(&mut lease, insert).await?;
        let written = nested.write(&mut lease, std::slice::from_ref(&row)).await?.pop();
        let written = found(written, T::META)?;
        lease.commit().await?;
        Ok(N::assemble(row, written))
    }
}
