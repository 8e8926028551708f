//! Partitions that come, go and change. How a table is partitioned stays as it is, except where the database can change it.

use orm_schema::Pair;
use orm_schema::model::{PartitionDef, PartitioningDef, TableDef};

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
            push_partitions(changes, Pair { previous, next });
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

fn push_partitions(changes: &mut Vec<TableChange>, defs: Pair<&PartitioningDef>) {
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
    changes.extend(listed.renamed.into_iter().map(|pair| TableChange::RenamePartition(owned(pair))));
    for previous in listed.dropped {
        match listed.added.iter().position(|next| next.name == previous.name) {
            Some(at) => {
                let next = listed.added.remove(at);
                changes.push(TableChange::SetBounds(owned(Pair { previous, next })));
            }
            None => changes.push(TableChange::DropPartition(previous.clone())),
        }
    }
    changes.extend(listed.added.into_iter().map(|partition| TableChange::AddPartition(partition.clone())));
}
