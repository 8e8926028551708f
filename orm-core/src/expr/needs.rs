//! Needs of a database's ability: leaves of the tree of [`Uses`](super::Uses).

use super::{PerGroup, PerRow, Uses};
use crate::dialect::{
    HasArrays, HasBitXor, HasBoolCasts, HasCalendar, HasDecimalCasts, HasDistinctText, HasFts5, HasFullText,
    HasGroupFrames, HasIndexHints, HasJsonContains, HasJsonMergePatch, HasJsonb, HasLagDefaults,
    HasMathematics, HasOrderedJson, HasOrderedSets, HasQuantifiers, HasRegex, HasRollup, HasRoots, HasRowId,
    HasSignedShift, HasStatistics, HasTableSample, HasTextPadding, HasTextSearch, HasTimeCasts, HasTimeZones,
    HasUuidCasts, HasVectors,
};
use crate::types::NotNull;

macro_rules! needs {
    ($($(#[$docs:meta])* $Need:ident: $Ability:ident;)*) => {$(
        $(#[$docs])*
        pub struct $Need;

        impl<D: $Ability, Sc> Uses<D, Sc, ()> for $Need {
            type N = NotNull;
        }

        #[diagnostic::do_not_recommend]
        impl PerRow for $Need {}

        #[diagnostic::do_not_recommend]
        impl PerGroup for $Need {}
    )*};
}

needs! {
    /// Needs regular expressions.
    NeedsRegex: HasRegex;
    /// Needs functions that pad and reverse text.
    NeedsTextPadding: HasTextPadding;
    /// Needs different texts one after the other.
    NeedsDistinctText: HasDistinctText;
    /// Needs numbers of rows.
    NeedsRowId: HasRowId;
    /// Needs arrays.
    NeedsArrays: HasArrays;
    /// Needs the test whether a document holds another.
    NeedsJsonContains: HasJsonContains;
    /// Needs months that know their lengths.
    NeedsCalendar: HasCalendar;
    /// Needs roots and powers.
    NeedsRoots: HasRoots;
    /// Needs logarithms and trigonometry.
    NeedsMathematics: HasMathematics;
    /// Needs comparisons with any or all of several values.
    NeedsQuantifiers: HasQuantifiers;
    /// Needs frames of groups.
    NeedsGroupFrames: HasGroupFrames;
    /// Needs aggregates of an order.
    NeedsOrderedSets: HasOrderedSets;
    /// Needs time zones.
    NeedsTimeZones: HasTimeZones;
    /// Needs merge patches of documents.
    NeedsJsonMergePatch: HasJsonMergePatch;
    /// Needs the operators of `jsonb`.
    NeedsJsonb: HasJsonb;
    /// Needs vectors.
    NeedsVectors: HasVectors;
    /// Needs words and queries of full-text search.
    NeedsTextSearch: HasTextSearch;
    /// Needs full-text indexes over columns.
    NeedsFullText: HasFullText;
    /// Needs full-text tables.
    NeedsFts5: HasFts5;
    /// Needs index hints.
    NeedsIndexHints: HasIndexHints;
    /// Needs samples of tables.
    NeedsTableSample: HasTableSample;
    /// Needs subtotals of groups.
    NeedsRollup: HasRollup;
    /// Needs the bits that one of two integers has.
    NeedsBitXor: HasBitXor;
    /// Needs shifts that keep the sign.
    NeedsSignedShift: HasSignedShift;
    /// Needs conversions to truth values.
    NeedsBoolCasts: HasBoolCasts;
    /// Needs conversions to decimals.
    NeedsDecimalCasts: HasDecimalCasts;
    /// Needs conversions to times with microseconds.
    NeedsTimeCasts: HasTimeCasts;
    /// Needs conversions to UUIDs.
    NeedsUuidCasts: HasUuidCasts;
    /// Needs a value for rows that have no neighbour.
    NeedsLagDefaults: HasLagDefaults;
    /// Needs arrays of JSON in an order.
    NeedsOrderedJson: HasOrderedJson;
    /// Needs standard deviation and variance.
    NeedsStatistics: HasStatistics;
}
