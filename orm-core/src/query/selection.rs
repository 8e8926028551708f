//! Select lists: what a row consists of, and how it is read.

use super::select::source_ref;
use crate::ast::Item;
use crate::expr::{Expr, Expression, InScope, One, Uses};
use crate::schema::{Col, FromRow, Record, Source, Tbl};
use crate::types::{Cells, ColumnType, DecodeError, Field, Nullness};

/// What a query selects: a column, an expression, a whole source, a struct that derives `Projection`, or a tuple of these.
/// `P` is inferred: where the sources stand in the scope `Sc`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    label = "not a column, expression, table or projection",
    note = "a whole row is selected as `Project::table`; a tuple has at most 16 members, which may be tuples"
)]
pub trait Selection<D, Sc, P> {
    /// What is read of a row.
    type Row;
    /// The relations that are loaded with it: none, unless it is a projection that has some.
    type Loads;
    /// What it uses of its query.
    type Uses;

    /// Puts the items into the select list.
    fn items(self, list: &mut Vec<Item>);

    /// Reads the cells of those items.
    fn read(cells: &mut Cells<'_>) -> Result<Self::Row, DecodeError>;

    /// The relations.
    fn loads(&self) -> Self::Loads;
}

/// The nullness of an expression `N` in a place that is `M`.
type Either<N, M> = <N as Nullness>::Or<M>;

impl<D, Sc: InScope<S, I>, S: Source, F: Field, I> Selection<D, Sc, I> for Col<S, F> {
    type Row = <Either<F::Null, Sc::N> as Nullness>::Out<F::Base>;
    type Loads = ();
    type Uses = One<S>;

    fn items(self, list: &mut Vec<Item>) {
        list.push(Item::Expr(self.into_node()));
    }

    fn read(cells: &mut Cells<'_>) -> Result<Self::Row, DecodeError> {
        Either::<F::Null, Sc::N>::read(cells.next_cell())
    }

    fn loads(&self) {}
}

impl<D, Sc, T: ColumnType, N: Nullness, U: Uses<D, Sc, P>, P> Selection<D, Sc, P> for Expr<T, N, U> {
    type Row = <Either<N, U::N> as Nullness>::Out<T>;
    type Loads = ();
    type Uses = U;

    fn items(self, list: &mut Vec<Item>) {
        list.push(Item::Expr(self.node()));
    }

    fn read(cells: &mut Cells<'_>) -> Result<Self::Row, DecodeError> {
        Either::<N, U::N>::read(cells.next_cell())
    }

    fn loads(&self) {}
}

impl<D, Sc: InScope<S, I>, S: Source, I> Selection<D, Sc, I> for Tbl<S> {
    type Row = <Sc::N as Nullness>::Row<S::Table>;
    type Loads = ();
    type Uses = One<S>;

    fn items(self, list: &mut Vec<Item>) {
        list.push(Item::Row(source_ref::<S>()));
    }

    fn read(cells: &mut Cells<'_>) -> Result<Self::Row, DecodeError> {
        Sc::N::read_row(cells, S::Table::FACTS.columns.len(), S::Table::from_row)
    }

    fn loads(&self) {}
}

macro_rules! tuple {
    ($($T:ident $P:ident)*) => {
        impl<Db, Sc, $($T: Selection<Db, Sc, $P, Loads = ()>, $P),*> Selection<Db, Sc, ($($P,)*)> for ($($T,)*) {
            type Row = ($($T::Row,)*);
            type Loads = ();
            type Uses = used_by_all!($($T)*);

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn items(self, list: &mut Vec<Item>) {
                let ($($T,)*) = self;
                $($T.items(list);)*
            }

            fn read(cells: &mut Cells<'_>) -> Result<Self::Row, DecodeError> {
                Ok(($($T::read(cells)?,)*))
            }

            fn loads(&self) {}
        }

        #[diagnostic::do_not_recommend]
        impl<$($T: Field),*> FromRow for ($($T,)*) {
            fn from_row(cells: &mut Cells<'_>) -> Result<Self, DecodeError> {
                Ok(($(cells.get::<$T>()?,)*))
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
tuple!(A PA B PB C PC D PD E PE F PF G PG H PH J PJ);
tuple!(A PA B PB C PC D PD E PE F PF G PG H PH J PJ K PK);
tuple!(A PA B PB C PC D PD E PE F PF G PG H PH J PJ K PK L PL);
tuple!(A PA B PB C PC D PD E PE F PF G PG H PH J PJ K PK L PL M PM);
tuple!(A PA B PB C PC D PD E PE F PF G PG H PH J PJ K PK L PL M PM N PN);
tuple!(A PA B PB C PC D PD E PE F PF G PG H PH J PJ K PK L PL M PM N PN O PO);
tuple!(A PA B PB C PC D PD E PE F PF G PG H PH J PJ K PK L PL M PM N PN O PO Q PQ);
tuple!(A PA B PB C PC D PD E PE F PF G PG H PH J PJ K PK L PL M PM N PN O PO Q PQ R PR);
