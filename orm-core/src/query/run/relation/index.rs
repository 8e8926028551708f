//! Which parents a key belongs to.

use super::key::Key;

/// The parents of a relation by their keys.
pub(super) struct Index {
    /// The keys, sorted, each with the place of its first parent.
    groups: Vec<(Key, usize)>,
    /// The keys once more, if all are numbers of at most 64 bits: nearly all are, and each row looks for one.
    numbers: Option<Vec<i64>>,
    /// The parents of one key after those of another, in their order.
    parents: Vec<usize>,
    /// The group found last.
    last: usize,
}

impl Index {
    /// Of parents in their order, `None` for one that leads to nothing.
    pub(super) fn new(keys: Vec<Option<Key>>) -> Self {
        let mut entries: Vec<(Key, usize)> =
            keys.into_iter().enumerate().filter_map(|(parent, key)| Some((key?, parent))).collect();
        entries.sort_unstable();
        let mut groups: Vec<(Key, usize)> = Vec::with_capacity(entries.len());
        let mut parents = Vec::with_capacity(entries.len());
        for (key, parent) in entries {
            if groups.last().is_none_or(|(last, _)| *last != key) {
                groups.push((key, parents.len()));
            }
            parents.push(parent);
        }
        let numbers = groups.iter().map(|(key, _)| key.number()).collect();
        Self { groups, numbers, parents, last: 0 }
    }

    /// The different keys.
    pub(super) fn keys(&self) -> Vec<Key> {
        self.groups.iter().map(|(key, _)| key.clone()).collect()
    }

    /// The parents that a row with this key belongs to, in their order.
    pub(super) fn parents(&mut self, key: &Key) -> &[usize] {
        let Some(group) = self.group(key) else { return &[] };
        self.last = group;
        self.parents_at(group)
    }

    /// Are all keys numbers, for [`Index::parents_of_number`]?
    pub(super) fn has_numbers(&self) -> bool {
        self.numbers.is_some()
    }

    /// The same for a key that is a number, if all are.
    pub(super) fn parents_of_number(&mut self, key: i64) -> &[usize] {
        let Some(numbers) = &self.numbers else { return &[] };
        let near = [self.last, self.last + 1].into_iter().find(|group| numbers.get(*group) == Some(&key));
        let Some(group) = near.or_else(|| numbers.binary_search(&key).ok()) else { return &[] };
        self.last = group;
        self.parents_at(group)
    }

    /// The parents of the key at that place of [`Index::keys`], in their order.
    pub(super) fn parents_at(&self, place: usize) -> &[usize] {
        let Some((_, start)) = self.groups.get(place) else { return &[] };
        let end = self.groups.get(place + 1).map_or(self.parents.len(), |(_, start)| *start);
        &self.parents[*start..end]
    }

    /// Looks at the group found last and the next one first: rows often come sorted by their key.
    fn group(&self, key: &Key) -> Option<usize> {
        let is_it = |group: &usize| self.groups.get(*group).is_some_and(|(other, _)| other == key);
        let near = [self.last, self.last + 1].into_iter().find(is_it);
        near.or_else(|| self.groups.binary_search_by(|(other, _)| other.cmp(key)).ok())
    }
}
