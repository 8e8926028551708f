//! Who is who: pairs the things of one scope (tables, columns of a table, enums, labels of an enum) across a rename.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use orm_schema::Pair;

use super::hints::RenameIndex;
use super::{DiffError, RenameCandidate, RenameKind, RenameQuestion};

/// The things of one scope. Indexes count in `previous` and `next`.
pub(super) struct Scope<'a, Name> {
    pub(super) kind: RenameKind,
    pub(super) previous: Vec<Name>,
    /// Each with the name it says it had.
    pub(super) next: Vec<(Name, Option<Name>)>,
    /// How a hint names it.
    pub(super) path: &'a dyn Fn(Name) -> String,
    /// Are the two defined alike, names apart?
    pub(super) is_same: &'a dyn Fn(Pair<usize>) -> bool,
    /// How likely the one became the other, if it can be at all; `None` asks nothing.
    pub(super) likeness: &'a dyn Fn(Pair<usize>) -> Option<u8>,
}

/// Which thing of the next schema was which of the previous one.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// For each of `next` its index in `previous`; none when it is new.
    pub(super) matches: Vec<Option<usize>>,
    /// Those of `previous` that are gone.
    pub(super) dropped: Vec<usize>,
}

/// Pairs a scope: by hints, by `renamed_from`, by name; what is left over and could be a rename becomes a question.
pub(super) fn pair<Name: Copy + Eq + Hash>(
    scope: &Scope<'_, Name>,
    hints: &RenameIndex<'_>,
    questions: &mut Vec<RenameQuestion>,
) -> Result<Pairing, DiffError> {
    let is_unchanged = scope.previous.len() == scope.next.len()
        && scope.previous.iter().zip(&scope.next).all(|(previous, next)| next == &(*previous, None));
    if is_unchanged && hints.is_empty() {
        return Ok(Pairing { matches: (0..scope.next.len()).map(Some).collect(), dropped: Vec::new() });
    }
    let previous: HashMap<Name, usize> =
        scope.previous.iter().enumerate().map(|(i, name)| (*name, i)).collect();
    let mut matches = requested(scope, &previous, hints)?;
    let mut taken: HashSet<usize> = matches.iter().copied().flatten().collect();
    for (i, (name, _)) in scope.next.iter().enumerate() {
        if matches[i].is_none()
            && let Some(&index) = previous.get(name)
            && taken.insert(index)
        {
            matches[i] = Some(index);
        }
    }
    let dropped: Vec<usize> = (0..scope.previous.len()).filter(|index| !taken.contains(index)).collect();
    ask(scope, hints, &matches, &dropped, questions);
    Ok(Pairing { matches, dropped })
}

/// The renames that hints and attributes ask for.
fn requested<Name: Copy + Eq + Hash>(
    scope: &Scope<'_, Name>,
    previous: &HashMap<Name, usize>,
    hints: &RenameIndex<'_>,
) -> Result<Vec<Option<usize>>, DiffError> {
    let hinted = hinted(scope, previous, hints)?;
    let hinted_set: HashSet<usize> = hinted.iter().copied().flatten().collect();
    let mut requests: Vec<Option<usize>> = scope
        .next
        .iter()
        .enumerate()
        .map(|(i, (name, renamed_from))| {
            let from_attribute = (*renamed_from)
                .filter(|from| from != name)
                .and_then(|from| previous.get(&from).copied())
                .filter(|index| !hinted_set.contains(index));
            hinted[i].or(from_attribute)
        })
        .collect();
    drop_stale(scope, previous, &hinted, &mut requests);
    drop_idle_cycles(scope, previous, &hinted, &mut requests);
    Ok(requests)
}

fn hinted<Name: Copy + Eq + Hash>(
    scope: &Scope<'_, Name>,
    previous: &HashMap<Name, usize>,
    hints: &RenameIndex<'_>,
) -> Result<Vec<Option<usize>>, DiffError> {
    if hints.is_empty() {
        return Ok(vec![None; scope.next.len()]);
    }
    let paths: HashMap<String, usize> =
        scope.previous.iter().enumerate().map(|(i, name)| ((scope.path)(*name), i)).collect();
    let next_paths: HashSet<String> = scope.next.iter().map(|(name, _)| (scope.path)(*name)).collect();
    scope
        .next
        .iter()
        .map(|(name, _)| {
            let next = (scope.path)(*name);
            // A hint the wrong way round counts where it fits no other way: the one is only new, the other only old.
            let only_old = |path: &str| !next_paths.contains(path) && !paths.contains_key(&next);
            let turned = || hints.next_of(&next).filter(|old| only_old(old));
            let Some(old) = hints.previous_of(&next).or_else(turned) else {
                return Ok(None);
            };
            match paths.get(old) {
                Some(&index) => Ok(Some(index)),
                None if previous.contains_key(name) => Ok(None),
                None => Err(DiffError::Hint {
                    hint: format!("{old}={next}"),
                    reason: format!("there was no {} `{old}`", scope.kind.noun()),
                }),
            }
        })
        .collect()
}

