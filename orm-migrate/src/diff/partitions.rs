//! Partitions that come, go and change. How a table is partitioned stays as it is, except where the database can change it.

use orm_schema::Pair;
use orm_schema::model::{PartitionDef, PartitioningDef, TableDef};
use orm_schema::tokens::{Token, TokenKind, tokens};

use super::expression::is_same_expression;
use super::listed::{Listed, compare};
use super::rules::DiffRules;
use super::{Obstacle, TableChange};

/// Compares the partitions of a table told in its new names.
pub(super) fn push(
    changes: &mut Vec<TableChange>,
    rules: &dyn DiffRules,
    tables: Pair<&TableDef>,
    obstacles: &mut Vec<Obstacle>,
) {
    let Pair { previous, next } = tables;
    match (&previous.partitioning, &next.partitioning) {
        (None, None) => {}
        (Some(previous), Some(next)) if is_same_expression(&previous.by, &next.by) => {
            let is_chain = rules.chains_ranges() && is_range(&next.by);
            if is_chain {
                push_chain(changes, Pair { previous, next });
            } else if rules.repartitions() && previous.partitions.iter().any(PartitionDef::is_default) {
                push_beside_default(changes, Pair { previous, next });
            } else {
                push_partitions(changes, Pair { previous, next });
            }
        }
        (by, next_by) => {
            if !rules.repartitions() {
                obstacles.push(Obstacle {
                    message: format!("how `{}` is partitioned cannot be changed", next.name),
                    hint:
                        "declare another table, copy the rows in a migration of your own, and let this one go"
                            .to_owned(),
                });
            }
            changes.push(TableChange::SetPartitioning(Pair { previous: by.clone(), next: next_by.clone() }));
        }
    }
}

/// `range (..)` and `range columns (..)`.
fn is_range(by: &str) -> bool {
    by.trim_start().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("range"))
}

/// Is the first of two bounds below the other? Where the first difference is between two numbers or two texts, those tell.
fn is_lower(bounds: &str, than: &str) -> bool {
    let (bounds, than) = (tokens(bounds), tokens(than));
    let mut pairs = bounds.iter().zip(&than);
    let Some((one, other)) = pairs.find(|(one, other)| !one.is_same(other)) else { return false };
    if other.is_word("maxvalue") {
        return true;
    }
    match (one.text.parse::<i64>(), other.text.parse::<i64>()) {
        (Ok(one), Ok(other)) => one < other,
        _ => one.kind == TokenKind::Text && other.kind == TokenKind::Text && one.text < other.text,
    }
}

/// Have some rows a place in both? Ranges that begin or end alike and lists that share a value tell.
fn overlap(one: &str, other: &str) -> bool {
    let (one, other) = (tokens(one), tokens(other));
    let are_same = |one: &[Token<'_>], other: &[Token<'_>]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_same(other))
    };
    let values =
        |tokens| list(tokens, "in").into_iter().flat_map(|list| list.split(|token| token.is_symbol(",")));
    let is_bound = |word| match (list(&one, word), list(&other, word)) {
        (Some(one), Some(other)) => are_same(one, other),
        _ => false,
    };
    ["from", "to"].into_iter().any(is_bound)
        || values(&one).any(|value| values(&other).any(|other| are_same(value, other)))
}

/// What stands in parentheses behind a word.
fn list<'t, 'a>(tokens: &'t [Token<'a>], word: &str) -> Option<&'t [Token<'a>]> {
    let open = tokens.iter().position(|token| token.is_word(word))? + 1;
    let behind = tokens.get(open).filter(|token| token.is_symbol("(")).and(tokens.get(open + 1..))?;
    let mut depth = 1_usize;
    let close = behind.iter().position(|token| {
        depth += usize::from(token.is_symbol("("));
        depth -= usize::from(token.is_symbol(")"));
        depth == 0
    })?;
    behind.get(..close)
}

fn listed(defs: Pair<&PartitioningDef>) -> Listed<'_, PartitionDef> {
    let PartitioningDef { by: _, partitions } = defs.previous;
    compare(
        Pair { previous: partitions, next: &defs.next.partitions },
        |partition| &partition.name,
        |partitions| {
            let PartitionDef { name: _, bounds } = partitions.previous;
            is_same_expression(bounds, &partitions.next.bounds)
        },
    )
}

fn renames(renamed: &[Pair<&PartitionDef>]) -> impl Iterator<Item = TableChange> {
    let owned =
        |pair: &Pair<&PartitionDef>| Pair { previous: pair.previous.clone(), next: pair.next.clone() };
    renamed.iter().map(move |pair| TableChange::RenamePartition(owned(pair)))
}

