//! What a file that writes queries needs: `use orm_core::prelude::*`.

pub use crate::dialect::{Mysql, Postgres, Sqlite};
#[cfg(feature = "exec")]
pub use crate::exec::{Db, Tx};
pub use crate::expr::{
    Compare, Expression, Sortable, Text, Values, all_of, any_of, avg, case, count, count_all, count_distinct,
    exists, max, min, not_exists, scalar, sql, sum,
};
pub use crate::query::{NamedRows, excluded, from};
pub use crate::schema::Table;
#[cfg(feature = "json")]
pub use crate::types::Json;
#[cfg(feature = "models")]
pub use crate::models::Model;
#[cfg(feature = "models")]
pub use crate::new;
pub use orm_derive::{ColumnType, Projection, Table};
