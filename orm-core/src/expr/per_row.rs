//! Where aggregates and window functions may stand: whether an expression has a value for a single row, and for a group.
//!
//! A query first chooses rows (`on`, `filter`, `group_by`), then groups of them (`having`), then calculates over windows, and
//! only what comes later may use what was calculated before. Both traits walk the tree of what an expression uses, without
//! the scope of a query, and stay transparent: the compiler reports the aggregate or the window function that is too early.

use super::{Aggregated, Both, Erased, Grouped, NeedsDatabase, NeedsIlike, Never, One};

/// Has a value for a single row: no aggregate, no window function.
#[diagnostic::on_unimplemented(
    message = "an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table",
    label = "`{Self}` is calculated over several rows, and stands where they are looked at one by one",
    note = "`.having(..)` keeps groups for which a condition on an aggregate holds; elsewhere the value comes from a query of its \
            own: `scalar(query)`, or a derived table"
)]
pub trait PerRow {}

/// Has a value for a group of rows: no window function.
#[diagnostic::on_unimplemented(
    message = "a window function has no value for a group of rows: select it in a derived table and filter that",
    label = "`{Self}` is calculated over windows, and stands where groups are still made",
    note = "it may stand in `.select(..)` and `.order_by(..)`"
)]
pub trait PerGroup {}

macro_rules! leaves {
    ($($Leaf:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl PerRow for $Leaf {}
        #[diagnostic::do_not_recommend]
        impl PerGroup for $Leaf {}
    )*};
}

leaves!((), NeedsIlike);

macro_rules! where_its_parts_do {
    ($($Trait:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<S> $Trait for One<S> {}
        #[diagnostic::do_not_recommend]
        impl<D> $Trait for NeedsDatabase<D> {}
        #[diagnostic::do_not_recommend]
        impl<D, Sc> $Trait for Erased<D, Sc> {}
        impl<U: $Trait, V: $Trait> $Trait for (U, V) {}
        impl<U: $Trait> $Trait for Never<U> {}
        impl<N, U: $Trait, M, V: $Trait> $Trait for Both<N, U, M, V> {}
    )*};
}

where_its_parts_do!(PerRow, PerGroup);

#[diagnostic::do_not_recommend]
impl<U> PerGroup for Aggregated<U> {}
#[diagnostic::do_not_recommend]
impl<U> PerGroup for Grouped<U> {}
