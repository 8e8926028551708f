//! What a file that writes queries needs: `use orm_core::prelude::*`.

pub use crate::alias;
pub use crate::dialect::{Mysql, Postgres, Sqlite};
#[cfg(feature = "exec")]
pub use crate::exec::{Db, Retry, TransactionOptions, Tx};
pub use crate::expr::{
    Arrays, Compare, DoubleFunctions, Expression, FrameBound, NumberFunctions, Param, Sortable, Text,
    TextFunctions, TimeFunctions, TimePart, Values, all_of, any_of, avg, avg_distinct, bool_and, bool_or,
    case, count, count_all, count_distinct, cume_dist, current_date, dense_rank, exists, first_value, lag,
    last_value, lead, max, min, not_exists, now, nth_value, ntile, percent_rank, rank, row_number, scalar,
    sql, stddev, string_agg, sum, sum_distinct, variance, window,
};
#[cfg(feature = "json")]
pub use crate::expr::{Documents, json_array_agg};
#[cfg(feature = "models")]
pub use crate::models::Model;
pub use crate::query::{
    NamedRows, PreparedChange, PreparedQuery, PreparedReturning, PreparedSql, excluded, from, prepare,
};
pub use crate::schema::Table;
#[cfg(feature = "json")]
pub use crate::types::Json;
#[cfg(feature = "models")]
pub use crate::{new, row};
pub use orm_derive::{ColumnType, Projection, Table};
