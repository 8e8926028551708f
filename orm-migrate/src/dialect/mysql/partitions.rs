//! Partitions of MySQL: parts of their table.

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

/// Other names or other bounds: the rows are written anew.
pub(super) fn reorganize(previous: &[PartitionDef], next: &[PartitionDef]) -> String {
    let names: Vec<String> = previous.iter().map(|partition| quoted(&partition.name)).collect();
    let next: Vec<String> = next.iter().map(definition).collect();
    format!("REORGANIZE PARTITION {} INTO ({})", names.join(", "), next.join(", "))
}

pub(super) fn set(partitioning: Option<&PartitioningDef>) -> String {
    partitioning.map_or_else(|| "REMOVE PARTITIONING".to_owned(), clause)
}

fn definition(partition: &PartitionDef) -> String {
    format!("PARTITION {} {}", quoted(&partition.name), partition.bounds.trim())
}
