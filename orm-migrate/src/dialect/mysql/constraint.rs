//! Keys, checks and indexes of MySQL.

use std::fmt::Write as _;

use orm_schema::Dialect;
use orm_schema::model::{
    CheckDef, ForeignKeyDef, IndexDef, IndexPart, PrimaryKeyDef, ReferentialAction, UniqueDef,
};

use super::{columns, object, quoted};
use crate::dialect::write;

pub(super) fn primary_key(pk: &PrimaryKeyDef) -> String {
    format!("PRIMARY KEY ({})", columns(&pk.columns))
}

pub(super) fn unique(unique: &UniqueDef) -> String {
    format!("CONSTRAINT {} UNIQUE ({})", quoted(&unique.name), columns(&unique.columns))
}

pub(super) fn check(check: &CheckDef) -> String {
    format!("CONSTRAINT {} CHECK {}", quoted(&check.name), write::parenthesized(&check.expression))
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
    sql
}

/// An index as a line of `CREATE TABLE` or behind `ADD`.
pub(super) fn index(index: &IndexDef) -> String {
    let unique = if index.is_unique { "UNIQUE " } else { "" };
    let (kind, using) = match index.method.as_deref() {
        Some(method) if method.eq_ignore_ascii_case("fulltext") || method.eq_ignore_ascii_case("spatial") => {
            (format!("{} ", method.to_ascii_uppercase()), String::new())
        }
        Some(method) => (unique.to_owned(), format!(" USING {}", method.to_ascii_uppercase())),
        None => (unique.to_owned(), String::new()),
    };
    let parts: Vec<String> = index.parts.iter().map(part).collect();
    format!("{kind}INDEX {}{using} ({})", quoted(&index.name), parts.join(", "))
}

fn part(part: &IndexPart) -> String {
    let mut sql = write::index_key(Dialect::Mysql, part);
    if let Some(prefix) = part.prefix {
        let _ = write!(sql, "({prefix})");
    }
    if part.is_descending {
        sql += " DESC";
    }
    sql
}
