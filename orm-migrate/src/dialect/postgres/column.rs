//! Columns of PostgreSQL.

use std::fmt::Write as _;

use orm_schema::Pair;
use orm_schema::model::{ColumnDef, GeneratedKind, IdentityDef, IdentityKind, ObjectName};

use super::identity::{self, Course};
use super::rules::default;
use super::{object, quoted, serial, text, type_name};
use crate::dialect::statement::Statement;
use crate::dialect::write;
use crate::diff::{ColumnChange, Conversion, conversion};
use orm_schema::SqlType;

/// A column as `CREATE TABLE` and `ADD COLUMN` want it.
pub(super) fn definition(column: &ColumnDef) -> String {
    let ty = if serial::is_serial(column) { serial::type_name(&column.ty) } else { type_name(&column.ty) };
    let mut sql = format!("{} {ty}", quoted(&column.name));
    if let Some(collation) = &column.collation {
        let _ = write!(sql, " COLLATE {}", quoted(collation));
    }
    if let Some(generated) = &column.generated {
        let kind = match generated.kind {
            GeneratedKind::Stored => "STORED",
            GeneratedKind::Virtual => "VIRTUAL",
        };
        let _ = write!(sql, " GENERATED ALWAYS AS {} {kind}", write::parenthesized(&generated.expression));
    }
    if let Some(identity) = &column.identity
        && !serial::is_serial(column)
    {
        let _ = write!(sql, " {}", identity_clause(&column.ty, identity));
    }
    if !column.is_nullable {
        sql += " NOT NULL";
    }
    if let Some(default) = default(column) {
        let _ = write!(sql, " DEFAULT {default}");
    }
    sql
}

const fn by_whom(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::Always => "ALWAYS",
        IdentityKind::ByDefault | IdentityKind::Serial => "BY DEFAULT",
    }
}

fn identity_clause(ty: &SqlType, identity: &IdentityDef) -> String {
    let limits = identity::limits(ty);
    let IdentityDef { kind, options } = identity;
    let clauses = identity::clauses(Pair { previous: limits, next: limits }, options, None);
    let kind = by_whom(*kind);
    let options = if clauses.is_empty() { String::new() } else { format!(" ({})", clauses.join(" ")) };
    format!("GENERATED {kind} AS IDENTITY{options}")
}

/// Adds a column. A backfill comes between the column and its `NOT NULL`.
pub(super) fn add(table: &ObjectName, column: &ColumnDef, backfill: Option<&str>) -> Vec<Statement> {
    let name = object(table);
    let Some(backfill) = backfill.filter(|_| column.generated.is_none()) else {
        return vec![Statement::new(format!("ALTER TABLE {name} ADD COLUMN {}", definition(column)))];
    };
    let bare = ColumnDef { is_nullable: true, default: None, ..column.clone() };
    let column_name = quoted(&column.name);
    let mut statements = vec![
        Statement::new(format!("ALTER TABLE {name} ADD COLUMN {}", definition(&bare))),
        Statement::new(format!("UPDATE {name} SET {column_name} = {backfill}")),
    ];
    let mut actions = Vec::new();
    actions
        .extend(default(column).map(|default| format!("ALTER COLUMN {column_name} SET DEFAULT {default}")));
    if !column.is_nullable {
        actions.push(format!("ALTER COLUMN {column_name} SET NOT NULL"));
    }
    if !actions.is_empty() {
        statements.push(Statement::new(format!("ALTER TABLE {name} {}", actions.join(", "))));
    }
    statements
}

