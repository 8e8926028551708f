//~ ERROR `rename_all` is "camelCase" here and "kebab-case" for serde
//~ SPAN "camelCase"
use orm_core::prelude::*;

use serde::Serialize;

#[derive(Table, Serialize)]
#[table(rename_all = "camelCase")]
#[serde(rename_all = "kebab-case")]
pub struct User {
    pub id: i32,
}
