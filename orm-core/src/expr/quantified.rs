//! Comparisons with all rows of a query, or all elements of an array, at once.

use super::function::Either;
use super::{ArrayType, Expr, Expression, NeedsArrays, NeedsDatabase, NeedsQuantifiers, One, Scope};
use crate::ast::{self, BinaryOperator, ValueSet};
use crate::dialect::Database;
use crate::query::{Compound, Query, Select};
use crate::schema::{Col, Source};
use crate::types::{ArrayElement, ColumnType, Field, Null, Nullness};

/// Several values of the type `T`: a query that selects one expression (PostgreSQL, MySQL), or an array (PostgreSQL).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a query or an array of `{T}`",
    label = "expected a query that selects one `{T}`, or an array of them"
)]
pub trait ValuesOf<T> {
    /// Can the comparison be NULL because of it?
    type Null: Nullness;
    /// What it needs of the query around it.
    type Uses;

    /// The node.
    fn into_set(self) -> ValueSet;
}

macro_rules! queries {
    ($($Query:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ColumnType, D: Database, Sc: Scope, F: Field<Base = T>> ValuesOf<T> for $Query<D, Sc, F> {
            type Null = F::Null;
            type Uses = (NeedsQuantifiers, (NeedsDatabase<D>, Sc::OuterUses));

            fn into_set(self) -> ValueSet {
                ValueSet::Select(Box::new(self.into_query()))
            }
        }
    )*};
}

queries!(Select, Compound);

#[diagnostic::do_not_recommend]
impl<T: ArrayElement> ValuesOf<T::Base> for Vec<T> {
    type Null = T::Null;
    type Uses = NeedsArrays;

    fn into_set(self) -> ValueSet {
        ValueSet::Array(ast::Expr::Value(self.into_value()))
    }
}

#[diagnostic::do_not_recommend]
impl<S: Source, T: ArrayElement> ValuesOf<T::Base> for Col<S, Vec<T>> {
    type Null = T::Null;
    type Uses = (NeedsArrays, One<S>);

    fn into_set(self) -> ValueSet {
        ValueSet::Array(self.into_node())
    }
}

#[diagnostic::do_not_recommend]
impl<S: Source, T: ArrayElement> ValuesOf<T::Base> for Col<S, Option<Vec<T>>> {
    type Null = Null;
    type Uses = (NeedsArrays, One<S>);

    fn into_set(self) -> ValueSet {
        ValueSet::Array(self.into_node())
    }
}

#[diagnostic::do_not_recommend]
impl<T: ArrayElement, A: ArrayType<Element = T>, N: Nullness, U> ValuesOf<T::Base> for Expr<A, N, U> {
    type Null = N::Or<T::Null>;
    type Uses = (NeedsArrays, U);

    fn into_set(self) -> ValueSet {
        ValueSet::Array(self.node())
    }
}

macro_rules! comparisons {
    ($($(#[$docs:meta])* $method:ident => $operator:ident, $is_all:literal;)*) => {$(
        $(#[$docs])*
        fn $method<L: ValuesOf<Self::Ty>>(self, values: L) -> Expr<bool, Either<Self, L::Null>, (Self::Uses, L::Uses)> {
            quantified(self.into_compared(), BinaryOperator::$operator, $is_all, values.into_set())
        }
    )*};
}

/// Comparisons with several values at once. Not on SQLite.
///
/// ```
/// # use orm_core::doc::*;
/// let ages = User::query().filter(User::name.starts_with("A")).select(User::age);
/// assert_eq!(
///     User::query().filter(User::age.gt_all(ages)).select(User::id).sql(Mysql).text,
///     "select `users`.`id` from `users` where `users`.`age` > all (select `users`.`age` from `users` \
///      where `users`.`name` like ? escape '!')",
/// );
/// ```
pub trait Quantifiers: Expression {
    comparisons! {
        /// `self = any (…)`: equal to one of them.
        eq_any => Equal, false;
        /// `self <> any (…)`: different from one of them.
        ne_any => NotEqual, false;
        /// `self > any (…)`: larger than the smallest.
        gt_any => Greater, false;
        /// `self >= any (…)`
        ge_any => GreaterOrEqual, false;
        /// `self < any (…)`: smaller than the largest.
        lt_any => Less, false;
        /// `self <= any (…)`
        le_any => LessOrEqual, false;
        /// `self = all (…)`: equal to each of them; holds when there are none, as all of these do.
        eq_all => Equal, true;
        /// `self <> all (…)`: equal to none of them.
        ne_all => NotEqual, true;
        /// `self > all (…)`: larger than the largest.
        gt_all => Greater, true;
        /// `self >= all (…)`
        ge_all => GreaterOrEqual, true;
        /// `self < all (…)`: smaller than the smallest.
        lt_all => Less, true;
        /// `self <= all (…)`
        le_all => LessOrEqual, true;
    }
}

impl<E: Expression> Quantifiers for E {}

fn quantified<N, U>(
    operand: ast::Expr,
    operator: BinaryOperator,
    is_all: bool,
    set: ValueSet,
) -> Expr<bool, N, U> {
    let quantified = ast::Quantified { operand, operator, is_all, set };
    Expr::new(ast::Expr::Quantified(Box::new(quantified)))
}
