//! Partitions of MySQL: parts of their table.

use orm_schema::model::{PartitionDef, PartitioningDef};

use super::quoted;
use crate::diff::{TableChange, mentions_column};

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

/// Does what the table is divided by have to go first? A column that rows are divided by cannot go, and a key has to hold all of those.
pub(super) fn is_held(previous: Option<&PartitioningDef>, changes: &[&TableChange]) -> bool {
    let Some(PartitioningDef { by, partitions: _ }) = previous else { return false };
    changes.iter().any(|change| match change {
        TableChange::DropColumn(column) => mentions_column(by, &column.name),
        TableChange::AddPrimaryKey(_) | TableChange::AddUnique(_) => true,
        TableChange::CreateIndex(index) => index.is_unique,
        _ => false,
    })
}

fn definition(partition: &PartitionDef) -> String {
    format!("PARTITION {} {}", quoted(&partition.name), partition.bounds.trim())
}
