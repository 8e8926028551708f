//! Keys, checks and indexes of PostgreSQL.

use std::fmt::Write as _;

use orm_schema::Dialect;
use orm_schema::model::{
    CheckDef, Deferrable, ExclusionDef, ForeignKeyDef, IndexDef, IndexPart, NullsOrder, ObjectName,
    PrimaryKeyDef, ReferentialAction, UniqueDef,
};

use super::{columns, object, quoted};
use crate::dialect::write;

pub(super) fn primary_key(pk: &PrimaryKeyDef) -> String {
    format!("CONSTRAINT {} PRIMARY KEY ({})", quoted(&pk.name), columns(&pk.columns))
}

pub(super) fn unique(unique: &UniqueDef) -> String {
    let nulls = if unique.nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
    format!(
        "CONSTRAINT {} UNIQUE{nulls} ({}){}",
        quoted(&unique.name),
        columns(&unique.columns),
        deferrable(unique.deferrable)
    )
}

pub(super) fn check(check: &CheckDef) -> String {
    format!("CONSTRAINT {} CHECK {}", quoted(&check.name), write::parenthesized(&check.expression))
}

pub(super) fn exclusion(exclusion: &ExclusionDef) -> String {
    let method = exclusion.method.as_ref().map(|method| format!(" USING {method}")).unwrap_or_default();
    let parts: Vec<String> = exclusion
        .parts
        .iter()
        .map(|compared| format!("{} WITH {}", part(&compared.part), compared.operator))
        .collect();
    let predicate = exclusion.predicate.as_deref().map(write::parenthesized);
    format!(
        "CONSTRAINT {} EXCLUDE{method} ({}){}{}",
        quoted(&exclusion.name),
        parts.join(", "),
        predicate.map(|sql| format!(" WHERE {sql}")).unwrap_or_default(),
        deferrable(exclusion.deferrable)
    )
}

pub(super) fn foreign_key(fk: &ForeignKeyDef) -> String {
    let mut sql = format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({})",
        quoted(&fk.name),
        columns(&fk.columns),
        object(&fk.references),
        columns(&fk.referenced_columns)
    );
    for (event, action) in [("DELETE", fk.on_delete), ("UPDATE", fk.on_update)] {
        if action != ReferentialAction::NoAction {
            let _ = write!(sql, " ON {event} {}", action.sql());
        }
    }
    sql + deferrable(fk.deferrable)
}

fn deferrable(deferrable: Deferrable) -> &'static str {
    match deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " DEFERRABLE",
        Deferrable::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

/// `CREATE INDEX`; `concurrently` only on tables that others use already.
pub(super) fn create_index(table: &ObjectName, index: &IndexDef, concurrently: bool) -> String {
    let unique = if index.is_unique { "UNIQUE " } else { "" };
    let concurrently = if concurrently { "CONCURRENTLY " } else { "" };
    let method = index.method.as_ref().map(|method| format!(" USING {method}")).unwrap_or_default();
    let parts: Vec<String> = index.parts.iter().map(part).collect();
    let mut sql = format!(
        "CREATE {unique}INDEX {concurrently}{} ON {}{method} ({})",
        quoted(&index.name),
        object(table),
        parts.join(", ")
    );
    if !index.include.is_empty() {
        let _ = write!(sql, " INCLUDE ({})", columns(&index.include));
    }
    if index.nulls_not_distinct {
        sql += " NULLS NOT DISTINCT";
    }
    if let Some(with) = &index.with {
        let _ = write!(sql, " WITH ({with})");
    }
    if let Some(predicate) = &index.predicate {
        let _ = write!(sql, " WHERE {predicate}");
    }
    sql
}

fn part(part: &IndexPart) -> String {
    let mut sql = write::index_key(Dialect::Postgres, part);
    if let Some(collation) = &part.collation {
        let _ = write!(sql, " COLLATE {}", quoted(collation));
    }
    if let Some(opclass) = &part.opclass {
        let _ = write!(sql, " {opclass}");
    }
    if part.is_descending {
        sql += " DESC";
    }
    match part.nulls {
        Some(NullsOrder::First) => sql += " NULLS FIRST",
        Some(NullsOrder::Last) => sql += " NULLS LAST",
        None => {}
    }
    sql
}
