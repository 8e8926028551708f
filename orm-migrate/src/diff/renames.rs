//! Renames one after the other: chains in an order that works, exchanges through a temporary name.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use orm_schema::Pair;
use orm_schema::ident::MAX_IDENT_BYTES;

const TEMPORARY: &str = "__orm_swap_";

/// The name that something called `name` has between two renames.
pub(super) fn temporary_for(name: &str) -> String {
    let full = format!("{TEMPORARY}{name}");
    let mut end = full.len().min(MAX_IDENT_BYTES);
    while !full.is_char_boundary(end) {
        end -= 1;
    }
    full[..end].to_owned()
}

/// Is this such a name?
pub(crate) fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY)
}

/// The name that something is on its way to when it takes this one.
pub(crate) fn destination(name: &str) -> &str {
    name.strip_prefix(TEMPORARY).unwrap_or(name)
}

/// Each rename as it is, but one of every circle in two: away to `temporary`, and from there to its place.
pub(super) fn hops<Name: Clone + Eq + Hash>(
    renames: Vec<Pair<Name>>,
    temporary: impl Fn(&Name) -> Name,
) -> Vec<Pair<Name>> {
    let next_of: HashMap<Name, Name> =
        renames.iter().map(|names| (names.previous.clone(), names.next.clone())).collect();
    let mut cut: HashSet<Name> = HashSet::new();
    let mut out = Vec::with_capacity(renames.len());
    for Pair { previous, next } in renames {
        match circle(&next_of, &previous).filter(|_| !cut.contains(&previous)) {
            Some(members) => {
                cut.extend(members);
                let between = temporary(&next);
                out.push(Pair { previous, next: between.clone() });
                out.push(Pair { previous: between, next });
            }
            None => out.push(Pair { previous, next }),
        }
    }
    out
}

/// The names that follow each other from `first` back to it, if they do.
fn circle<Name: Clone + Eq + Hash>(next_of: &HashMap<Name, Name>, first: &Name) -> Option<Vec<Name>> {
    let mut members = vec![first.clone()];
    let mut at = next_of.get(first)?;
    while at != first {
        members.push(at.clone());
        at = next_of.get(at)?;
        // A chain that runs into a circle it is no part of does not come back; no two things had one name.
        if members.len() > next_of.len() {
            return None;
        }
    }
    Some(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(renames: &[(&str, &str)], expected: &[(&str, &str)]) {
        let renames =
            renames.iter().map(|(previous, next)| Pair { previous: *previous, next: *next }).collect();
        let hops = hops(renames, |_| "tmp");
        let hops: Vec<(&str, &str)> = hops.iter().map(|hop| (hop.previous, hop.next)).collect();
        assert_eq!(hops, expected);
    }

    #[test]
    fn a_chain_needs_no_detour() {
        check(&[("a", "b"), ("b", "c")], &[("a", "b"), ("b", "c")]);
    }

    #[test]
    fn a_circle_is_cut_once() {
        check(&[("a", "b"), ("b", "a")], &[("a", "tmp"), ("tmp", "b"), ("b", "a")]);
        check(
            &[("a", "b"), ("b", "c"), ("c", "a"), ("x", "y")],
            &[("a", "tmp"), ("tmp", "b"), ("b", "c"), ("c", "a"), ("x", "y")],
        );
    }
}
