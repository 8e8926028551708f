//! The names.

use orm_core::prelude::*;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "select \"from\" `where` 'x'; drop table users; -- ☃")]
pub struct Select {
    #[column(primary_key, name = "group by")]
    pub id: i32,
    #[column(unique, varchar = 40, name = "order")]
    pub order: String,
    #[column(name = "a\"b'c")]
    pub quote: String,
    #[column(name = "a`b")]
    pub backtick: i32,
    #[column(name = "$1 ? :x %s \\")]
    pub blank: i32,
    #[column(name = "☃ ü", default = 3)]
    pub crab: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "TABLE")]
pub struct Upper {
    #[column(primary_key, name = "ID")]
    pub id: i32,
    #[column(name = "/* select */", references = Select::id)]
    pub select_id: i32,
}
