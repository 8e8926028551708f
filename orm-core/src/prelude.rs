//! What a file that writes queries needs: `use orm_core::prelude::*`.

#[doc(inline)]
pub use crate::__sql as sql;
pub use crate::alias;
pub use crate::dialect::{Mysql, Postgres, Sqlite};
#[cfg(feature = "exec")]
pub use crate::exec::{Db, Retry, TransactionOptions, Tx};
pub use crate::expr::{
    Arrays, BitVectors, Bitwise, Calendar, ClockFunctions, Compare, DoubleFunctions, Exclude, Expression,
    FrameBound, IntegerFunctions, Mathematics, NumberFunctions, Param, Predicate, Quantifiers, Rounding,
    SearchWeight, Sortable, Text, TextFunctions, TimeFunctions, TimePart, Values, Vectors, all_of, any_of,
    any_value, array_agg, array_agg_distinct, avg, avg_distinct, bool_and, bool_or, case, count, count_all,
    count_distinct, count_of, cume_dist, current_date, current_time, dense_rank, exists, first_value,
    from_unix_seconds, fts_highlight, fts_match, fts_rank, fts_snippet, full_text, grouping, headline, lag,
    lag_or, last_value, lead, lead_or, make_date, max, min, mode, not_exists, now, nth_value, ntile,
    percent_rank, percentile_cont, percentile_disc, phrase_query, pi, plain_query, random, rank, row,
    row_number, scalar, search_query, search_words, sql, stddev, stddev_pop, stored_words, string_agg,
    string_agg_distinct, sum, sum_distinct, var_pop, variance, web_query, window,
};
#[cfg(feature = "json")]
pub use crate::expr::{
    Documents, json_array, json_array_agg, json_array_agg_ordered, json_object, json_object_agg,
};
#[cfg(feature = "models")]
pub use crate::models::Model;
pub use crate::query::{
    NamedRows, PreparedChange, PreparedQuery, PreparedReturning, PreparedSql, excluded, from, prepare,
};
pub use crate::schema::{HasColumns as _, Table, View};
#[cfg(feature = "json")]
pub use crate::types::Json;
#[cfg(feature = "models")]
pub use crate::{new, row};
#[cfg(feature = "json")]
pub use orm_derive::Document;
pub use orm_derive::{ColumnType, Projection, Table, View, database};
#[cfg(feature = "models")]
pub use orm_derive::{Insert, Patch};