/// Changes a column: all in one `ALTER TABLE`, with a backfill before it and a new counter set behind it.
pub(super) fn alter(table: &ObjectName, change: &ColumnChange) -> Vec<Statement> {
    let ColumnChange { columns, differs, backfill, labels: _, removed_labels: _ } = change;
    let Pair { previous, next } = columns;
    let (table_name, column) = (object(table), quoted(&next.name));
    let mut statements = Vec::new();
    if let Some(backfill) = backfill {
        statements.push(Statement::new(format!(
            "UPDATE {table_name} SET {column} = {backfill} WHERE {column} IS NULL"
        )));
    }
    let mut actions = Vec::new();
    // A default that the new type cannot read would refuse the change of type; it goes first and comes back after.
    let resets_default = differs.ty || differs.collation;
    if default(previous).is_some() && (resets_default || (differs.default && default(next).is_none())) {
        actions.push("DROP DEFAULT".to_owned());
    }
    if differs.generated && next.generated.is_none() {
        actions.push("DROP EXPRESSION".to_owned());
    }
    // A serial column is one by its default.
    let serial = Pair { previous: serial::is_serial(previous), next: serial::is_serial(next) };
    statements.extend(serial::change_counters(table, columns));
    if serial.previous && !serial.next {
        actions.push("DROP DEFAULT".to_owned());
    }
    if !serial.previous && previous.identity.is_some() && (serial.next || next.identity.is_none()) {
        actions.push("DROP IDENTITY".to_owned());
    }
    if differs.ty || differs.collation {
        actions.push(set_type(previous, next));
    }
    if differs.nullability {
        actions.push(if next.is_nullable { "DROP NOT NULL" } else { "SET NOT NULL" }.to_owned());
    }
    if let Some(default) = default(next).filter(|_| resets_default || differs.default) {
        actions.push(format!("SET DEFAULT {default}"));
    }
    match (&previous.identity, &next.identity) {
        _ if serial.next => {}
        (Some(_), Some(identity)) if serial.previous => {
            actions.push(format!("ADD {}", identity_clause(&next.ty, identity)));
        }
        (None, Some(identity)) => actions.push(format!("ADD {}", identity_clause(&next.ty, identity))),
        (Some(old), Some(new)) if old != new => {
            let (moved, action) = set_identity(table, columns, Pair { previous: old, next: new });
            statements.extend(moved);
            actions.push(action);
        }
        _ => {}
    }
    if !actions.is_empty() {
        let actions: Vec<String> =
            actions.iter().map(|action| format!("ALTER COLUMN {column} {action}")).collect();
        statements.push(Statement::new(format!("ALTER TABLE {table_name} {}", actions.join(", "))));
    }
    if serial.previous || serial.next {
        statements.extend(serial::take_over(table, columns));
    } else if next.identity.is_some() && (previous.identity.is_none() || starts_anew(columns)) {
        statements.push(advance_counter(table, next));
    }
    if differs.comment {
        statements.push(comment(table, next));
    }
    statements
}

/// Sets the counter of a new identity or sequence behind the last value in use; where none is used, it begins with its first one.
pub(super) fn advance_counter(table: &ObjectName, column: &ColumnDef) -> Statement {
    let counter = counter_of(table, &column.name);
    let options = column.identity.as_ref().map(|identity| identity.options).unwrap_or_default();
    let (last, beyond) = if options.counts_down() { ("min", "<=") } else { ("max", ">=") };
    let first = options.first(identity::limits(&column.ty));
    let (table, column) = (object(table), quoted(&column.name));
    Statement::new(format!(
        "SELECT setval({counter}, {last}({column})) FROM {table} HAVING {last}({column}) {beyond} {first}"
    ))
}

/// The sequence of a column that counts, whatever it is called.
pub(super) fn counter_of(table: &ObjectName, column: &str) -> String {
    format!("pg_get_serial_sequence({}, {})", text(&object(table)), text(column))
}

fn starts_anew(columns: &Pair<ColumnDef>) -> bool {
    let course = identity::course_of_column(Pair { previous: &columns.previous, next: &columns.next });
    matches!(course, Some(Course::Anew(_)))
}

