//! Partitions of PostgreSQL: tables of their own, in the schema of their parent.

use orm_schema::Pair;
use orm_schema::model::{ObjectName, PartitionDef};

use super::{object, quoted};

/// `PARTITION OF`, as a statement.
pub(super) fn create(table: &ObjectName, partition: &PartitionDef) -> String {
    format!(
        "CREATE TABLE {} PARTITION OF {} {}",
        name(table, &partition.name),
        object(table),
        partition.bounds.trim()
    )
}

pub(super) fn drop(table: &ObjectName, partition: &PartitionDef) -> String {
    format!("DROP TABLE {}", name(table, &partition.name))
}

pub(super) fn rename(table: &ObjectName, partitions: &Pair<PartitionDef>) -> String {
    let (previous, next) = (&partitions.previous.name, &partitions.next.name);
    format!("ALTER TABLE {} RENAME TO {}", name(table, previous), quoted(next))
}

/// Lets go of the partition and takes it up again with other bounds, which looks at its rows.
pub(super) fn set_bounds(table: &ObjectName, partition: &PartitionDef) -> [String; 2] {
    let (parent, name) = (object(table), name(table, &partition.name));
    [
        format!("ALTER TABLE {parent} DETACH PARTITION {name}"),
        format!("ALTER TABLE {parent} ATTACH PARTITION {name} {}", partition.bounds.trim()),
    ]
}

fn name(table: &ObjectName, partition: &str) -> String {
    object(&ObjectName { schema: table.schema.clone(), name: partition.to_owned() })
}
