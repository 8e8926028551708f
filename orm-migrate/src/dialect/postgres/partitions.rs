//! Partitions of PostgreSQL: tables of their own, in the schema of their parent.

use orm_schema::Pair;
use orm_schema::model::{ObjectName, PartitionDef, TableDef};

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

/// The partitions follow their table into another schema: by itself, PostgreSQL leaves them where they are.
pub(super) fn moved_along(
    table: Option<&TableDef>,
    names: &Pair<ObjectName>,
) -> impl Iterator<Item = String> {
    let Pair { previous: from, next: to } = names;
    let partitioning = table.and_then(|table| table.partitioning.as_ref());
    let partitions = partitioning.into_iter().flat_map(|partitioning| &partitioning.partitions);
    let schema = quoted(to.schema.as_deref().unwrap_or("public"));
    partitions
        .map(move |partition| format!("ALTER TABLE {} SET SCHEMA {schema}", name(from, &partition.name)))
}

/// Lets go of the partitions and takes them up again with other bounds, which looks at their rows. All go first: meanwhile none
/// may hold what another is to take.
pub(super) fn set_bounds(table: &ObjectName, partitions: &[PartitionDef]) -> impl Iterator<Item = String> {
    let parent = object(table);
    let detach = |partition: &PartitionDef| {
        format!("ALTER TABLE {parent} DETACH PARTITION {}", name(table, &partition.name))
    };
    let attach = |partition: &PartitionDef| {
        let name = name(table, &partition.name);
        format!("ALTER TABLE {parent} ATTACH PARTITION {name} {}", partition.bounds.trim())
    };
    let statements: Vec<String> =
        partitions.iter().map(detach).chain(partitions.iter().map(attach)).collect();
    statements.into_iter()
}

fn name(table: &ObjectName, partition: &str) -> String {
    object(&ObjectName { schema: table.schema.clone(), name: partition.to_owned() })
}
