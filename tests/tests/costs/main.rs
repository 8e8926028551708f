//! The tables of what statements cost (`orm-migrate/src/dialect/*/cost.rs`), held against what the servers do.
//!
//! Every kind of action has at least one example on each database that knows it. The example is run, what it locks and writes is
//! observed, and the table has to say the same. That the reader of statements sees the kind in the example is checked as well.

mod mysql;
mod postgres;
mod sqlite;

use std::collections::BTreeSet;

use orm_migrate::risk::{self, ActionKind};
use orm_schema::{Dialect, Pair, SchemaDef};

/// Kinds that a statement shows only next to the schemas.
const NEEDS_SCHEMA: [ActionKind; 11] = [
    ActionKind::WidenType,
    ActionKind::SetNotNull,
    ActionKind::DropNotNull,
    ActionKind::SetDefault,
    ActionKind::SetIdentity,
    ActionKind::DropExpression,
    ActionKind::DropComputedColumn,
    ActionKind::DropForeignKey,
    ActionKind::LoseReference,
    ActionKind::ScanPartition,
    ActionKind::DropPartition,
];

/// Every kind that costs something has an example, and the reader finds it there.
fn assert_complete(dialect: Dialect, examples: &[(ActionKind, &str)]) {
    let shown: BTreeSet<ActionKind> = examples.iter().map(|(kind, _)| *kind).collect();
    let costly: BTreeSet<ActionKind> =
        ActionKind::ALL.iter().copied().filter(|kind| risk::cost(dialect, *kind).is_some()).collect();
    assert_eq!(shown, costly, "the kinds with an example are those that cost something");
    let nothing = SchemaDef::default();
    let schemas = Pair { previous: &nothing, next: &nothing };
    for (kind, sql) in examples.iter().filter(|(kind, _)| !NEEDS_SCHEMA.contains(kind)) {
        let found = risk::actions(sql, dialect, schemas);
        let is_key = *kind == ActionKind::DropPrimaryKey && found[0].kind == ActionKind::DropConstraint;
        assert!(is_key || found.iter().any(|action| action.kind == *kind), "{kind:?}: {sql}: {found:?}");
    }
}