/// What is other than it was, and what is to be done before so that the counter stands between its new bounds.
fn set_identity(
    table: &ObjectName,
    columns: &Pair<ColumnDef>,
    identities: Pair<&IdentityDef>,
) -> (Option<Statement>, String) {
    let Pair {
        previous: IdentityDef { kind: old_kind, options: previous },
        next: IdentityDef { kind, options },
    } = identities;
    let limits =
        Pair { previous: identity::limits(&columns.previous.ty), next: identity::limits(&columns.next.ty) };
    let mut clauses = Vec::new();
    if old_kind != kind {
        clauses.push(format!("SET GENERATED {}", by_whom(*kind)));
    }
    let said = identity::clauses(limits, options, Some(previous));
    clauses.extend(said.into_iter().map(|clause| format!("SET {clause}")));
    let mut moved = None;
    match identity::course(limits, Pair { previous, next: options }) {
        Course::On | Course::UpTo(_) => {}
        Course::From(first) => {
            let sequence = object(&serial::sequence(table, &columns.next.name));
            moved = Some(Statement::new(identity::moved(&sequence, options, first)));
        }
        Course::Anew(first) => clauses.push(format!("RESTART WITH {first}")),
    }
    (moved, clauses.join(" "))
}

fn set_type(previous: &ColumnDef, next: &ColumnDef) -> String {
    let mut sql = format!("TYPE {}", type_name(&next.ty));
    if let Some(collation) = &next.collation {
        let _ = write!(sql, " COLLATE {}", quoted(collation));
    }
    if let Some(using) = using(&next.name, Pair { previous: &previous.ty, next: &next.ty }) {
        let _ = write!(sql, " USING {using}");
    }
    sql
}

/// How the values get into the new type, where PostgreSQL does not see it by itself.
fn using(column: &str, types: Pair<&SqlType>) -> Option<String> {
    let column = quoted(column);
    let target = type_name(types.next);
    let are_numbers =
        |ty: &SqlType| ty.is_integer() || matches!(ty, SqlType::Real | SqlType::Double | SqlType::Numeric(_));
    if types.previous == types.next
        || (types.previous.is_text() && types.next.is_text())
        || (are_numbers(types.previous) && are_numbers(types.next))
    {
        return None;
    }
    Some(match (types.previous, types.next) {
        (previous, SqlType::Json) if !previous.is_text() => format!("to_jsonb({column})"),
        // Enums, and whatever else has no cast of its own, meet in text.
        (SqlType::Enum(_) | SqlType::Array(_) | SqlType::Json, next) if !next.is_text() => {
            format!("{column}::text::{target}")
        }
        // A domain may be over numbers that no cast turns into truth.
        (SqlType::Bool, SqlType::Custom(_)) | (SqlType::Custom(_), SqlType::Bool) => {
            format!("{column}::text::{target}")
        }
        (SqlType::Bool, next) if next.is_integer() && *next != SqlType::Int => {
            format!("{column}::integer::{target}")
        }
        (previous, SqlType::Bool) if previous.is_integer() && *previous != SqlType::Int => {
            format!("{column}::integer::boolean")
        }
        _ => format!("{column}::{target}"),
    })
}

/// `COMMENT ON COLUMN`, where none takes the old one away.
pub(super) fn comment(table: &ObjectName, column: &ColumnDef) -> Statement {
    let comment = column.comment.as_deref().map_or_else(|| "NULL".to_owned(), text);
    Statement::new(format!("COMMENT ON COLUMN {}.{} IS {comment}", object(table), quoted(&column.name)))
}

/// Does this change of type write every row anew?
///
/// Measured on PostgreSQL 15; `timestamp` to `timestamptz` is spared only in sessions whose zone is UTC.
pub(in crate::dialect) fn rewrites_table(types: Pair<&SqlType>) -> bool {
    match (types.previous, types.next) {
        (SqlType::Varchar(previous), SqlType::Varchar(next)) => next < previous,
        (SqlType::Numeric(Some(previous)), SqlType::Numeric(Some(next))) => {
            next.scale != previous.scale || next.precision < previous.precision
        }
        (SqlType::Varchar(_), SqlType::Text) | (SqlType::Numeric(_), SqlType::Numeric(None)) => false,
        (SqlType::Time(_), SqlType::Time(_))
        | (SqlType::Timestamp(_), SqlType::Timestamp(_))
        | (SqlType::TimestampTz(_), SqlType::TimestampTz(_)) => conversion(types) != Conversion::Lossless,
        (previous, next) => type_name(previous) != type_name(next),
    }
}
