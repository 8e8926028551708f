//! The typed skin over [`ast::Expr`](crate::ast::Expr): what the compiler checks of an expression, and the words for it.
//!
//! [`Expression`] is a column or an [`Expr`]; [`Compare`], [`Text`] and [`Values`] are its methods; [`IntoExpr`] is whatever
//! may stand on the other side of an operator. [`Scope`] is the list of sources of a query and [`Uses`] the question
//! whether it has what an expression needs. Bodies are one line over nodes that are not generic.

#![expect(clippy::type_complexity, reason = "the types of expressions are proofs; nobody writes them")]

mod aggregate;
mod aggregate_functions;
mod arrays;
mod case;
mod compare;
mod condition;
#[cfg(feature = "json")]
mod documents;
mod expression;
mod function;
mod keys;
mod list;
mod needs;
mod number;
mod number_functions;
mod operand;
mod order;
mod param;
mod predicate;
mod raw;
mod scope;
mod subquery;
mod text;
mod text_functions;
mod time_functions;
mod uses;
mod values;
mod window;

pub use aggregate::{
    Average, Sum, avg, avg_distinct, count, count_all, count_distinct, max, min, sum, sum_distinct,
};
#[cfg(feature = "json")]
pub use aggregate_functions::{JsonElement, json_array_agg};
pub use aggregate_functions::{Statistic, bool_and, bool_or, stddev, string_agg, variance};
pub use arrays::{ArrayType, Arrays};
pub use case::{Case, CaseStart, case};
pub use compare::Compare;
pub use condition::{all_of, any_of};
#[cfg(feature = "json")]
pub use documents::{DocumentType, Documents, Place};
pub use expression::{Condition, Expr, Expression};
pub use keys::{GroupKeys, OrderKeys};
pub use list::{InList, IntoValue};
pub use needs::{
    NeedsArrays, NeedsCalendar, NeedsJsonContains, NeedsRegex, NeedsRoots, NeedsStatistics, NeedsTextPadding,
};
pub use number::Number;
pub use number_functions::{DoubleFunctions, NumberFunctions};
pub use operand::{Comparand, IntoExpr};
pub use order::{Ordered, Sortable};
pub use param::Param;
pub use predicate::Predicate;
pub use raw::{Sql, SqlText, sql};
pub use scope::{At, In, InScope, Outer, Presence, Push, Scope};
pub use subquery::{exists, not_exists, scalar};
pub use text::{Text, TextType};
pub use text_functions::TextFunctions;
pub use time_functions::{ClockType, TimeFunctions, TimeType, current_date, now};
pub use uses::{Aggregated, Both, NeedsDatabase, NeedsIlike, Never, One, Uses};
pub use values::{CastTarget, Values};
pub use window::{
    Window, WindowCall, cume_dist, dense_rank, first_value, lag, last_value, lead, nth_value, ntile,
    percent_rank, rank, row_number, window,
};

pub use crate::ast::{FrameBound, TimePart};
