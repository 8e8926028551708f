//! Statements that are run again and again by one task: a query for each row of another.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::caller::caller;

/// Runs that are further apart belong to different requests.
const WINDOW: Duration = Duration::from_secs(1);
/// How many statements are remembered before old ones are forgotten.
const REMEMBERED: usize = 4096;

/// Counts how often a task runs a statement within a second.
#[derive(Debug)]
pub(super) struct Repeats {
    limit: u32,
    seen: Mutex<HashMap<(Option<tokio::task::Id>, u64), Seen>>,
}

#[derive(Debug)]
struct Seen {
    count: u32,
    since: Instant,
}

impl Repeats {
    pub(super) fn new(limit: u32) -> Self {
        Self { limit, seen: Mutex::default() }
    }

    /// Counts a run, and warns when the limit is passed: once in a row of runs.
    pub(super) fn ran(&self, text: &str, operation: &str) {
        if !self.passes_limit(text) {
            return;
        }
        let place = caller();
        tracing::warn!(
            target: "orm_core::repeats",
            { db.query.text = text, code.location = place.as_deref(), limit = self.limit },
            "one task ran this statement more than {} times within a second; {}",
            self.limit,
            way_out(operation),
        );
    }

    fn passes_limit(&self, text: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let key = (tokio::task::try_id(), hasher.finish());
        let now = Instant::now();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= REMEMBERED {
            seen.retain(|_, seen| now - seen.since <= WINDOW);
        }
        let entry = seen.entry(key).or_insert(Seen { count: 0, since: now });
        if now - entry.since > WINDOW {
            *entry = Seen { count: 0, since: now };
        }
        entry.count = entry.count.saturating_add(1);
        entry.count == self.limit.saturating_add(1)
    }
}

fn way_out(operation: &str) -> &'static str {
    match operation {
        "INSERT" => "insert all rows with one `insert_many(..)`",
        "UPDATE" | "DELETE" => "reach all rows with one filter, such as `.filter(id.in_(ids))`",
        _ => "read all rows with one query: a relation with `.with(..)`, a join, or `.filter(id.in_(ids))`",
    }
}

#[cfg(test)]
mod tests {
    use super::Repeats;

    #[test]
    fn a_row_of_runs_is_told_once() {
        let repeats = Repeats::new(3);
        let told: Vec<bool> = (0..6).map(|_| repeats.passes_limit("select 1")).collect();
        assert_eq!(told, [false, false, false, true, false, false]);
        assert!(!repeats.passes_limit("select 2"));
    }
}
