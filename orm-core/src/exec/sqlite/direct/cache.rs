//! The statements that are kept compiled, and how long each of them takes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::time::Duration;

use super::engine::SHORT;
use super::raw::Slot;

/// How many statements are kept.
const CAPACITY: usize = 128;

/// Compiled statements by their text.
#[derive(Default)]
pub(super) struct Cache {
    places: HashMap<Box<str>, Place, BuildHasherDefault<TextHasher>>,
    statements: Vec<Known>,
    clock: u64,
}

/// Where a statement is found while it runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place(usize);

/// A compiled statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) slot: Slot,
    pub(super) traits: Traits,
    /// The time for which its last runs kept the thread without a break, smoothed. `None` before the first run.
    pace: Option<Duration>,
    used: u64,
}

/// What never changes about a statement.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Traits {
    pub(super) parameters: usize,
    pub(super) is_read_only: bool,
    /// Reads rows and changes nothing, so that it can start again.
    pub(super) is_query: bool,
    /// Ends a transaction, which is when the file is written.
    pub(super) is_end: bool,
    /// Only adds rows, so that it can break no foreign key but those of its own table.
    pub(super) is_insert: bool,
}

impl Cache {
    pub(super) fn get(&mut self, text: &str) -> Option<(Place, Known)> {
        let place = *self.places.get(text)?;
        self.clock += 1;
        let known = &mut self.statements[place.0];
        known.used = self.clock;
        Some((place, *known))
    }

    /// Keeps a statement. The one that has to go for it comes back, to be freed.
    pub(super) fn insert(&mut self, text: &str, slot: Slot, traits: Traits) -> (Place, Option<Slot>) {
        self.clock += 1;
        let known = Known { slot, traits, pace: None, used: self.clock };
        let oldest = self.oldest().filter(|_| self.statements.len() >= CAPACITY);
        let place = oldest.unwrap_or(Place(self.statements.len()));
        let evicted = if oldest.is_some() {
            self.places.retain(|_, other| other.0 != place.0);
            Some(std::mem::replace(&mut self.statements[place.0], known).slot)
        } else {
            self.statements.push(known);
            None
        };
        self.places.insert(text.into(), place);
        (place, evicted)
    }

    /// Notes how long a run kept the thread at most. Once may be the fault of another program that had the processor.
    pub(super) fn note(&mut self, place: Place, time: Duration) {
        let time = time.min(SHORT * 2);
        let known = &mut self.statements[place.0];
        known.pace = Some(known.pace.map_or(time, |pace| (pace * 3 + time) / 4));
    }

    fn oldest(&self) -> Option<Place> {
        let oldest = self.statements.iter().enumerate().min_by_key(|(_, known)| known.used);
        oldest.map(|(place, _)| Place(place))
    }
}

impl Known {
    pub(super) fn pace(&self) -> Option<Duration> {
        self.pace
    }
}

/// Hashes eight bytes at a time. The texts are those of a program, not of its users, and few.
#[derive(Default)]
struct TextHasher(u64);

/// An odd number without a pattern in its bits.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for TextHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last));
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(byte.into());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl TextHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(MIX);
        self.0 ^= self.0 >> 32;
    }
}
