//! Partitions that come, go and change. How a table is partitioned stays as it is, except where the database can change it.

use orm_schema::Pair;
use orm_schema::model::{PartitionDef, PartitioningDef, TableDef};
use orm_schema::tokens::{TokenKind, tokens};

use super::expression::is_same_expression;
use super::listed::compare;
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
            if is_chain && is_cut_short(Pair { previous, next }) {
                changes.push(TableChange::SetPartitioning(Pair {
                    previous: Some(previous.clone()),
                    next: Some(next.clone()),
                }));
            } else {
                push_partitions(changes, is_chain, Pair { previous, next });
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

/// Does a chain that goes on with its partitions end before it did? The rows of its last partitions have no place then, which the
/// database finds only by writing all of them: a run of partitions is divided so that it ends where it ended, or behind.
fn is_cut_short(defs: Pair<&PartitioningDef>) -> bool {
    let (Some(previous), Some(next)) = (defs.previous.partitions.last(), defs.next.partitions.last()) else {
        return false;
    };
    let is_gone =
        |partition: &PartitionDef| defs.next.partitions.iter().all(|next| next.name != partition.name);
    // The last one may just go, and its rows with it, as it is said.
    let kept = defs.previous.partitions.iter().rev().find(|partition| !is_gone(partition));
    let ends = kept.unwrap_or(previous);
    is_lower(&next.bounds, &ends.bounds)
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

fn push_partitions(changes: &mut Vec<TableChange>, is_chain: bool, defs: Pair<&PartitioningDef>) {
    let PartitioningDef { by: _, partitions } = defs.previous;
    let mut listed = compare(
        Pair { previous: partitions, next: &defs.next.partitions },
        |partition| &partition.name,
        |partitions| {
            let PartitionDef { name: _, bounds } = partitions.previous;
            is_same_expression(bounds, &partitions.next.bounds)
        },
    );
    let owned = |pair: Pair<&PartitionDef>| Pair { previous: pair.previous.clone(), next: pair.next.clone() };
    let mut rebound = Pair { previous: Vec::new(), next: Vec::new() };
    for previous in listed.dropped {
        match listed.added.iter().position(|next| next.name == previous.name) {
            Some(at) => {
                rebound.previous.push(previous.clone());
                rebound.next.push(listed.added.remove(at).clone());
            }
            None => changes.push(TableChange::DropPartition(previous.clone())),
        }
    }
    let mut added: Vec<PartitionDef> = listed.added.into_iter().cloned().collect();
    if is_chain {
        let renamed = |partition: &PartitionDef| {
            let renamed = listed.renamed.iter().find(|pair| pair.previous.name == partition.name);
            PartitionDef {
                name: renamed.map_or(&partition.name, |pair| &pair.next.name).clone(),
                ..partition.clone()
            }
        };
        let kept: Vec<PartitionDef> = partitions.iter().map(renamed).collect();
        let is_kept =
            |partition: &PartitionDef| defs.next.partitions.iter().any(|next| next.name == partition.name);
        let kept: Vec<PartitionDef> = kept.into_iter().filter(is_kept).collect();
        (rebound, added) = links(&kept, &defs.next.partitions);
    }
    changes.extend(listed.renamed.into_iter().map(|pair| TableChange::RenamePartition(owned(pair))));
    if !rebound.next.is_empty() {
        changes.push(TableChange::SetBounds(rebound));
    }
    changes.extend(added.into_iter().map(TableChange::AddPartition));
}

/// The run of partitions that has to be divided anew, and those that only come behind the last one. Each partition of a chain begins
/// where the one before it ends: another bound, or a partition in between, changes its neighbour as well.
fn links(previous: &[PartitionDef], next: &[PartitionDef]) -> (Pair<Vec<PartitionDef>>, Vec<PartitionDef>) {
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