fn push_partitions(changes: &mut Vec<TableChange>, defs: Pair<&PartitioningDef>) {
    let mut listed = listed(defs);
    let mut rebound = Pair { previous: Vec::new(), next: Vec::new() };
    let mut going = Vec::new();
    for previous in listed.dropped {
        match listed.added.iter().position(|next| next.name == previous.name) {
            Some(at) => {
                rebound.previous.push(previous.clone());
                rebound.next.push(listed.added.remove(at).clone());
            }
            None => going.push(previous),
        }
    }
    let mut rebound_under_new_names = Vec::new();
    for previous in going {
        let is_taken = |name: &str| defs.previous.partitions.iter().any(|partition| partition.name == name);
        let goes_on = |next: &&PartitionDef| !is_taken(&next.name) && overlap(&previous.bounds, &next.bounds);
        let Some(at) = listed.added.iter().position(goes_on) else {
            changes.push(TableChange::DropPartition(previous.clone()));
            continue;
        };
        let next = listed.added.remove(at);
        let renamed = PartitionDef { name: next.name.clone(), bounds: previous.bounds.clone() };
        rebound.previous.push(renamed.clone());
        rebound.next.push(next.clone());
        let names = Pair { previous: previous.clone(), next: renamed };
        rebound_under_new_names.push(TableChange::RenamePartition(names));
    }
    changes.extend(renames(&listed.renamed));
    changes.extend(rebound_under_new_names);
    if !rebound.next.is_empty() {
        changes.push(TableChange::SetBounds(rebound));
    }
    changes.extend(listed.added.into_iter().cloned().map(TableChange::AddPartition));
}

/// MariaDB leaves rows of a new partition in the one for all others, where nobody finds them, and takes strange ones along when it
/// divides that one alone (seen on 10.11: `CHECK TABLE` finds misplaced rows). Only to partition the table anew looks at every row.
fn push_beside_default(changes: &mut Vec<TableChange>, defs: Pair<&PartitioningDef>) {
    let mut found = Vec::new();
    push_partitions(&mut found, defs);
    let (gone, others): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|change| matches!(change, TableChange::DropPartition(_)));
    changes.extend(gone);
    if !others.is_empty() {
        let pair = Pair { previous: Some(defs.previous.clone()), next: Some(defs.next.clone()) };
        changes.push(TableChange::SetPartitioning(pair));
    }
}

/// Partitions of which each begins where the one before it ends.
fn push_chain(changes: &mut Vec<TableChange>, defs: Pair<&PartitioningDef>) {
    let renamed = listed(defs).renamed;
    let Pair { previous: PartitioningDef { by: _, partitions }, next } = defs;
    let new_name = |partition: &PartitionDef| {
        let renamed = renamed.iter().find(|pair| pair.previous.name == partition.name);
        renamed.map_or(&partition.name, |pair| &pair.next.name).clone()
    };
    let links: Vec<PartitionDef> = partitions
        .iter()
        .map(|partition| PartitionDef { name: new_name(partition), ..partition.clone() })
        .collect();
    let (staying, going): (Vec<_>, Vec<_>) =
        (0..links.len()).partition(|at| stays(&links, &next.partitions, *at));
    let staying: Vec<PartitionDef> = staying.into_iter().map(|at| links[at].clone()).collect();
    // The rows behind the new end have no place, which the database finds only by writing all of them: a run of partitions is
    // divided so that it ends where it ended, or behind.
    if let (Some(last), Some(end)) = (staying.last(), next.partitions.last())
        && is_lower(&end.bounds, &last.bounds)
    {
        let pair = Pair { previous: Some(defs.previous.clone()), next: Some(next.clone()) };
        return changes.push(TableChange::SetPartitioning(pair));
    }
    changes.extend(going.into_iter().map(|at| TableChange::DropPartition(partitions[at].clone())));
    changes.extend(renames(&renamed));
    let (rebound, added) = divided(&staying, &next.partitions);
    if !rebound.next.is_empty() {
        changes.push(TableChange::SetBounds(rebound));
    }
    changes.extend(added.into_iter().map(TableChange::AddPartition));
}

/// Do the rows of a partition have a place in `next`? Under its name, or in one that is new between the same neighbours.
fn stays(links: &[PartitionDef], next: &[PartitionDef], at: usize) -> bool {
    let place = |link: &PartitionDef| next.iter().position(|partition| partition.name == link.name);
    if place(&links[at]).is_some() {
        return true;
    }
    let begin = links[..at].iter().rev().find_map(place).map_or(0, |before| before + 1);
    let end = links[at + 1..].iter().find_map(place).unwrap_or(next.len());
    next.get(begin..end).is_some_and(|between| !between.is_empty())
}

/// The run of partitions that has to be divided anew, and those that only come behind the last one. Each partition of a chain begins
/// where the one before it ends: another bound, or a partition in between, changes its neighbour as well.
fn divided(previous: &[PartitionDef], next: &[PartitionDef]) -> (Pair<Vec<PartitionDef>>, Vec<PartitionDef>) {
    let is_same = |(previous, next): &(&PartitionDef, &PartitionDef)| {
        previous.name == next.name && is_same_expression(&previous.bounds, &next.bounds)
    };
    let before = previous.iter().zip(next).take_while(is_same).count();
    let (previous, next) = (&previous[before..], &next[before..]);
    if previous.is_empty() {
        return (Pair { previous: Vec::new(), next: Vec::new() }, next.to_vec());
    }
    let behind = previous.iter().rev().zip(next.iter().rev()).take_while(is_same).count().saturating_sub(1);
    let run = |partitions: &[PartitionDef]| partitions[..partitions.len() - behind].to_vec();
    (Pair { previous: run(previous), next: run(next) }, Vec::new())
}
