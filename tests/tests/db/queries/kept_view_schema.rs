//! A table, and a view over it whose rows are kept.

use orm_core::prelude::*;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "sales")]
pub struct Sale {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    pub day: i32,
}

#[derive(Debug, Clone, PartialEq, View)]
#[view(
    name = "sales_by_day",
    materialized,
    with_no_data,
    query = "select day, count(*) as sales from sales group by day",
    unique(day)
)]
pub struct DaySales {
    pub day: i32,
    pub sales: i64,
}