/// Forgets attributes that an earlier migration has fulfilled.
///
/// An attribute asks for a rename only while the old name is given up and the new one is free; both may themselves depend on
/// other renames (`a` to `b`, `b` to `c`).
fn drop_stale<Name: Copy + Eq + Hash>(
    scope: &Scope<'_, Name>,
    previous: &HashMap<Name, usize>,
    hinted: &[Option<usize>],
    requests: &mut [Option<usize>],
) {
    let next: HashMap<Name, usize> = scope.next.iter().enumerate().map(|(i, (name, _))| (*name, i)).collect();
    loop {
        let leaving: HashSet<usize> = requests.iter().copied().flatten().collect();
        let stale = (0..requests.len()).find(|&i| {
            let Some(index) = requests[i].filter(|_| hinted[i].is_none()) else {
                return false;
            };
            let gives_up_old_name =
                next.get(&scope.previous[index]).is_none_or(|&holder| requests[holder].is_some());
            let finds_new_name = previous.get(&scope.next[i].0).is_none_or(|holder| leaving.contains(holder));
            !gives_up_old_name || !finds_new_name
        });
        match stale {
            Some(i) => requests[i] = None,
            None => return,
        }
    }
}

/// Forgets exchanges of names between things that are defined alike.
///
/// The attributes of an exchange look the same before and after it. Where the definitions differ they tell which it is; where
/// they do not, nothing does, and only a hint can ask for the exchange.
fn drop_idle_cycles<Name: Copy + Eq + Hash>(
    scope: &Scope<'_, Name>,
    previous: &HashMap<Name, usize>,
    hinted: &[Option<usize>],
    requests: &mut [Option<usize>],
) {
    let next: HashMap<Name, usize> = scope.next.iter().enumerate().map(|(i, (name, _))| (*name, i)).collect();
    let mut seen = HashSet::new();
    for first in 0..requests.len() {
        let mut cycle = vec![first];
        let mut at = first;
        while let Some(index) = requests[at].filter(|_| hinted[at].is_none())
            && let Some(&holder) = next.get(&scope.previous[index])
            && seen.insert(holder)
            && holder != first
        {
            cycle.push(holder);
            at = holder;
        }
        let closes = requests[at].is_some_and(|index| next.get(&scope.previous[index]) == Some(&first));
        let is_idle = closes
            && cycle.iter().all(|&i| {
                previous
                    .get(&scope.next[i].0)
                    .is_some_and(|&same| (scope.is_same)(Pair { previous: same, next: i }))
            });
        if is_idle {
            cycle.iter().filter(|&&i| hinted[i].is_none()).for_each(|&i| requests[i] = None);
        }
    }
}

fn ask<Name: Copy + Eq + Hash>(
    scope: &Scope<'_, Name>,
    hints: &RenameIndex<'_>,
    matches: &[Option<usize>],
    dropped: &[usize],
    questions: &mut Vec<RenameQuestion>,
) {
    if dropped.is_empty() {
        return;
    }
    let unmatched = scope.next.iter().enumerate().filter(|(i, _)| matches[*i].is_none());
    for (i, (name, renamed_from)) in unmatched {
        // It says that it was something, and there is no such thing: whatever goes may be meant.
        let holds_values = matches!(scope.kind, RenameKind::Table | RenameKind::Column);
        let is_mistaken =
            holds_values && renamed_from.is_some_and(|from| from != *name && !scope.previous.contains(&from));
        let mut candidates: Vec<RenameCandidate> = dropped
            .iter()
            .filter_map(|&index| {
                let likeness = (scope.likeness)(Pair { previous: index, next: i });
                let likeness = likeness.or(is_mistaken.then_some(0))?;
                Some(RenameCandidate { dropped: (scope.path)(scope.previous[index]), likeness })
            })
            .collect();
        let added = (scope.path)(*name);
        if !candidates.is_empty() && !hints.is_created(&added) {
            candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.likeness));
            questions.push(RenameQuestion { kind: scope.kind, added, candidates });
        }
    }
}
