//! Which parents a key belongs to.

use orm_schema::Dialect;

use super::key::Key;

/// The parents of a relation by their keys.
pub(super) struct Index {
    /// The keys, sorted, each with the place of its first parent. Keys that the database may take for equal are one.
    groups: Vec<(Key, usize)>,
    /// The parents of one key after those of another, in their order.
    parents: Vec<usize>,
    dialect: Dialect,
    /// The group found last.
    last: usize,
}

impl Index {
    /// Of parents in their order, `None` for one that leads to nothing; and the different keys.
    pub(super) fn new(dialect: Dialect, keys: Vec<Option<Key>>) -> (Self, Vec<Key>) {
        let mut entries: Vec<(Key, usize)> =
            keys.into_iter().enumerate().filter_map(|(parent, key)| Some((key?, parent))).collect();
        entries.sort_unstable();
        let mut different: Vec<Key> = Vec::with_capacity(entries.len());
        let mut is_folded = false;
        for (key, _) in &mut entries {
            if different.last() != Some(key) {
                different.push(key.clone());
            }
            if let Some(folded) = key.folded(dialect) {
                *key = folded;
                is_folded = true;
            }
        }
        if is_folded {
            entries.sort_unstable();
        }
        let mut groups: Vec<(Key, usize)> = Vec::with_capacity(different.len());
        let mut parents = Vec::with_capacity(entries.len());
        for (key, parent) in entries {
            if groups.last().is_none_or(|(last, _)| *last != key) {
                groups.push((key, parents.len()));
            }
            parents.push(parent);
        }
        (Self { groups, parents, dialect, last: 0 }, different)
    }

    /// The parents that a row with this key belongs to, in their order.
    pub(super) fn parents(&mut self, key: &Key) -> &[usize] {
        let folded = key.folded(self.dialect);
        let Some(group) = self.group(folded.as_ref().unwrap_or(key)) else { return &[] };
        self.last = group;
        let start = self.groups[group].1;
        let end = self.groups.get(group + 1).map_or(self.parents.len(), |(_, start)| *start);
        &self.parents[start..end]
    }

    /// Looks at the group found last and the next one first: rows often come sorted by their key.
    fn group(&self, key: &Key) -> Option<usize> {
        let mut near = self.groups.iter().enumerate().skip(self.last).take(2);
        match near.find(|(_, (other, _))| other == key) {
            Some((group, _)) => Some(group),
            None => self.groups.binary_search_by(|(other, _)| other.cmp(key)).ok(),
        }
    }
}
