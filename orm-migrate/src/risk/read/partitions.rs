//! Partitions that come, go or change their rows.

use orm_schema::model::{ObjectName, TableDef};
use orm_schema::{Pair, SchemaDef};

use super::Context;
use super::words::Words;
use crate::risk::{Action, ActionKind};

/// What moves rows of a table from partition to partition (MySQL).
const MOVES: [&str; 6] = [
    "REORGANIZE PARTITION",
    "COALESCE PARTITION",
    "REBUILD PARTITION",
    "PARTITION BY",
    "REMOVE PARTITIONING",
    "ADD PARTITION PARTITIONS",
];

/// What `ALTER TABLE table …` does to partitions; `None` if it is about something else.
pub(super) fn of_alter(
    ctx: Context<'_>,
    table: &ObjectName,
    mut words: Words<'_, '_>,
) -> Option<Vec<Action>> {
    let of_whole = |kind: ActionKind| Action::new(kind, Some(table.clone()));
    if words.take_any(&MOVES) {
        return Some(vec![of_whole(ActionKind::Repartition)]);
    }
    if words.take("ADD PARTITION") {
        // Where no values are said, rows are dealt out by a hash of theirs.
        let kind = if words.has("VALUES") { ActionKind::AddPartition } else { ActionKind::Repartition };
        return Some(vec![of_whole(kind)]);
    }
    if words.take("DROP PARTITION") {
        return Some(vec![of_whole(ActionKind::DropPartition)]);
    }
    if words.take("TRUNCATE PARTITION") {
        return Some(vec![of_whole(ActionKind::Truncate)]);
    }
    if words.take("ATTACH PARTITION") {
        let partition = words.name();
        let mut actions = beside(ctx.schemas, table);
        actions.push(of_whole(ActionKind::AttachPartition));
        actions.push(Action::new(ActionKind::ScanPartition, partition));
        return Some(actions);
    }
    if words.take("DETACH PARTITION") {
        let partition = words.name();
        if words.take_any(&["CONCURRENTLY", "FINALIZE"]) {
            return Some(vec![Action::new(ActionKind::Unknown, None)]);
        }
        let of_partition = Action::new(ActionKind::DetachPartition, partition);
        return Some(vec![of_whole(ActionKind::DetachPartition), of_partition]);
    }
    None
}

/// What a new partition of `table` does to the one for all other rows: none of those may belong into the new one.
pub(super) fn beside(schemas: Pair<&SchemaDef>, table: &ObjectName) -> Vec<Action> {
    // A table that gets another name in the same file has that already.
    let def = schemas.previous.table(table).or_else(|| schemas.next.table(table));
    let partitioning = def.and_then(|table| table.partitioning.as_ref());
    let others = partitioning.iter().flat_map(|partitioning| &partitioning.partitions);
    let default = others.filter(|partition| partition.is_default());
    let named = default.map(|partition| in_schema_of(table, &partition.name));
    let there = named.filter(|name| whole(schemas, name).is_some());
    there.map(|name| Action::new(ActionKind::ScanPartition, Some(name))).collect()
}

/// The table of which `partition` is a part before the migration (PostgreSQL).
pub(super) fn whole(schemas: Pair<&SchemaDef>, partition: &ObjectName) -> Option<ObjectName> {
    let has = |table: &&TableDef| {
        let partitions = table.partitioning.iter().flat_map(|partitioning| &partitioning.partitions);
        let mut named = partitions.map(|part| in_schema_of(&table.name, &part.name));
        named.any(|name| name == *partition)
    };
    schemas.previous.tables.iter().find(has).map(|table| table.name.clone())
}

fn in_schema_of(table: &ObjectName, name: &str) -> ObjectName {
    ObjectName { schema: table.schema.clone(), name: name.to_owned() }
}
