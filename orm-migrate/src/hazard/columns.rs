//! Which changes of columns are hazardous.

use orm_schema::model::{ColumnDef, ObjectName};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType};

use super::computed::is_computed_for_each_row;
use super::{Hazard, Severity};
use crate::dialect::identity::{self, Course};
use crate::dialect::{copies_table, rewrites_table};
use crate::diff::{ColumnChange, Conversion, EnumColumn, conversion};

/// A new column.
pub(super) fn added(
    (dialect, schema): (Dialect, &SchemaDef),
    table: &ObjectName,
    column: &ColumnDef,
    backfill: Option<&str>,
) -> Vec<Hazard> {
    let name = &column.name;
    let say = |code, severity, message| Hazard::new(code, severity, table, Some(name), message);
    let mut out = Vec::new();
    let has_value = column.default.is_some()
        || column.generated.is_some()
        || column.identity.is_some()
        || column.auto_increment
        || column.is_nullable;
    if backfill.is_some() {
        let message = format!("writes every row of `{table}` to fill `{name}`");
        out.push(say("OM418", Severity::Warning, message));
    } else if !has_value {
        let message = match dialect {
            Dialect::Postgres | Dialect::Sqlite => {
                format!(
                    "adds column `{table}.{name}` NOT NULL without a default, and fails if there are rows"
                )
            }
            Dialect::Mysql => {
                format!(
                    "adds column `{table}.{name}` NOT NULL without a default: rows that are there get 0 or ''"
                )
            }
        };
        let hint = backfill_hint(table, name);
        out.push(Hazard { hint: Some(hint), ..say("OM301", Severity::Error, message) });
    }
    if dialect == Dialect::Postgres && is_computed_for_each_row(schema, column) {
        let message = format!("blocks all access to `{table}` while every row is written to fill `{name}`");
        out.push(say("OM410", Severity::Warning, message));
    }
    out
}

fn backfill_hint(table: &ObjectName, column: &str) -> String {
    format!(
        r#"give it a default, or say what the rows get: --hints '{{"backfill":{{"{table}.{column}":"<expression>"}}}}'"#
    )
}

/// A column that goes. What is computed can be computed again.
pub(super) fn dropped(table: &ObjectName, column: &ColumnDef) -> Vec<Hazard> {
    if column.generated.is_some() {
        return Vec::new();
    }
    let name = &column.name;
    let message = format!("drops column `{table}.{name}` and its data");
    vec![Hazard::new("OM102", Severity::Error, table, Some(name), message)]
}

/// A column that changes.
pub(super) fn altered(dialect: Dialect, table: &ObjectName, change: &ColumnChange) -> Vec<Hazard> {
    let ColumnChange { columns: Pair { previous, next }, differs, backfill, labels, removed_labels: removed } =
        change;
    let name = &next.name;
    let say = |code, severity, message| Hazard::new(code, severity, table, Some(name), message);
    let mut out = Vec::new();
    if differs.ty {
        out.extend(retyped(dialect, table, Pair { previous, next }));
        out.extend(removed_labels(
            table,
            Some(name),
            &removed.iter().map(String::as_str).collect::<Vec<_>>(),
        ));
    }
    if differs.collation && merges_texts(dialect, next.collation.as_deref()) {
        let message =
            format!("compares `{table}.{name}` in another way, and fails where a key has duplicates then");
        out.push(say("OM303", Severity::Warning, message));
    }
    for Pair { previous: label, next: text } in labels {
        let meanwhile = match dialect {
            // Each statement commits.
            Dialect::Mysql => format!(", and fails if they write `{label}` meanwhile"),
            Dialect::Postgres | Dialect::Sqlite => String::new(),
        };
        let message = format!(
            "renames `{label}` of column `{table}.{name}` to `{text}` under running programs{meanwhile}"
        );
        out.push(say("OM203", Severity::Warning, message));
    }
    if differs.nullability && next.is_nullable {
        let message = format!("column `{table}.{name}` may be NULL, which running programs may not expect");
        out.push(say("OM206", Severity::Warning, message));
    }
    if differs.nullability && !next.is_nullable {
        if let Some(backfill) = backfill {
            let message = format!("writes {backfill} into the rows of `{table}` where `{name}` is NULL");
            out.push(say("OM418", Severity::Warning, message));
        } else {
            let message =
                format!("column `{table}.{name}` becomes NOT NULL, and fails on rows where it is NULL");
            let hint = backfill_hint(table, name);
            out.push(Hazard { hint: Some(hint), ..say("OM302", Severity::Error, message) });
        }
        if dialect == Dialect::Postgres {
            let message = format!("blocks all access to `{table}` while `{name}` is searched for NULL");
            out.push(say("OM411", Severity::Warning, message));
        }
    }
    if dialect == Dialect::Postgres
        && let Some(Course::UpTo(bound)) = identity::course_of_column(Pair { previous, next })
    {
        out.push(used_up(table, Some(name), &format!("counter of `{table}.{name}`"), bound));
    }
    if differs.default && next.default.is_none() && next.generated.is_none() {
        let message =
            format!("column `{table}.{name}` loses its default, which running programs may rely on");
        out.push(say("OM207", Severity::Warning, message));
    }
    out
}

