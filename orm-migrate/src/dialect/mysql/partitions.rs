//! Partitions of MySQL: parts of their table.

use orm_schema::Pair;
use orm_schema::model::{PartitionDef, PartitioningDef};

use super::quoted;

/// What stands behind the options of a table.
pub(super) fn clause(partitioning: &PartitioningDef) -> String {
    let by = format!("PARTITION BY {}", partitioning.by.trim());
    if partitioning.partitions.is_empty() {
        return by;
    }
    let partitions: Vec<String> = partitioning.partitions.iter().map(definition).collect();
    format!("{by} (\n  {}\n)", partitions.join(",\n  "))
}

pub(super) fn add(partition: &PartitionDef) -> String {
    format!("ADD PARTITION ({})", definition(partition))
}

pub(super) fn drop(partition: &PartitionDef) -> String {
    format!("DROP PARTITION {}", quoted(&partition.name))
}

/// Another name or other bounds: the rows are written anew.
pub(super) fn change(partitions: &Pair<PartitionDef>) -> String {
    let (previous, next) = (&partitions.previous, &partitions.next);
    format!("REORGANIZE PARTITION {} INTO ({})", quoted(&previous.name), definition(next))
}

pub(super) fn set(partitioning: Option<&PartitioningDef>) -> String {
    partitioning.map_or_else(|| "REMOVE PARTITIONING".to_owned(), clause)
}

fn definition(partition: &PartitionDef) -> String {
    format!("PARTITION {} {}", quoted(&partition.name), partition.bounds.trim())
}
