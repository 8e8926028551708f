//! Which parents a key belongs to.

use std::collections::BTreeMap;

use orm_schema::Dialect;

use super::key::Key;

/// The parents of a relation by their keys.
pub(super) struct Index {
    /// Sorted by key.
    entries: Vec<(Key, usize)>,
    /// The entries of keys that the database may take for equal though they differ.
    folded: BTreeMap<Key, Vec<usize>>,
    dialect: Dialect,
    /// The key found last and its parents: the rows of a relation often come with one key after the other.
    last: Option<(Key, Vec<usize>)>,
}

impl Index {
    /// Of parents in their order; `None` for one that leads to nothing.
    pub(super) fn new(dialect: Dialect, keys: Vec<Option<Key>>) -> Self {
        let mut entries: Vec<(Key, usize)> =
            keys.into_iter().enumerate().filter_map(|(parent, key)| Some((key?, parent))).collect();
        entries.sort();
        let mut folded: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (key, parent) in &entries {
            if let Some(key) = key.folded(dialect) {
                folded.entry(key).or_default().push(*parent);
            }
        }
        Self { entries, folded, dialect, last: None }
    }

    /// The different keys.
    pub(super) fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = self.entries.iter().map(|(key, _)| key.clone()).collect();
        keys.dedup();
        keys
    }

    /// The parents that a row with this key belongs to, in their order.
    pub(super) fn parents(&mut self, key: Key) -> &[usize] {
        if !matches!(&self.last, Some((last, _)) if *last == key) {
            let parents = match key.folded(self.dialect) {
                Some(folded) => self.folded.get(&folded).cloned().unwrap_or_default(),
                None => self.exact(&key),
            };
            self.last = Some((key, parents));
        }
        self.last.as_ref().map_or(&[], |(_, parents)| parents)
    }

    fn exact(&self, key: &Key) -> Vec<usize> {
        let start = self.entries.partition_point(|(other, _)| other < key);
        self.entries[start..]
            .iter()
            .take_while(|(other, _)| other == key)
            .map(|(_, parent)| *parent)
            .collect()
    }
}
