//! Enum types of PostgreSQL.

use orm_schema::model::{ColumnDef, DefaultDef, EnumDef, Literal, ObjectName};
use orm_schema::{Pair, SqlType};

use super::rules::default;
use super::{object, quoted, rights, text, type_name};
use crate::dialect::statement::Statement;
use crate::diff::{EnumColumn, LabelPosition};

pub(super) fn create(def: &EnumDef) -> String {
    let labels: Vec<String> = def.labels.iter().map(|label| text(&label.label)).collect();
    format!("CREATE TYPE {} AS ENUM ({})", object(&def.name), labels.join(", "))
}

/// A label that other statements of the migration need is committed on its own first.
pub(super) fn add_label(
    name: &ObjectName,
    label: &str,
    position: &LabelPosition,
    is_used: bool,
) -> Statement {
    let place = match position {
        LabelPosition::Before(other) => format!(" BEFORE {}", text(other)),
        LabelPosition::Last => String::new(),
    };
    let sql = format!("ALTER TYPE {} ADD VALUE {}{place}", object(name), text(label));
    if is_used { Statement::outside_transaction(sql) } else { Statement::new(sql) }
}

/// `RENAME TO`, `SET SCHEMA`, or both, for a type or a table.
pub(super) fn rename(kind: &str, names: &Pair<ObjectName>) -> Vec<Statement> {
    let Pair { previous, next } = names;
    let mut statements = Vec::new();
    let mut at = previous.clone();
    if previous.schema != next.schema {
        let schema = next.schema.as_deref().unwrap_or("public");
        statements.push(Statement::new(format!(
            "ALTER {kind} {} SET SCHEMA {}",
            object(&at),
            quoted(schema)
        )));
        at.schema.clone_from(&next.schema);
    }
    if previous.name != next.name {
        statements.push(Statement::new(format!(
            "ALTER {kind} {} RENAME TO {}",
            object(&at),
            quoted(&next.name)
        )));
    }
    statements
}

/// A new type takes the place of the old one; values travel as text, under their new labels.
pub(super) fn rebuild(
    defs: &Pair<EnumDef>,
    labels: &[Pair<String>],
    columns: &[EnumColumn],
) -> Vec<Statement> {
    let name = &defs.next.name;
    let old = outgoing(name);
    let mut statements = rename("TYPE", &Pair { previous: name.clone(), next: old.clone() });
    statements.push(Statement::new(create(&defs.next)));
    for EnumColumn { table, column } in columns {
        let column_name = quoted(&column.name);
        let mut actions = Vec::new();
        if default(column).is_some() {
            actions.push("DROP DEFAULT".to_owned());
        }
        let ty = type_name(&column.ty);
        actions.push(format!("TYPE {ty} USING {}::{ty}", as_text(column, labels)));
        actions.extend(kept_default(&defs.next, column).map(|default| format!("SET DEFAULT {default}")));
        let actions: Vec<String> =
            actions.iter().map(|action| format!("ALTER COLUMN {column_name} {action}")).collect();
        statements.push(Statement::new(format!("ALTER TABLE {} {}", object(table), actions.join(", "))));
    }
    statements.push(Statement::new(rights::hand_over_type(name)));
    statements.push(Statement::new(format!("DROP TYPE {}", object(&old))));
    statements
}

/// What the type is called while another one takes its place.
pub(super) fn outgoing(name: &ObjectName) -> ObjectName {
    ObjectName { schema: name.schema.clone(), name: format!("__old_{}", name.name) }
}

fn as_text(column: &ColumnDef, labels: &[Pair<String>]) -> String {
    let column_name = quoted(&column.name);
    if let SqlType::Array(_) = column.ty {
        let renamed = labels.iter().fold(format!("{column_name}::text[]"), |sql, label| {
            format!("array_replace({sql}, {}, {})", text(&label.previous), text(&label.next))
        });
        return renamed;
    }
    if labels.is_empty() {
        return format!("{column_name}::text");
    }
    let cases: Vec<String> = labels
        .iter()
        .map(|label| format!("WHEN {} THEN {}", text(&label.previous), text(&label.next)))
        .collect();
    format!("(CASE {column_name}::text {} ELSE {column_name}::text END)", cases.join(" "))
}

/// The default of before, unless its label is gone. A default that changes as well is a step of its own.
fn kept_default(def: &EnumDef, column: &ColumnDef) -> Option<String> {
    if let Some(DefaultDef::Literal(Literal::String(label))) = &column.default
        && !def.labels.iter().any(|other| other.label == *label)
    {
        return None;
    }
    default(column)
}
