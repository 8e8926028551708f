//! What a file that writes queries needs: `use orm_core::prelude::*`.

pub use crate::dialect::{Mysql, Postgres, Sqlite};
pub use crate::schema::Table;
