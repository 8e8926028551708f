//! Structs as select lists: what `#[derive(Projection)]` implements and checks.

use std::fmt;
use std::marker::PhantomData;

use super::Selection;
use crate::ast::Item;
use crate::dialect::Database;
use crate::expr::{In, InScope};
use crate::types::{Cells, DecodeError, NotNull, Null};

/// A struct whose fields are the items of a select list. Implemented by `#[derive(Projection)]`; selected as
/// `Card::SELECT`.
///
/// The derive is told the sources: `from` is where plain fields are columns of, `join` and `left_join` the others (the
/// latter make what is read of them optional). A query may have more sources than these, but not fewer. A field is a
/// column of its name, any expression, the row of a source (`row`), or another projection (`flatten`).
///
/// ```
/// # use orm_core::doc::*;
/// #[derive(Projection)]
/// #[projection(from = User, left_join = Post)]
/// struct Author {
///     id: i32,
///     name: String,
///     #[projection(count(Post::id))]
///     posts: i64,
/// }
///
/// let query = User::query()
///     .left_join(Post::table, Post::author_id.eq(User::id))
///     .group_by((User::id, User::name))
///     .select(Author::SELECT);
/// assert_eq!(
///     query.sql(Sqlite).text,
///     r#"select "users"."id", "users"."name", count("posts"."id") from "users" "#.to_owned()
///         + r#"left join "posts" on "posts"."author_id" = "users"."id" group by "users"."id", "users"."name""#,
/// );
/// # let _ = |a: Author| (a.id, a.name, a.posts);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection",
    label = "not a projection",
    note = "annotate the struct with `#[derive(Projection)]`"
)]
pub trait Projection: Sized {
    /// The sources that it reads, as a scope: each with whether an outer join may find no row of it.
    type Sources;

    /// Puts the items into the select list.
    fn items<D: Database>(list: &mut Vec<Item>);

    /// Reads the cells of those items.
    fn read<D: Database>(cells: &mut Cells<'_>) -> Result<Self, DecodeError>;
}

/// A projection on its way into a query: `Card::SELECT`.
pub struct Projected<C> {
    marker: PhantomData<fn() -> C>,
}

impl<C> Projected<C> {
    /// Called by the derive.
    #[expect(clippy::new_without_default, reason = "a handle is a constant, never a default")]
    pub const fn new() -> Self {
        Self { marker: PhantomData }
    }
}

impl<C> Clone for Projected<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Projected<C> {}

impl<C> fmt::Debug for Projected<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Projected")
    }
}

impl<D: Database, Sc: Covers<C::Sources, P>, C: Projection, P> Selection<D, Sc, P> for Projected<C> {
    type Row = C;
    type Loads = ();
    // What its fields use is known to their own functions only; `sql` looks at them where it matters.
    type Uses = ();

    fn items(self, list: &mut Vec<Item>) {
        C::items::<D>(list);
    }

    fn read(cells: &mut Cells<'_>) -> Result<C, DecodeError> {
        C::read::<D>(cells)
    }

    fn loads(&self) {}
}

/// A scope that has all of `Sources`, each at least as present as a projection reads it.
pub trait Covers<Sources, P> {}

/// A source of which an outer join may (not) find a row, where a projection of `S` reads it as `N`.
#[diagnostic::on_unimplemented(
    message = "this query may find no `{S}`, but the projection reads it as always there",
    label = "an outer join makes `{S}` optional",
    note = "declare it with `#[projection(left_join = {S})]`, or use an inner join"
)]
pub trait Fits<N, S> {}

impl<S> Fits<NotNull, S> for NotNull {}
impl<S> Fits<Null, S> for NotNull {}
impl<S> Fits<Null, S> for Null {}

macro_rules! covers {
    ($($S:ident $N:ident $I:ident)*) => {
        impl<Sc, $($S, $N, $I),*> Covers<($(In<$S, $N>,)*), ($($I,)*)> for Sc
        where
            $(Sc: InScope<$S, $I>, <Sc as InScope<$S, $I>>::N: Fits<$N, $S>,)*
        {
        }
    };
}

covers!(A NA IA);
covers!(A NA IA B NB IB);
covers!(A NA IA B NB IB C NC IC);
covers!(A NA IA B NB IB C NC IC E NE IE);
covers!(A NA IA B NB IB C NC IC E NE IE F NF IF);
covers!(A NA IA B NB IB C NC IC E NE IE F NF IF G NG IG);
covers!(A NA IA B NB IB C NC IC E NE IE F NF IF G NG IG H NH IH);
covers!(A NA IA B NB IB C NC IC E NE IE F NF IF G NG IG H NH IH J NJ IJ);

/// The field of this type, marked by `F`, takes what a query yields for it.
#[diagnostic::on_unimplemented(
    message = "field `{F}` is `{Self}`, but the query yields `{Got}`",
    label = "this query yields `{Got}`",
    note = "an outer join makes what it selects optional: declare the field as an `Option`, or use an inner join"
)]
pub trait Accepts<Got, F> {
    /// The value of the field.
    fn accept(got: Got) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T, F> Accepts<T, F> for T {
    fn accept(got: T) -> Self {
        got
    }
}

/// Puts the items of one field into the select list.
pub fn field_items<D, Sc, P, X: Selection<D, Sc, P>>(selection: X, list: &mut Vec<Item>) {
    selection.items(list);
}

/// Reads the cells of one field. `_selection` is never called: it tells the type.
pub fn read_field<D, Sc, P, X: Selection<D, Sc, P>>(
    _selection: impl FnOnce() -> X,
    cells: &mut Cells<'_>,
) -> Result<Yielded<X::Row>, DecodeError> {
    X::read(cells).map(Yielded)
}

/// What a query yields for a field. The step between reading and taking is there for the compiler: it knows the type that
/// was read before it asks whether the field takes it, so that the answer is one of [`Accepts`].
pub struct Yielded<Got>(Got);

impl<Got> Yielded<Got> {
    /// What was read in another way.
    pub fn of(got: Got) -> Self {
        Self(got)
    }

    /// The value of the field marked by `F`.
    pub fn into_field<F, T: Accepts<Got, F>>(self) -> T {
        T::accept(self.0)
    }
}
