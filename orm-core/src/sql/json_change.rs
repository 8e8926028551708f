//! Changes of JSON documents.

use orm_schema::Dialect;

use super::function::spell;
use super::json::place;
use super::writer::Writer;
use crate::ast::{Expr, JsonChange, JsonChangeKind, JsonForm};
use crate::types::Value;

/// Appends a document with a change: the document, the place and the value in the holes.
pub(super) fn change(writer: &mut Writer, change: JsonChange) {
    let JsonChange { document, steps, kind } = change;
    let place = Expr::Value(place(writer.dialect, &steps));
    let (spelling, value) = match (kind, writer.dialect) {
        (JsonChangeKind::Set(value), Dialect::Postgres) => ("jsonb_set({*})", Some(value)),
        (JsonChangeKind::Set(value), Dialect::Mysql | Dialect::Sqlite) => ("json_set({*})", Some(value)),
        // `jsonb_insert` fails when the member is there.
        (JsonChangeKind::Insert(value), Dialect::Postgres) => {
            ("case when {0!} #> {1} is null then jsonb_set({0}, {1}, {2}) else {0} end", Some(value))
        }
        (JsonChangeKind::Insert(value), Dialect::Mysql | Dialect::Sqlite) => {
            ("json_insert({*})", Some(value))
        }
        (JsonChangeKind::Replace(value), Dialect::Postgres) => ("jsonb_set({*}, false)", Some(value)),
        (JsonChangeKind::Replace(value), Dialect::Mysql | Dialect::Sqlite) => {
            ("json_replace({*})", Some(value))
        }
        (JsonChangeKind::Remove, Dialect::Postgres) => ("({0!} #- {1})", None),
        (JsonChangeKind::Remove, Dialect::Mysql | Dialect::Sqlite) => ("json_remove({*})", None),
    };
    let arguments: Vec<Expr> =
        [document, place].into_iter().chain(value.map(|value| member(writer.dialect, value))).collect();
    spell(writer, spelling, &arguments);
}

/// A value that becomes part of a document: NULL is the `null` of JSON on every database.
fn member(dialect: Dialect, value: Expr) -> Expr {
    match (dialect, &value) {
        (Dialect::Postgres, Expr::Value(Value::Json(_))) => value,
        (Dialect::Postgres, _) => Expr::ToJson(Box::new(value), JsonForm::Member),
        (Dialect::Mysql | Dialect::Sqlite, Expr::Value(Value::Json(_))) => {
            Expr::ToJson(Box::new(value), JsonForm::Document)
        }
        (Dialect::Mysql | Dialect::Sqlite, _) => value,
    }
}
