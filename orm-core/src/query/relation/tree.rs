//! Projections with relations: structs that hold what is loaded beside what is read.

use std::fmt;
use std::marker::PhantomData;

#[cfg(feature = "exec")]
use futures_util::future::BoxFuture;

use super::super::{Covers, Fits, Selection};
use super::{Lists, Loads, RelationQuery};
use crate::ast::Item;
use crate::dialect::Database;
#[cfg(feature = "exec")]
use crate::error::Error;
#[cfg(feature = "exec")]
use crate::exec::Lease;
use crate::expr::InScope;
use crate::schema::{Link, Relation};
use crate::types::{Cells, DecodeError, NotNull};

#[cfg(feature = "exec")]
use super::super::Rows;

/// A projection of which some fields are relations, `#[projection(with)]`. Implemented by `#[derive(Projection)]`.
///
/// ```
/// # use orm_core::doc::*;
/// #[derive(Projection)]
/// #[projection(from = User)]
/// struct Author {
///     name: String,
///     #[projection(User::posts().count())]
///     post_count: i64,
///     #[projection(with = User::posts().order_by(Post::id.desc()).limit(3))]
///     posts: Vec<Title>,
/// }
///
/// #[derive(Projection)]
/// #[projection(from = Post)]
/// struct Title {
///     id: i32,
///     title: String,
/// }
///
/// # #[cfg(feature = "sqlite")]
/// # async fn read(db: Db<Sqlite>) -> Result<(), orm_core::Error> {
/// let authors: Vec<Author> = User::query().order_by(User::name).select(Author::SELECT).all(&db).await?;
/// # let _ = |a: Author, t: Title| (a.name, a.post_count, a.posts, t.id, t.title);
/// # Ok(())
/// # }
/// ```
pub trait ProjectionTree: Sized + Send + 'static {
    /// The sources that it reads.
    type Sources;
    /// What is read of a row itself.
    type Flat: Send;

    /// Puts the items into the select list.
    fn items<D: Database>(list: &mut Vec<Item>);

    /// Reads the cells of those items.
    fn read<D: Database>(cells: &mut Cells<'_>) -> Result<Self::Flat, DecodeError>;

    /// The relations, and how the struct is built.
    fn branches<D: Database>() -> impl Loads<D, Self::Flat, Out = Self>;
}

/// A projection with relations on its way into a query: `Card::SELECT`.
pub struct ProjectedTree<C>(PhantomData<fn() -> C>);

impl<C> ProjectedTree<C> {
    /// Called by the derive.
    #[expect(clippy::new_without_default, reason = "a handle is a constant, never a default")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<C> Clone for ProjectedTree<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for ProjectedTree<C> {}

impl<C> fmt::Debug for ProjectedTree<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProjectedTree")
    }
}

impl<D, Sc, C, P> Selection<D, Sc, P> for ProjectedTree<C>
where
    D: Database,
    Sc: Covers<C::Sources, P>,
    C: ProjectionTree,
{
    type Row = C::Flat;
    type Loads = Tree<C>;
    type Uses = ();

    fn items(self, list: &mut Vec<Item>) {
        C::items::<D>(list);
    }

    fn read(cells: &mut Cells<'_>) -> Result<C::Flat, DecodeError> {
        C::read::<D>(cells)
    }

    fn loads(&self) -> Tree<C> {
        Tree(PhantomData)
    }
}

/// The relations of the projection `C`.
pub struct Tree<C>(PhantomData<fn() -> C>);

impl<C> Clone for Tree<C> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

impl<D: Database, C: ProjectionTree> Loads<D, C::Flat> for Tree<C> {
    type Out = C;

    fn links(&self, list: &mut Vec<Link>) {
        C::branches::<D>().links(list);
    }

    fn plain(rows: Vec<C::Flat>) -> Result<Vec<C>, Vec<C::Flat>> {
        Err(rows)
    }

    #[cfg(feature = "exec")]
    fn load<'l, 'e: 'l>(
        self,
        rows: Rows<C::Flat>,
        lease: &'l mut Lease<'e>,
    ) -> BoxFuture<'l, Result<Vec<C>, Error>>
    where
        C::Flat: 'l,
    {
        Box::pin(async move { C::branches::<D>().load(rows, lease).await })
    }
}

/// Relations, and how a struct is built of them and of what was read beside them. Called by the derive.
pub fn branches<D, Flat, Q: Lists<D>, C>(
    lists: Q,
    build: fn(Flat, Q::Lists) -> C,
) -> Branches<Q, fn(Flat, Q::Lists) -> C> {
    Branches { lists, build }
}

/// A relation of a table that the projection reads, and that is always there. Called by the derive.
pub fn branch<D, Sc, R, X, L, Sh, I>(relation: RelationQuery<D, R, X, L, Sh>) -> RelationQuery<D, R, X, L, Sh>
where
    R: Relation,
    Sc: InScope<R::Parent, I, N: Fits<NotNull, R::Parent>>,
{
    relation
}

/// Made by [`branches`].
pub struct Branches<Q, F> {
    lists: Q,
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "relations are loaded from a database"))]
    build: F,
}

impl<D, Flat: Send, Q: Lists<D>, C: Send> Loads<D, Flat> for Branches<Q, fn(Flat, Q::Lists) -> C> {
    type Out = C;

    fn links(&self, list: &mut Vec<Link>) {
        self.lists.links(list);
    }

    fn plain(rows: Vec<Flat>) -> Result<Vec<C>, Vec<Flat>> {
        Err(rows)
    }

    #[cfg(feature = "exec")]
    fn load<'l, 'e: 'l>(
        self,
        rows: Rows<Flat>,
        lease: &'l mut Lease<'e>,
    ) -> BoxFuture<'l, Result<Vec<C>, Error>>
    where
        Self: 'l,
        Flat: 'l,
    {
        Box::pin(async move {
            let (rows, keys) = rows.into_parts();
            let lists = self.lists.lists(lease, keys, rows.len()).await?;
            Ok(rows.into_iter().zip(lists).map(|(row, lists)| (self.build)(row, lists)).collect())
        })
    }
}
