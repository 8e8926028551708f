//! Tables with what PostgreSQL alone has, and with types written by hand.

use orm_core::prelude::*;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "peculiar")]
pub struct Peculiar {
    #[column(primary_key, identity(always))]
    pub id: i32,
    #[column(type = "smallint")]
    pub narrow: i32,
    #[column(type = "json")]
    pub raw: Json<Vec<i32>>,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "tagged")]
pub struct Tagged {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    pub tags: Vec<Option<String>>,
    #[column(type = "smallint")]
    pub maybe: Option<i32>,
}
