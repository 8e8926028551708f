//! The tables of what statements cost (`orm-migrate/src/dialect/*/cost.rs`), held against what the servers do.
//!
//! Every kind of action has at least one example on each database that knows it. The example is run, what it locks and writes is
//! observed, and the table has to say the same. That the reader of statements sees the kind in the example is checked as well.

mod mysql;
mod postgres;
mod sqlite;

use std::collections::BTreeSet;

use orm_migrate::risk::{self, ActionKind};
use orm_schema::model::{DomainDef, FunctionDef, ObjectDef, ObjectName};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType};

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

/// What the examples name and the setup of PostgreSQL makes, as a schema declares it.
fn beside() -> SchemaDef {
    let function = |name: &str, body: &str| {
        let (name, body) = (ObjectName::new(name), body.to_owned());
        ObjectDef::Function(FunctionDef { name, arguments: String::new(), body, depends_on: Vec::new() })
    };
    let domain = |name: &str, check: Option<&str>| {
        let (name, check) = (ObjectName::new(name), check.map(str::to_owned));
        ObjectDef::Domain(DomainDef { name, ty: SqlType::Int, check, renamed_from: None })
    };
    let objects = vec![
        function("code", "returns integer language plpgsql as $$ begin return 7; end $$"),
        function("fixed", "returns integer language plpgsql stable as $$ begin return 7; end $$"),
        domain("small", None),
        domain("positive", Some("value > 0")),
    ];
    SchemaDef { objects, ..SchemaDef::default() }
}

/// Every kind that costs something has an example, and the reader finds it there.
fn assert_complete(dialect: Dialect, examples: &[(ActionKind, &str)]) {
    let shown: BTreeSet<ActionKind> = examples.iter().map(|(kind, _)| *kind).collect();
    let costly: BTreeSet<ActionKind> =
        ActionKind::ALL.iter().copied().filter(|kind| risk::cost(dialect, *kind).is_some()).collect();
    assert_eq!(shown, costly, "the kinds with an example are those that cost something");
    let schema = beside();
    let schemas = Pair { previous: &schema, next: &schema };
    for (kind, sql) in examples.iter().filter(|(kind, _)| !NEEDS_SCHEMA.contains(kind)) {
        let found = risk::actions(sql, dialect, schemas);
        let is_key = *kind == ActionKind::DropPrimaryKey && found[0].kind == ActionKind::DropConstraint;
        assert!(is_key || found.iter().any(|action| action.kind == *kind), "{kind:?}: {sql}: {found:?}");
    }
}
