//! Needs of a database's ability: leaves of the tree of [`Uses`](super::Uses).

use super::Uses;
use crate::dialect::{
    HasArrays, HasCalendar, HasJsonContains, HasRegex, HasRoots, HasStatistics, HasTextPadding,
};
use crate::types::NotNull;

macro_rules! needs {
    ($($(#[$docs:meta])* $Need:ident: $Ability:ident;)*) => {$(
        $(#[$docs])*
        pub struct $Need;

        impl<D: $Ability, Sc> Uses<D, Sc, ()> for $Need {
            type N = NotNull;
        }
    )*};
}

needs! {
    /// Needs regular expressions.
    NeedsRegex: HasRegex;
    /// Needs functions that pad and reverse text.
    NeedsTextPadding: HasTextPadding;
    /// Needs arrays.
    NeedsArrays: HasArrays;
    /// Needs the test whether a document holds another.
    NeedsJsonContains: HasJsonContains;
    /// Needs months that know their lengths.
    NeedsCalendar: HasCalendar;
    /// Needs roots and powers.
    NeedsRoots: HasRoots;
    /// Needs standard deviation and variance.
    NeedsStatistics: HasStatistics;
}
