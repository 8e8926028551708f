//! Enum types of PostgreSQL.

use orm_schema::model::{ColumnDef, DefaultDef, EnumDef, Literal, ObjectName};
use orm_schema::tokens::{TokenKind, tokens};
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
    moved_and_renamed(
        kind,
        previous,
        &ObjectName { schema: next.schema.clone(), name: previous.name.clone() },
        next,
    )
}

/// The same where the previous name is taken in the schema that it leads to: the new name comes before the move.
pub(super) fn rename_first(kind: &str, names: &Pair<ObjectName>) -> Vec<Statement> {
    let Pair { previous, next } = names;
    moved_and_renamed(
        kind,
        previous,
        &ObjectName { schema: previous.schema.clone(), name: next.name.clone() },
        next,
    )
}

fn moved_and_renamed(
    kind: &str,
    previous: &ObjectName,
    between: &ObjectName,
    next: &ObjectName,
) -> Vec<Statement> {
    let hops = [(previous, between), (between, next)].into_iter().filter(|(from, to)| from != to);
    let statement = |(from, to): (&ObjectName, &ObjectName)| {
        let from_name = object(from);
        Statement::new(if from.schema == to.schema {
            format!("ALTER {kind} {from_name} RENAME TO {}", quoted(&to.name))
        } else {
            format!(
                "ALTER {kind} {from_name} SET SCHEMA {}",
                quoted(to.schema.as_deref().unwrap_or("public"))
            )
        })
    };
    hops.map(statement).collect()
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
        actions.extend(kept_default(defs, column).map(|default| format!("SET DEFAULT {default}")));
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

/// The default of before, unless a label of it is gone. A default that changes as well is a step of its own.
fn kept_default(defs: &Pair<EnumDef>, column: &ColumnDef) -> Option<String> {
    let stays = |label: &str| defs.next.labels.iter().any(|other| other.label == label);
    if let (Some(DefaultDef::Literal(Literal::String(label))), SqlType::Enum(_)) =
        (&column.default, &column.ty)
        && !stays(label)
    {
        return None;
    }
    let default = default(column)?;
    let mut gone = defs.previous.labels.iter().filter(|label| !stays(&label.label));
    let is_gone = matches!(column.ty, SqlType::Array(_)) && gone.any(|label| holds(&default, &label.label));
    (!is_gone).then_some(default)
}

/// Does a default of an array speak of the label: `'{odd,sad}'`, `array['odd'::mood]`?
fn holds(default: &str, label: &str) -> bool {
    let texts = tokens(default).into_iter().filter(|token| token.kind == TokenKind::Text);
    let mut texts = texts.map(|token| token.text.trim_matches('\'').replace("''", "'"));
    texts.any(|text| {
        let items = text.trim_matches(['{', '}']).to_owned();
        text == label || items.split(',').any(|item| item.trim().trim_matches('"') == label)
    })
}
