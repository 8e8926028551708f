//! Requests into models, on a table that has every kind of field.

mod documents;
mod parsing;
mod reading;
mod report;
mod rules;
mod written;

use serde::Deserialize;

use super::{Model, NoContext};
use crate::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Deserialize, ColumnType)]
#[serde(rename_all = "snake_case")]
#[column_type(rename_all = "snake_case")]
enum Status {
    Active,
    InReview,
}

#[derive(Debug, Clone, Table)]
#[expect(dead_code, reason = "only its models are used")]
#[table(name = "projects", rename_all = "camelCase")]
struct Project {
    #[column(primary_key, auto_increment)]
    id: i32,
    #[column(server)]
    owner_id: i32,
    #[column(varchar = 5)]
    #[validate(length(min = 1))]
    name: String,
    #[serde(alias = "about")]
    description: Option<String>,
    #[column(default = Status::Active)]
    status: Status,
    #[column(default = 3)]
    stars: Option<i16>,
    #[column(check(range(min = 0, max = 10)))]
    #[serde(default)]
    level: i32,
    #[column(generated = "level * 2")]
    double: i32,
    #[serde(deserialize_with = "doubled")]
    #[column(name = "twice_as_much")]
    twice: i32,
}

fn doubled<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    let half = i32::deserialize(deserializer)?;
    half.checked_mul(2).ok_or_else(|| serde::de::Error::custom(format!("{half} is too much")))
}

/// The pointer and message of each issue.
fn issues<M: Model<Context = NoContext> + std::fmt::Debug>(json: &str) -> Vec<String> {
    let report = M::parse(json.as_bytes()).expect_err("the request is wrong");
    report
        .issues()
        .iter()
        .map(|issue| format!("{} {}: {}", issue.pointer(), issue.code(), issue.message()))
        .collect()
}
