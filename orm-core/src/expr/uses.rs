//! What an expression needs of the query it stands in: its sources, and the abilities of its database.
//!
//! Each expression carries a tree of these as a type: `()` needs nothing, [`One`] a source, a pair both of its halves.
//! [`Uses`] walks the tree in the scope of a query. It stays transparent, so that the compiler reports the one leaf that
//! does not hold (`InScope`, `HasIlike`) in its own words.

use std::marker::PhantomData;

use super::per_row::{PerGroup, PerRow};
use super::scope::InScope;
use crate::dialect::{Database, HasIlike};
use crate::types::{NotNull, Nullness};

/// Uses a column of the source `S`.
pub struct One<S> {
    marker: PhantomData<fn() -> S>,
}

/// Uses what `U` uses, without becoming NULL where that does (`count`, `is null`).
pub struct Never<U> {
    marker: PhantomData<fn() -> U>,
}

/// Uses both, and becomes NULL only where both do (`coalesce`). `N` and `M` say whether the operands are NULL by themselves.
pub struct Both<N, U, M, V> {
    marker: PhantomData<fn() -> (N, U, M, V)>,
}

/// Uses what `U` uses, and is an aggregate: it can be filtered, and calculated over a window.
pub struct Aggregated<U> {
    marker: PhantomData<fn() -> U>,
}

/// Uses what `U` uses, and has a value for a group of rows: an aggregate that is neither filtered nor calculated over a window.
pub struct Grouped<U> {
    marker: PhantomData<fn() -> U>,
}

/// Uses what `U` uses, and is calculated over a window.
pub struct Windowed<U> {
    marker: PhantomData<fn() -> U>,
}

/// Needs `ILIKE`.
pub struct NeedsIlike;

/// Needs the database `D`, because a subquery was built for it.
pub struct NeedsDatabase<D> {
    marker: PhantomData<fn() -> D>,
}

/// Uses any of the sources `Sc`, and what the database `D` can do: of a condition that was boxed.
pub struct Erased<D, Sc> {
    marker: PhantomData<fn() -> (D, Sc)>,
}

/// The sources are those for which a condition was boxed.
#[diagnostic::on_unimplemented(
    message = "this condition was boxed for a query over other sources",
    label = "boxed for a query over `{Boxed}`, and used in one over `{Self}`",
    note = "a `BoxedCondition` names the sources of the query in which it stands, in their order"
)]
pub trait SameSources<Boxed> {}
#[diagnostic::do_not_recommend]
impl<Sc> SameSources<Sc> for Sc {}

/// The needs are met by the database `D` and the scope `Sc`. `P` is inferred: where the sources stand in the scope.
pub trait Uses<D, Sc, P> {
    /// May an outer join make the expression NULL?
    type N: Nullness;
}

#[diagnostic::do_not_recommend]
impl<D, Sc> Uses<D, Sc, ()> for () {
    type N = NotNull;
}

impl<D, Sc: InScope<S, I>, S, I> Uses<D, Sc, I> for One<S> {
    type N = Sc::N;
}

impl<D, Sc, L: Uses<D, Sc, P>, R: Uses<D, Sc, Q>, P, Q> Uses<D, Sc, (P, Q)> for (L, R) {
    type N = <L::N as Nullness>::Or<R::N>;
}

impl<D, Sc, U: Uses<D, Sc, P>, P> Uses<D, Sc, P> for Never<U> {
    type N = NotNull;
}

impl<D, Sc, U: Uses<D, Sc, P> + PerRow, P> Uses<D, Sc, P> for Aggregated<U> {
    type N = U::N;
}

impl<D, Sc, U: Uses<D, Sc, P> + PerRow, P> Uses<D, Sc, P> for Grouped<U> {
    type N = U::N;
}

impl<D, Sc, U: Uses<D, Sc, P> + PerGroup, P> Uses<D, Sc, P> for Windowed<U> {
    type N = U::N;
}

impl<D, Sc, N, U, M, V, P, Q> Uses<D, Sc, (P, Q)> for Both<N, U, M, V>
where
    N: Nullness,
    M: Nullness,
    U: Uses<D, Sc, P>,
    V: Uses<D, Sc, Q>,
{
    type N = <N::Or<U::N> as Nullness>::And<M::Or<V::N>>;
}

impl<D: HasIlike, Sc> Uses<D, Sc, ()> for NeedsIlike {
    type N = NotNull;
}

impl<D, Boxed, Sc: SameSources<Boxed>> Uses<D, Sc, ()> for Erased<D, Boxed> {
    type N = NotNull;
}

#[diagnostic::do_not_recommend]
impl<D: Database, Sc> Uses<D, Sc, ()> for NeedsDatabase<D> {
    type N = NotNull;
}
