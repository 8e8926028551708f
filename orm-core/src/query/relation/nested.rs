//! New rows with rows that refer to them, in one transaction.

use std::marker::PhantomData;

use super::super::{Insert, Single};
use super::RelationQuery;
use crate::dialect::Database;
use crate::schema::{Referring, Relation, RelationOf, RowOf, Table};

/// New rows of the relation `R`, which `F` makes for each new parent, with the new rows `N` of their own relations. Made by
/// [`RelationQuery::insert`].
#[must_use = "new rows are written with the row that they belong to: `Project::insert(..).with(..)`"]
pub struct NewRows<D, R, F, N = ()> {
    pub(in crate::query) rows: F,
    pub(in crate::query) nested: N,
    marker: PhantomData<fn() -> (D, R)>,
}

impl<D: Database, R: Relation> RelationQuery<D, R> {
    /// New rows of the relation, to be written with a new row of its table: `Project::insert(..).with(..)`.
    ///
    /// The closure is called with the row that was written, so that the new ones can refer to it.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// # #[cfg(feature = "sqlite")]
    /// # async fn write(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    /// let user = User::insert(new!(User { name: "Ada" }))
    ///     .with(User::posts().insert(|user| ["Notes", "Engines"].map(|title| new!(Post { author_id: user.id, title }))))
    ///     .one(db)
    ///     .await?;
    /// assert_eq!(user.posts()[1].title, "Engines");
    /// # Ok(())
    /// # }
    /// ```
    pub fn insert<F, I>(self, rows: F) -> NewRows<D, R, F>
    where
        R: Referring,
        F: FnMut(&R::Parent) -> I + Send,
        I: IntoIterator<Item: RowOf<R::Child>>,
    {
        NewRows { rows, nested: (), marker: PhantomData }
    }
}

impl<D, R: Relation, F, N> NewRows<D, R, F, N> {
    /// Writes rows of a relation of these rows with them.
    pub fn with<Next: RelationOf<R::Child>, G, M>(
        self,
        rows: NewRows<D, Next, G, M>,
    ) -> NewRows<D, R, F, (NewRows<D, Next, G, M>, N)> {
        NewRows { rows: self.rows, nested: (rows, self.nested), marker: PhantomData }
    }
}

/// A new row of `T` with the new rows `N` of its relations. Made by [`Insert::with`].
#[must_use = "a statement does nothing until it is run"]
pub struct InsertWith<D, T, N> {
    pub(in crate::query) insert: Insert<D, T, Single>,
    pub(in crate::query) nested: N,
}

impl<D: Database, T: Table> Insert<D, T, Single> {
    /// Writes rows of a relation with the row, in one transaction: all are kept, or none. `.one(..)` hands back the row with
    /// what was written of its relations.
    ///
    /// One statement for the row and one for each relation, in chunks where there are many rows. On MySQL each of the rows is
    /// read back by its key, as `.one(..)` and `.all(..)` of an insert do.
    pub fn with<R: RelationOf<T>, F, N>(
        self,
        rows: NewRows<D, R, F, N>,
    ) -> InsertWith<D, T, (NewRows<D, R, F, N>, ())> {
        InsertWith { insert: self, nested: (rows, ()) }
    }
}

impl<D: Database, T: Table, M> InsertWith<D, T, M> {
    /// Writes rows of another relation as well.
    pub fn with<R: RelationOf<T>, F, N>(
        self,
        rows: NewRows<D, R, F, N>,
    ) -> InsertWith<D, T, (NewRows<D, R, F, N>, M)> {
        InsertWith { insert: self.insert, nested: (rows, self.nested) }
    }
}
