//! Writers and their texts, and views over them.

use orm_core::prelude::*;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "writers")]
pub struct Writer {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 100)]
    pub name: String,
    pub age: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "texts")]
pub struct Text {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Writer::id)]
    pub writer_id: i32,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, View)]
#[view(name = "grown_writers", query = "select id, name as full_name, age from writers where age > 17")]
pub struct GrownWriter {
    pub id: i32,
    #[column(name = "full_name")]
    pub name: String,
    pub age: Option<i32>,
    #[column(skip)]
    pub is_new: bool,
}

#[derive(Debug, Clone, PartialEq, View)]
#[view(
    name = "text_counts",
    query = "select w.id as writer_id, count(t.id) as texts from grown_writers w left join texts t on t.writer_id = w.id group by w.id"
)]
pub struct TextCount {
    pub writer_id: i32,
    pub texts: i64,
}
