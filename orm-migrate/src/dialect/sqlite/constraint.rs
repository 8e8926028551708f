//! Keys, checks and indexes of SQLite.

use std::fmt::Write as _;

use orm_schema::Dialect;
use orm_schema::model::{
    CheckDef, Deferrable, ForeignKeyDef, IndexDef, IndexPart, ObjectName, ReferentialAction,
};

use super::{columns, quoted};
use crate::dialect::write;

pub(super) fn check(check: &CheckDef) -> String {
    let expression = write::parenthesized(&check.expression);
    if check.name.is_empty() {
        format!("CHECK {expression}")
    } else {
        format!("CONSTRAINT {} CHECK {expression}", quoted(&check.name))
    }
}

pub(super) fn foreign_key(fk: &ForeignKeyDef) -> String {
    format!("FOREIGN KEY ({}) {}", columns(&fk.columns), references(fk))
}

/// The part that also stands behind a single column.
pub(super) fn references(fk: &ForeignKeyDef) -> String {
    let mut sql = format!("REFERENCES {} ({})", quoted(&fk.references.name), columns(&fk.referenced_columns));
    for (event, action) in [("DELETE", fk.on_delete), ("UPDATE", fk.on_update)] {
        if action != ReferentialAction::NoAction {
            let _ = write!(sql, " ON {event} {}", action.sql());
        }
    }
    match fk.deferrable {
        Deferrable::No => {}
        Deferrable::InitiallyImmediate => sql += " DEFERRABLE",
        Deferrable::InitiallyDeferred => sql += " DEFERRABLE INITIALLY DEFERRED",
    }
    sql
}

pub(super) fn create_index(table: &ObjectName, index: &IndexDef) -> String {
    let unique = if index.is_unique { "UNIQUE " } else { "" };
    let parts: Vec<String> = index.parts.iter().map(part).collect();
    let mut sql = format!(
        "CREATE {unique}INDEX {} ON {} ({})",
        quoted(&index.name),
        quoted(&table.name),
        parts.join(", ")
    );
    if let Some(predicate) = &index.predicate {
        let _ = write!(sql, " WHERE {predicate}");
    }
    sql
}

fn part(part: &IndexPart) -> String {
    let mut sql = write::index_key(Dialect::Sqlite, part);
    if let Some(collation) = &part.collation {
        let _ = write!(sql, " COLLATE {}", quoted(collation));
    }
    if part.is_descending {
        sql += " DESC";
    }
    sql
}
