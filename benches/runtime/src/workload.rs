//! What is measured.

use chrono::{DateTime, Utc};

/// A piece of work that every peer does in its own way. Its answer is a number, so that the work is seen to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workload {
    /// W1: one row by its key.
    ByKey,
    /// W2: so many rows of eight columns.
    Rows(i64),
    /// W3: one row inserted, its key handed back.
    Insert,
    /// W4: a thousand rows inserted.
    InsertMany,
    /// W5: a join, grouped.
    Aggregate,
    /// W6: 100 users with 10 posts each with 5 comments each, as three levels.
    Nested,
    /// W7: a page, with or without each of three filters.
    Page,
    /// W8: one row changed by its key.
    Update,
    /// W8: one row removed by its key.
    Delete,
    /// W7 without a database: its SQL and its values.
    Text,
    /// W9: one row by its key, asked for by 64 tasks that share 8 connections.
    Concurrent,
}

impl Workload {
    /// Those of one connection.
    pub const ALONE: [Self; 11] = [
        Self::ByKey,
        Self::Rows(10),
        Self::Rows(1_000),
        Self::Rows(10_000),
        Self::Insert,
        Self::InsertMany,
        Self::Aggregate,
        Self::Nested,
        Self::Page,
        Self::Update,
        Self::Delete,
    ];

    pub fn name(self) -> String {
        match self {
            Self::ByKey => "W1 one row by key".to_owned(),
            Self::Rows(count) => format!("W2 {count} rows × 8 columns"),
            Self::Insert => "W3 insert one, key back".to_owned(),
            Self::InsertMany => "W4 insert 1,000".to_owned(),
            Self::Aggregate => "W5 join and aggregate".to_owned(),
            Self::Nested => "W6 100 × 10 × 5 nested".to_owned(),
            Self::Page => "W7 page, optional filters".to_owned(),
            Self::Update => "W8 update by key".to_owned(),
            Self::Delete => "W8 delete by key".to_owned(),
            Self::Text => "W7, its SQL alone".to_owned(),
            Self::Concurrent => "W9 64 tasks, 8 connections".to_owned(),
        }
    }
}

/// How many users there are.
pub const USERS: i64 = 10_000;

/// The key of the `i`-th operation.
pub fn key(i: i64) -> i64 {
    (i * 7919) % USERS + 1
}

/// The filters of the `i`-th page: a least age, a state, a pattern of the name.
pub fn filters(i: i64) -> (Option<i32>, Option<bool>, Option<&'static str>) {
    ((i & 1 == 0).then_some(30), (i & 2 == 0).then_some(true), (i & 4 == 0).then_some("name 1%"))
}

/// The row to insert.
pub struct NewRow {
    pub name: String,
    pub email: String,
    pub age: i32,
    pub active: bool,
    pub score: f64,
    pub created_at: DateTime<Utc>,
}

pub fn new_row(i: i64) -> NewRow {
    NewRow {
        name: format!("item {i}"),
        email: format!("item{i}@example.com"),
        age: i32::try_from(i % 80).unwrap_or(0),
        active: i % 2 == 0,
        score: 0.5,
        created_at: DateTime::from_timestamp(1_760_000_000 + i, 0).expect("a time in range"),
    }
}
