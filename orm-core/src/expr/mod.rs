//! The typed skin over [`ast::Expr`](crate::ast::Expr): what the compiler checks of an expression, and the words for it.
//!
//! [`Expression`] is a column or an [`Expr`]; [`Compare`], [`Text`] and [`Values`] are its methods; [`IntoExpr`] is whatever
//! may stand on the other side of an operator. [`Scope`] is the list of sources of a query and [`Uses`] the question
//! whether it has what an expression needs. Bodies are one line over nodes that are not generic.

#![expect(clippy::type_complexity, reason = "the types of expressions are proofs; nobody writes them")]

mod aggregate;
mod aggregate_functions;
mod arrays;
mod bitwise;
mod calendar;
mod case;
mod clock_functions;
mod compare;
mod condition;
#[cfg(feature = "json")]
mod documents;
mod expression;
mod full_text;
mod function;
#[cfg(feature = "json")]
mod json_values;
mod keys;
mod list;
mod mathematics;
#[cfg(feature = "json")]
mod members;
mod named;
mod needs;
mod number;
mod number_functions;
mod operand;
mod order;
mod param;
mod per_row;
mod predicate;
mod quantified;
mod raw;
mod row_id;
mod row_values;
mod scope;
mod search;
mod sql_part;
mod subquery;
mod text;
mod text_functions;
mod time_functions;
mod uses;
mod values;
mod vectors;
mod window;

pub use aggregate::{
    Average, Sum, avg, avg_distinct, count, count_all, count_distinct, max, min, sum, sum_distinct,
};
pub use aggregate_functions::{
    Statistic, any_value, array_agg, array_agg_distinct, bool_and, bool_or, grouping, mode, percentile_cont,
    percentile_disc, stddev, stddev_pop, string_agg, string_agg_distinct, var_pop, variance,
};
pub use arrays::{ArrayType, Arrays};
pub use bitwise::Bitwise;
pub use calendar::{Calendar, current_time, from_unix_seconds, make_date};
pub use case::{Case, CaseStart, case};
pub use clock_functions::{ClockFunctions, TimeOfDay};
pub use compare::Compare;
pub use condition::{all_of, any_of};
#[cfg(feature = "json")]
pub use documents::{DocumentType, Documents, Place};
pub use expression::{Condition, Expr, Expression};
pub use full_text::{FullText, fts_highlight, fts_match, fts_rank, fts_snippet, full_text};
#[cfg(feature = "json")]
pub use json_values::{
    JsonArgument, JsonArray, JsonElement, JsonObject, json_array, json_array_agg, json_array_agg_ordered,
    json_object, json_object_agg,
};
pub use keys::{GroupKeys, OrderKeys};
pub use list::{InList, IntoValue};
pub use mathematics::{Mathematics, pi, random};
#[cfg(feature = "json")]
pub use members::{Elements, Entries, Member, MemberOf, Otherwise, Scalar, TypedPlace, ValueFor};
pub use needs::{
    NeedsArrays, NeedsBitXor, NeedsBoolCasts, NeedsCalendar, NeedsDecimalCasts, NeedsDistinctText, NeedsFts5,
    NeedsFullText, NeedsGroupFrames, NeedsIndexHints, NeedsJsonContains, NeedsJsonMergePatch, NeedsJsonb,
    NeedsLagDefaults, NeedsMathematics, NeedsOrderedJson, NeedsOrderedSets, NeedsQuantifiers, NeedsRegex,
    NeedsRollup, NeedsRoots, NeedsRowId, NeedsSignedShift, NeedsStatistics, NeedsTableSample,
    NeedsTextPadding, NeedsTextSearch, NeedsTimeCasts, NeedsTimeZones, NeedsUuidCasts, NeedsVectors,
};
pub use number::{Number, Signed};
pub use number_functions::{
    DoubleFunctions, Fractional, Integer, IntegerFunctions, NumberFunctions, Rounding,
};
pub use operand::{Comparand, IntoExpr};
pub use order::{Ordered, Sortable};
pub use param::Param;
pub use per_row::{PerGroup, PerRow};
pub use predicate::{BoxedCondition, GroupPredicate, Predicate};
pub use quantified::{Quantifiers, ValuesOf};
pub use raw::{Sql, SqlText, sql};
pub use row_id::row_id;
pub use row_values::{InRows, Row, RowCells, RowOfValues, RowOperand, row};
pub use scope::{At, CorrelatedWith, In, InScope, Outer, OuterIn, Presence, Push, ReadsMore, Scope};
pub use search::{
    SearchQuery, SearchWeight, SearchWords, headline, phrase_query, plain_query, search_query, search_words,
    stored_words, web_query,
};
pub use sql_part::SqlPart;
pub use subquery::{count_of, exists, not_exists, scalar};
pub use text::{Text, TextType};
pub use text_functions::TextFunctions;
pub use time_functions::{
    ClockType, LocalTime, PointInTime, TimeFunctions, TimeType, current_date, current_date_as, now, now_as,
};
pub use uses::{
    Aggregated, Both, Erased, Grouped, NeedsDatabase, NeedsIlike, Never, One, SameSources, Uses, Windowed,
};
pub use values::{CastTarget, Comparable, Values};
pub use vectors::{BitVectors, BitsType, VectorType, Vectors};
pub use window::{
    Window, WindowCall, cume_dist, dense_rank, first_value, lag, lag_or, last_value, lead, lead_or,
    nth_value, ntile, percent_rank, rank, row_number, window,
};

pub use crate::ast::{Exclude, FrameBound, TimePart};
