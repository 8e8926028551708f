//! Which sources a query has: the list behind FROM and the joins, as a type.
//!
//! A scope is a tuple of [`In`], one for each source. Whether a column's source is among them is a question of the trait
//! [`InScope`]; the position in the tuple is a type parameter that the compiler infers, so no recursion and no table of
//! unequal types is needed, and the check costs the same for each column.

use std::marker::PhantomData;

use super::One;
use crate::types::{Cells, ColumnType, DecodeError, NotNull, Null, Nullness};

/// One source of a query. `N` is [`Null`] when an outer join may find no row of it, [`Outer`] when it belongs to the query
/// around this one.
pub struct In<S, N = NotNull> {
    marker: PhantomData<fn() -> (S, N)>,
}

/// The place of a source in a scope.
pub struct At<const POSITION: usize>;

/// Marks a source of the query around a subquery.
pub struct Outer;

/// A scope that has the source `S`, at the place `I`.
#[diagnostic::on_unimplemented(
    message = "this query has no `{S}` in its FROM/JOIN list",
    label = "uses a column of `{S}`, but the query only reads `{Self}`",
    note = "add `.join(..)` or `.left_join(..)` for `{S}` before its columns are used"
)]
pub trait InScope<S, I> {
    /// May the source be without a row?
    type N: Presence;
}

/// How a source is present in a scope.
pub trait Presence: Nullness {
    /// The same after an outer join that may leave out the sources so far.
    type Nulled: Presence;
    /// What a subquery uses of the query around it: `One<S>` for a source of that one, nothing for its own.
    type OuterUse<S>;
}

impl Presence for NotNull {
    type Nulled = Null;
    type OuterUse<S> = ();
}

impl Presence for Null {
    type Nulled = Self;
    type OuterUse<S> = ();
}

impl Presence for Outer {
    type Nulled = Self;
    type OuterUse<S> = One<S>;
}

impl Nullness for Outer {
    const IS_NULL: bool = false;
    type Or<Other: Nullness> = Other;
    type And<Other: Nullness> = NotNull;
    type Out<T: ColumnType> = T;
    type Row<R> = R;

    fn read_row<R>(
        cells: &mut Cells<'_>,
        _width: usize,
        read: fn(&mut Cells<'_>) -> Result<R, DecodeError>,
    ) -> Result<R, DecodeError> {
        read(cells)
    }
}

/// The tuple of a query's sources.
pub trait Scope: 'static {
    /// The same after a right or full join.
    type Nulled: Scope;
    /// What the sources of the query around this one are used for.
    type OuterUses;
}

/// What an operand of a set operation uses of the query around: sources that the first operand, whose scope is `Sc`, is
/// correlated with too. `P` is inferred.
pub trait OuterIn<Sc, P> {}

impl<Sc> OuterIn<Sc, ()> for () {}
impl<Sc, A: OuterIn<Sc, P>, B: OuterIn<Sc, Q>, P, Q> OuterIn<Sc, (P, Q)> for (A, B) {}
impl<S, Sc: CorrelatedWith<S, I>, I> OuterIn<Sc, I> for One<S> {}

/// A scope that has the source `S` of the query around.
#[diagnostic::on_unimplemented(
    message = "the first query of a set operation is not correlated with `{S}`, and another one is",
    label = "only an operand of it uses `{S}` of the query around",
    note = "add `.correlate({S}::table)` to the first query"
)]
pub trait CorrelatedWith<S, I> {}

#[diagnostic::do_not_recommend]
impl<S, Sc: InScope<S, I, N = Outer>, I> CorrelatedWith<S, I> for Sc {}

/// A scope that has room for one more source.
#[diagnostic::on_unimplemented(
    message = "a query has at most 12 sources",
    label = "one source too many",
    note = "put some of the joins into a subquery"
)]
pub trait Push<X> {
    /// With that source at the end.
    type Out: Scope;
}

