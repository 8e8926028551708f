//! What a filter takes.

use super::{Erased, Expr, Expression, One, PerGroup, PerRow, Uses};
use crate::ast;
use crate::schema::{Col, Source};
use crate::types::{Null, Nullness};

/// A condition on rows in a query of the database `D` over the sources `Sc`: an expression of the type `bool`, or a `bool` column.
/// `P` is inferred: where the sources stand in the scope.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition",
    label = "expected a condition",
    note = "a condition is an expression of the type `bool`: `Project::id.eq(7)`, joined with `.and(..)` and `.or(..)`"
)]
pub trait Predicate<D, Sc, P> {
    /// The node.
    fn into_predicate(self) -> ast::Expr;

    /// The condition without the type of what it is made of, so that a list can hold different ones: for
    /// [`any_of`](super::any_of) and [`all_of`](super::all_of), or what is put together at run time.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// use orm_core::expr::{BoxedCondition, In};
    ///
    /// fn search(text: &str, age: Option<i32>) -> Vec<BoxedCondition<Postgres, (In<User>,)>> {
    ///     let mut any = vec![User::name.contains(text).boxed()];
    ///     any.extend(age.map(|age| User::age.eq(age).boxed()));
    ///     any
    /// }
    ///
    /// assert_eq!(
    ///     User::query().filter(any_of(search("a", Some(7)))).select(User::id).sql(Postgres).text,
    ///     r#"select "users"."id" from "users" where "users"."name" like $1 escape '!' or "users"."age" = $2"#,
    /// );
    /// ```
    fn boxed(self) -> BoxedCondition<D, Sc>
    where
        Self: Sized,
    {
        Expr::new(self.into_predicate())
    }
}

/// A condition in a query of the database `D` over the sources `Sc`, made of anything. Made by [`Predicate::boxed`].
pub type BoxedCondition<D, Sc> = Expr<bool, Null, Erased<D, Sc>>;

/// A condition on groups: as a [`Predicate`], with aggregates in it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition",
    label = "expected a condition",
    note = "a condition is an expression of the type `bool`: `count_all().gt(7)`, joined with `.and(..)` and `.or(..)`"
)]
pub trait GroupPredicate<D, Sc, P> {
    /// The node.
    fn into_group_predicate(self) -> ast::Expr;
}

impl<D, Sc, N: Nullness, U: Uses<D, Sc, P> + PerRow, P> Predicate<D, Sc, P> for Expr<bool, N, U> {
    fn into_predicate(self) -> ast::Expr {
        self.node()
    }
}

impl<D, Sc, N: Nullness, U: Uses<D, Sc, P> + PerGroup, P> GroupPredicate<D, Sc, P> for Expr<bool, N, U> {
    fn into_group_predicate(self) -> ast::Expr {
        self.node()
    }
}

macro_rules! columns {
    ($($F:ty),*) => {$(
        impl<D, Sc, S: Source, P> Predicate<D, Sc, P> for Col<S, $F>
        where
            One<S>: Uses<D, Sc, P>,
        {
            fn into_predicate(self) -> ast::Expr {
                self.into_node()
            }
        }

        impl<D, Sc, S: Source, P> GroupPredicate<D, Sc, P> for Col<S, $F>
        where
            One<S>: Uses<D, Sc, P>,
        {
            fn into_group_predicate(self) -> ast::Expr {
                self.into_node()
            }
        }
    )*};
}

columns!(bool, Option<bool>);