/// Are there texts that differ and are the same to this collation? PostgreSQL tells them apart byte by byte.
pub(super) fn merges_texts(dialect: Dialect, collation: Option<&str>) -> bool {
    match dialect {
        Dialect::Postgres => false,
        Dialect::Mysql => collation.is_none_or(|name| !name.to_ascii_lowercase().ends_with("_bin")),
        Dialect::Sqlite => collation.is_some_and(|name| !name.eq_ignore_ascii_case("BINARY")),
    }
}

/// A counter that may be beyond the bound that it gets.
pub(super) fn used_up(subject: &ObjectName, column: Option<&str>, what: &str, bound: i64) -> Hazard {
    let message = format!("lets the {what} come to {bound} only, and fails if it is beyond that");
    let hint =
        "look at its `last_value`; if that is beyond, `setval` it to one that is free in a statement before"
            .to_owned();
    Hazard { hint: Some(hint), ..Hazard::new("OM307", Severity::Error, subject, column, message) }
}

fn retyped(dialect: Dialect, table: &ObjectName, columns: Pair<&ColumnDef>) -> Vec<Hazard> {
    let Pair { previous, next } = columns;
    let name = &next.name;
    let types = Pair { previous: &previous.ty, next: &next.ty };
    let say = |code, severity, message| Hazard::new(code, severity, table, Some(name), message);
    let (from, to) = (types.previous, types.next);
    let mut out = Vec::new();
    match conversion(types) {
        _ if next.generated.is_some() => {}
        // SQLite knows no sizes, and what does not fit a type stays as it is.
        Conversion::Narrowing if dialect == Dialect::Sqlite => {}
        Conversion::Parsing if dialect == Dialect::Sqlite && !matches!(to, SqlType::Enum(_)) => {
            let message = format!(
                "column `{table}.{name}` changes from {from} to {to}, and keeps values that do not fit"
            );
            out.push(say("OM204", Severity::Error, message));
        }
        Conversion::Narrowing => {
            let message =
                format!("column `{table}.{name}` narrows from {from} to {to}, and loses or refuses values");
            out.push(say("OM205", Severity::Error, message));
        }
        Conversion::Parsing | Conversion::Impossible => {
            let message = format!(
                "column `{table}.{name}` changes from {from} to {to}, and refuses values that do not fit"
            );
            out.push(say("OM204", Severity::Error, message));
        }
        Conversion::Lossless => {}
    }
    match dialect {
        Dialect::Postgres if rewrites_table(types) => {
            let message =
                format!("blocks all access to `{table}` while every row is written for the type of `{name}`");
            out.push(say("OM204", Severity::Warning, message));
        }
        Dialect::Mysql if !matches!(to, SqlType::Enum(_)) && copies_table(types) => {
            let message = format!("blocks writes to `{table}` while it is copied for the type of `{name}`");
            out.push(say("OM420", Severity::Warning, message));
        }
        Dialect::Postgres | Dialect::Mysql | Dialect::Sqlite => {}
    }
    out
}

/// An enum type that is made anew (PostgreSQL): its labels that get another text, and the tables that are written for it.
pub(super) fn relabelled(name: &ObjectName, labels: &[Pair<String>], columns: &[EnumColumn]) -> Vec<Hazard> {
    let renamed = labels.iter().map(|labels| {
        let Pair { previous, next } = labels;
        let message = format!("renames `{previous}` of enum `{name}` to `{next}` under running programs");
        Hazard::new("OM203", Severity::Warning, name, None, message)
    });
    let written = columns.iter().map(|EnumColumn { table, column }| {
        let column = &column.name;
        let message =
            format!("blocks all access to `{table}` while every row is written for the labels of `{column}`");
        Hazard::new("OM204", Severity::Warning, table, Some(column), message)
    });
    renamed.chain(written).collect()
}

/// Labels of an enum that go while rows may hold them.
pub(crate) fn removed_labels(table: &ObjectName, column: Option<&str>, labels: &[&str]) -> Option<Hazard> {
    if labels.is_empty() {
        return None;
    }
    let labels = labels.iter().map(|label| format!("`{label}`")).collect::<Vec<_>>().join(", ");
    let holder =
        column.map_or_else(|| format!("enum `{table}`"), |column| format!("column `{table}.{column}`"));
    let message = format!("takes {labels} away from {holder}, and fails on rows that hold it");
    let hint = "write the rows anew before, or say with `renamed_from` what the label became".to_owned();
    Some(Hazard { hint: Some(hint), ..Hazard::new("OM107", Severity::Error, table, column, message) })
}