/// The scope of a change that reads sources beside the table it changes: what its joins can compare.
#[diagnostic::on_unimplemented(
    message = "an update or delete joins what it reads, and this one reads nothing yet",
    label = "no `.from(..)` or `.using(..)` before this",
    note = "read the first source with `.from(..)` in an update, `.using(..)` in a delete; conditions on the table itself stand in `.filter(..)`"
)]
pub trait ReadsMore: Scope {
    /// The sources without the table that is changed.
    type Read: Scope;
}

macro_rules! in_scope {
    ([$($A:ident $N:ident)*];) => {};
    ([$($A:ident $N:ident)*]; $S:ident $SN:ident $I:literal $($rest:tt)*) => {
        #[diagnostic::do_not_recommend]
        impl<$($A, $N: Presence),*> InScope<$S, At<$I>> for ($(In<$A, $N>,)*) {
            type N = $SN;
        }
        in_scope!([$($A $N)*]; $($rest)*);
    };
}

/// The sources of the query around, as a tree of pairs.
macro_rules! outer_uses {
    () => { () };
    ($A:ident $N:ident $($rest:tt)*) => { ($N::OuterUse<$A>, outer_uses!($($rest)*)) };
}

macro_rules! scopes {
    ($($A:ident $N:ident $I:literal)*) => {
        impl<$($A: 'static, $N: Presence),*> Scope for ($(In<$A, $N>,)*) {
            type Nulled = ($(In<$A, $N::Nulled>,)*);
            type OuterUses = outer_uses!($($A $N)*);
        }
        in_scope!([$($A $N)*]; $($A $N $I)*);
    };
}

macro_rules! push {
    ($($A:ident)*) => {
        impl<$($A,)* X> Push<X> for ($($A,)*)
        where
            ($($A,)* X,): Scope,
        {
            type Out = ($($A,)* X,);
        }
    };
}

scopes!(A NA 0);
scopes!(A NA 0 B NB 1);
scopes!(A NA 0 B NB 1 C NC 2);
scopes!(A NA 0 B NB 1 C NC 2 D ND 3);
scopes!(A NA 0 B NB 1 C NC 2 D ND 3 E NE 4);
scopes!(A NA 0 B NB 1 C NC 2 D ND 3 E NE 4 F NF 5);
scopes!(A NA 0 B NB 1 C NC 2 D ND 3 E NE 4 F NF 5 G NG 6);
scopes!(A NA 0 B NB 1 C NC 2 D ND 3 E NE 4 F NF 5 G NG 6 H NH 7);
scopes!(A NA 0 B NB 1 C NC 2 D ND 3 E NE 4 F NF 5 G NG 6 H NH 7 J NJ 8);
scopes!(A NA 0 B NB 1 C NC 2 D ND 3 E NE 4 F NF 5 G NG 6 H NH 7 J NJ 8 K NK 9);
scopes!(A NA 0 B NB 1 C NC 2 D ND 3 E NE 4 F NF 5 G NG 6 H NH 7 J NJ 8 K NK 9 L NL 10);
scopes!(A NA 0 B NB 1 C NC 2 D ND 3 E NE 4 F NF 5 G NG 6 H NH 7 J NJ 8 K NK 9 L NL 10 M NM 11);

macro_rules! reads_more {
    ($($A:ident)*) => {
        impl<T, $($A),*> ReadsMore for (T, $($A,)*)
        where
            (T, $($A,)*): Scope,
            ($($A,)*): Scope,
        {
            type Read = ($($A,)*);
        }
    };
}

reads_more!(A);
reads_more!(A B);
reads_more!(A B C);
reads_more!(A B C D);
reads_more!(A B C D E);
reads_more!(A B C D E F);
reads_more!(A B C D E F G);
reads_more!(A B C D E F G H);
reads_more!(A B C D E F G H J);
reads_more!(A B C D E F G H J K);
reads_more!(A B C D E F G H J K L);

push!(A);
push!(A B);
push!(A B C);
push!(A B C D);
push!(A B C D E);
push!(A B C D E F);
push!(A B C D E F G);
push!(A B C D E F G H);
push!(A B C D E F G H J);
push!(A B C D E F G H J K);
push!(A B C D E F G H J K L);
