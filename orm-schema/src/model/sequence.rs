//! Sequences, and how they count.

use super::ObjectName;

/// A sequence that belongs to no column (PostgreSQL). It counts with eight bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SequenceDef {
    /// Its name.
    pub name: ObjectName,
    /// How it counts.
    pub options: SequenceOptions,
    /// The name it had before: a request to the differ (never stored in a snapshot).
    pub renamed_from: Option<ObjectName>,
}

/// How a sequence counts: one that stands by itself, or that of a column. What is not said is left to the database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SequenceOptions {
    /// First value.
    pub start: Option<i64>,
    /// Step.
    pub increment: Option<i64>,
    /// Smallest value.
    pub min: Option<i64>,
    /// Largest value.
    pub max: Option<i64>,
    /// Values handed to a session at a time.
    pub cache: Option<i64>,
    /// Starts anew after the last value.
    pub cycle: bool,
}

/// The smallest and the largest number of eight bytes.
const OF_EIGHT_BYTES: (i64, i64) = (i64::MIN, i64::MAX);

impl SequenceDef {
    /// How it counts, without what goes without saying.
    pub fn simplified(&self) -> SequenceOptions {
        self.options.simplified(OF_EIGHT_BYTES)
    }
}

impl SequenceOptions {
    /// Does it count down?
    pub fn counts_down(&self) -> bool {
        self.increment.is_some_and(|step| step < 0)
    }

    /// The smallest and the largest value of a sequence whose type holds those of `limits`.
    /// <https://www.postgresql.org/docs/17/sql-createsequence.html>
    pub fn bounds(&self, limits: (i64, i64)) -> (i64, i64) {
        let (smallest, largest) = if self.counts_down() { (limits.0, -1) } else { (1, limits.1) };
        (self.min.unwrap_or(smallest), self.max.unwrap_or(largest))
    }

    /// The first value: the bound that it leaves behind, if nothing is said.
    pub fn first(&self, limits: (i64, i64)) -> i64 {
        let (min, max) = self.bounds(limits);
        self.start.unwrap_or(if self.counts_down() { max } else { min })
    }

    /// The same without options that say what goes without saying.
    #[must_use]
    pub fn simplified(&self, limits: (i64, i64)) -> Self {
        let Self { start, increment, min, max, cache, cycle } = *self;
        let unsaid = Self { increment, ..Self::default() };
        let (smallest, largest) = unsaid.bounds(limits);
        let first = Self { start: None, ..*self }.first(limits);
        Self {
            start: start.filter(|&value| value != first),
            increment: increment.filter(|&step| step != 1),
            min: min.filter(|&value| value != smallest),
            max: max.filter(|&value| value != largest),
            cache: cache.filter(|&count| count != 1),
            cycle,
        }
    }
}
