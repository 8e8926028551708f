//! Keys to sort and to group by: one, or a tuple of them.

use crate::ast;
use crate::expr::{Expr, Expression, One, Ordered, PerRow, Uses};
use crate::schema::{Col, Source};
use crate::types::{ColumnType, Field, Nullness};

/// What rows are grouped by: a column, an expression, or a tuple of up to 8 of these; `()` is no key.
#[diagnostic::on_unimplemented(
    message = "rows cannot be grouped by `{Self}`",
    label = "not a column or expression",
    note = "for more than 8 keys, call `.group_by(..)` again"
)]
pub trait Keys<D, Sc, P> {
    /// Puts the keys into the clause.
    fn push(self, list: &mut Vec<ast::Expr>);
}

/// What the first row is kept for each value of: a column, an expression, of groups an aggregate too, or a tuple of up to 8 of
/// these.
#[diagnostic::on_unimplemented(
    message = "rows cannot be told apart by `{Self}`",
    label = "not a column or expression",
    note = "a tuple has up to 8 of them"
)]
pub trait DistinctKeys<D, Sc, P> {
    /// Puts the keys into the clause.
    fn push(self, list: &mut Vec<ast::Expr>);
}

/// What rows are sorted by: a column, an expression, either with a direction, or a tuple of up to 8 of these.
#[diagnostic::on_unimplemented(
    message = "rows cannot be sorted by `{Self}`",
    label = "not a column or expression",
    note = "for more than 8 keys, call `.order_by(..)` again"
)]
pub trait SortKeys<D, Sc, P> {
    /// What they use.
    type Uses;

    /// Puts the keys into the clause.
    fn push(self, list: &mut Vec<ast::Order>);
}

impl<D, Sc> Keys<D, Sc, ()> for () {
    fn push(self, _list: &mut Vec<ast::Expr>) {}
}

impl<D, Sc, S: Source, F: Field, P> Keys<D, Sc, P> for Col<S, F>
where
    One<S>: Uses<D, Sc, P>,
{
    fn push(self, list: &mut Vec<ast::Expr>) {
        list.push(self.into_node().compared_as(F::Base::SQL_NAME));
    }
}

impl<D, Sc, T: ColumnType, N: Nullness, U: Uses<D, Sc, P> + PerRow, P> Keys<D, Sc, P> for Expr<T, N, U> {
    fn push(self, list: &mut Vec<ast::Expr>) {
        list.push(self.node().compared_as(T::SQL_NAME));
    }
}

impl<D, Sc, S: Source, F: Field, P> DistinctKeys<D, Sc, P> for Col<S, F>
where
    One<S>: Uses<D, Sc, P>,
{
    fn push(self, list: &mut Vec<ast::Expr>) {
        list.push(self.into_node().compared_as(F::Base::SQL_NAME));
    }
}

impl<D, Sc, T: ColumnType, N: Nullness, U: Uses<D, Sc, P>, P> DistinctKeys<D, Sc, P> for Expr<T, N, U> {
    fn push(self, list: &mut Vec<ast::Expr>) {
        list.push(self.node().compared_as(T::SQL_NAME));
    }
}

impl<D, Sc, S: Source, F: Field, P> SortKeys<D, Sc, P> for Col<S, F>
where
    One<S>: Uses<D, Sc, P>,
{
    type Uses = One<S>;

    fn push(self, list: &mut Vec<ast::Order>) {
        list.push(ast::Order::ascending(self.into_node().compared_as(F::Base::SQL_NAME)));
    }
}

impl<D, Sc, T: ColumnType, N: Nullness, U: Uses<D, Sc, P>, P> SortKeys<D, Sc, P> for Expr<T, N, U> {
    type Uses = U;

    fn push(self, list: &mut Vec<ast::Order>) {
        list.push(ast::Order::ascending(self.node().compared_as(T::SQL_NAME)));
    }
}

impl<D, Sc, T, N, U: Uses<D, Sc, P>, P> SortKeys<D, Sc, P> for Ordered<T, N, U> {
    type Uses = U;

    fn push(self, list: &mut Vec<ast::Order>) {
        list.push(self.into_order());
    }
}

macro_rules! tuple {
    ($($T:ident $P:ident)*) => {
        tuple!(Keys ast::Expr, () $($T $P)*);
        tuple!(DistinctKeys ast::Expr, () $($T $P)*);
        tuple!(SortKeys ast::Order, (type Uses = used_by_all!($($T)*);) $($T $P)*);
    };
    ($Trait:ident $node:ty, ($($uses:tt)*) $($T:ident $P:ident)*) => {
        impl<Db, Sc, $($T: $Trait<Db, Sc, $P>, $P),*> $Trait<Db, Sc, ($($P,)*)> for ($($T,)*) {
            $($uses)*

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn push(self, list: &mut Vec<$node>) {
                let ($($T,)*) = self;
                $($T.push(list);)*
            }
        }
    };
}

tuple!(A PA);
tuple!(A PA B PB);
tuple!(A PA B PB C PC);
tuple!(A PA B PB C PC D PD);
tuple!(A PA B PB C PC D PD E PE);
tuple!(A PA B PB C PC D PD E PE F PF);
tuple!(A PA B PB C PC D PD E PE F PF G PG);
tuple!(A PA B PB C PC D PD E PE F PF G PG H PH);
