//! Columns that come, go and change.

use std::collections::{HashMap, HashSet};

use orm_schema::model::{ColumnDef, DomainDef, ObjectDef, TableDef};
use orm_schema::{Pair, SchemaDef, SqlType};

use super::conversion::{Conversion, conversion};
use super::expression::{is_same_expression, mentions_column};
use super::rules::DiffRules;
use super::{ColumnChange, ColumnDifference, Obstacle, RenameHints, TableChange};

/// The changes of the columns of one table, and what they mean for everything built on those columns.
#[derive(Debug, Default)]
pub(super) struct ColumnChanges {
    pub(super) changes: Vec<TableChange>,
    /// Columns over which expressions have to be dropped and added again.
    pub(super) freed: HashSet<String>,
    /// Columns that are dropped and added again, and everything built on them with them.
    pub(super) replaced: HashSet<String>,
    /// Columns that no foreign key may touch while they change.
    pub(super) retyped: HashSet<String>,
    /// Columns that get another collation: what is computed from one is made anew, all else outlives it.
    recollated: HashSet<String>,
}

/// What the comparison of columns works with.
pub(super) struct ColumnContext<'a> {
    pub(super) rules: &'a dyn DiffRules,
    /// Holds the enums of both sides; the previous ones under their new names.
    pub(super) enums: Pair<&'a SchemaDef>,
    /// Hold the domains of both sides.
    pub(super) objects: Pair<&'a [ObjectDef]>,
    pub(super) hints: &'a RenameHints,
    /// Labels that go by another text, by enum.
    pub(super) labels: &'a HashMap<String, Vec<Pair<String>>>,
    /// Enum types that are made anew.
    pub(super) rebuilt_enums: &'a HashSet<String>,
}

/// Compares the columns of a table told in its new names.
pub(super) fn changes(
    ctx: &ColumnContext<'_>,
    tables: Pair<&TableDef>,
    gone: Vec<ColumnDef>,
    renamed: &[Pair<String>],
    obstacles: &mut Vec<Obstacle>,
) -> ColumnChanges {
    let mut out = ColumnChanges::default();
    if ctx.rules.renaming_frees_expressions() {
        out.freed.extend(renamed.iter().map(|names| names.next.clone()));
    }
    let previous: HashMap<&str, &ColumnDef> =
        tables.previous.columns.iter().map(|column| (column.name.as_str(), column)).collect();
    let gone_names: HashSet<String> = gone.iter().map(|column| column.name.clone()).collect();
    let (computed, gone): (Vec<_>, Vec<_>) = gone.into_iter().partition(|column| column.generated.is_some());
    out.changes.extend(computed.into_iter().rev().map(TableChange::DropColumn));
    for column in &tables.next.columns {
        let backfill = backfill(ctx.hints, tables.next, column);
        match previous.get(column.name.as_str()) {
            Some(previous) => {
                alter(ctx, tables, Pair { previous, next: column }, backfill, obstacles, &mut out);
            }
            None => out.changes.push(TableChange::AddColumn {
                column: column.clone(),
                backfill,
                references: None,
            }),
        }
    }
    keep_computed(tables, &gone_names, &mut out);
    replace_freed_generated(tables, &mut out);
    let options =
        Pair { previous: tables.previous.options.raw.as_deref(), next: tables.next.options.raw.as_deref() };
    if ctx.rules.recollates(options) {
        let is_text = |column: &ColumnDef| column.ty.is_text() || matches!(column.ty, SqlType::Enum(_));
        let texts = tables.next.columns.iter().filter(|column| is_text(column) && column.collation.is_none());
        out.retyped.extend(texts.map(|column| column.name.clone()));
    }
    // What is computed goes before what it is computed from, or is computed no more.
    let lets_go =
        |change: &TableChange| matches!(change, TableChange::DropColumn(_)) || change.ends_computing();
    let at = out.changes.iter().rposition(lets_go).map_or(0, |last| last + 1);
    out.changes.splice(at..at, gone.into_iter().map(TableChange::DropColumn));
    out
}

fn backfill(hints: &RenameHints, table: &TableDef, column: &ColumnDef) -> Option<String> {
    if hints.backfill.is_empty() {
        return None;
    }
    hints.backfill.get(&format!("{}.{}", table.name, column.name)).cloned()
}

fn alter(
    ctx: &ColumnContext<'_>,
    tables: Pair<&TableDef>,
    columns: Pair<&ColumnDef>,
    backfill: Option<String>,
    obstacles: &mut Vec<Obstacle>,
    out: &mut ColumnChanges,
) {
    let Pair { previous, next } = columns;
    let is_rebuilt = enum_of(&next.ty).is_some_and(|name| ctx.rebuilt_enums.contains(&name));
    if is_rebuilt && ctx.rules.retyping_frees_expressions() {
        out.freed.insert(next.name.clone());
    }
    let differs = difference(ctx, columns);
    if !differs.any() {
        return;
    }
    let generated = Pair { previous: previous.generated.as_ref(), next: next.generated.as_ref() };
    if differs.generated && !ctx.rules.alters_generated(generated) {
        out.changes.push(TableChange::DropColumn(previous.clone()));
        out.changes.push(TableChange::AddColumn { column: next.clone(), backfill, references: None });
        out.freed.insert(next.name.clone());
        out.replaced.insert(next.name.clone());
        return;
    }
    if differs.ty {
        let types = Pair { previous: &previous.ty, next: &next.ty };
        let as_kept = Pair { previous: kept(ctx, types.previous), next: kept(ctx, types.next) };
        if conversion(as_kept) == Conversion::Impossible && next.generated.is_none() {
            obstacles.push(impossible_type(tables.next, columns));
        }
        if ctx.rules.retyping_frees_expressions() {
            out.freed.insert(next.name.clone());
        }
    } else if differs.collation && ctx.rules.retyping_frees_expressions() {
        out.recollated.insert(next.name.clone());
    }
    let types = Pair { previous: &previous.ty, next: &next.ty };
    if (differs.ty || differs.collation || differs.identity) && !ctx.rules.foreign_key_outlives(types) {
        out.retyped.insert(next.name.clone());
    }
    let labels = if differs.ty { changed_labels(ctx, columns) } else { Vec::new() };
    let backfill = backfill.or_else(|| if differs.nullability { ctx.rules.default(next) } else { None });
    let backfill = backfill.filter(|_| previous.is_nullable && !next.is_nullable);
    out.changes.push(TableChange::AlterColumn(Box::new(ColumnChange {
        columns: Pair { previous: previous.clone(), next: next.clone() },
        differs,
        backfill,
        removed_labels: if differs.ty { removed_labels(ctx, columns, &labels) } else { Vec::new() },
        labels,
    })));
}

/// The type as what the values are kept as: those of a domain as the type below.
fn kept<'t>(ctx: &ColumnContext<'t>, ty: &'t SqlType) -> &'t SqlType {
    let below = |object: &'t ObjectDef| match object {
        ObjectDef::Domain(def) if DomainDef::column_type(&def.name) == *ty => Some(&def.ty),
        _ => None,
    };
    match ty {
        SqlType::Uuid if ctx.rules.keeps_uuids_as_bytes() => &SqlType::Bytes,
        // Both sides are told in the next names.
        SqlType::Custom(_) => {
            let Pair { previous, next } = ctx.objects;
            next.iter().chain(previous).find_map(below).unwrap_or(ty)
        }
        _ => ty,
    }
}

fn impossible_type(table: &TableDef, columns: Pair<&ColumnDef>) -> Obstacle {
    let Pair { previous, next } = columns;
    Obstacle {
        message: format!(
            "column `{}.{}` cannot change from {} to {}: no database converts the values",
            table.name, next.name, previous.ty, next.ty
        ),
        hint: "add a column of the new type beside it, fill it in a migration of your own, then drop the old one"
            .to_owned(),
    }
}

/// The name of the enum a type holds, if it does.
pub(super) fn enum_of(ty: &SqlType) -> Option<String> {
    match ty {
        SqlType::Enum(name) => Some(name.to_string()),
        SqlType::Array(element) => enum_of(element),
        _ => None,
    }
}

fn changed_labels(ctx: &ColumnContext<'_>, columns: Pair<&ColumnDef>) -> Vec<Pair<String>> {
    match (&columns.previous.ty, &columns.next.ty) {
        (SqlType::Enum(previous), SqlType::Enum(next)) if previous == next => {
            ctx.labels.get(&next.to_string()).cloned().unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn removed_labels(
    ctx: &ColumnContext<'_>,
    columns: Pair<&ColumnDef>,
    renamed: &[Pair<String>],
) -> Vec<String> {
    let (SqlType::Enum(previous), SqlType::Enum(next)) = (&columns.previous.ty, &columns.next.ty) else {
        return Vec::new();
    };
    let (Some(previous), Some(next)) = (ctx.enums.previous.enum_def(previous), ctx.enums.next.enum_def(next))
    else {
        return Vec::new();
    };
    let stays = |label: &str| {
        next.labels.iter().any(|other| other.label == label)
            || renamed.iter().any(|labels| labels.previous == label)
    };
    previous.labels.iter().map(|label| label.label.clone()).filter(|label| !stays(label)).collect()
}

fn difference(ctx: &ColumnContext<'_>, columns: Pair<&ColumnDef>) -> ColumnDifference {
    // Exhaustive, so that a new attribute does not compile until it is compared.
    let ColumnDef {
        name: _,
        ty,
        is_nullable,
        default: _,
        on_update,
        generated,
        auto_increment,
        identity,
        collation,
        comment,
        renamed_from: _,
    } = columns.previous;
    let next = columns.next;
    ColumnDifference {
        ty: {
            let storage = Pair {
                previous: ctx.rules.storage(ctx.enums.previous, ty),
                next: ctx.rules.storage(ctx.enums.next, &next.ty),
            };
            !is_same_expression(&storage.previous, &storage.next)
        },
        nullability: *is_nullable != next.is_nullable,
        default: match (ctx.rules.default(columns.previous), ctx.rules.default(next)) {
            (Some(previous), Some(next)) => !is_same_expression(&previous, &next),
            (None, None) => false,
            (Some(_), None) | (None, Some(_)) => true,
        },
        on_update: *on_update != next.on_update,
        generated: match (generated, &next.generated) {
            (Some(previous), Some(next)) => {
                previous.kind != next.kind || !is_same_expression(&previous.expression, &next.expression)
            }
            (None, None) => false,
            (Some(_), None) | (None, Some(_)) => true,
        },
        identity: *auto_increment != next.auto_increment || *identity != next.identity,
        collation: !is_same_collation(
            ctx.rules,
            Pair { previous: collation.as_deref(), next: next.collation.as_deref() },
        ),
        comment: *comment != next.comment,
    }
}

/// Is it the same order of texts?
pub(super) fn is_same_collation(rules: &dyn DiffRules, collations: Pair<Option<&str>>) -> bool {
    match (collations.previous, collations.next) {
        (Some(previous), Some(next)) if rules.folds_collations() => previous.eq_ignore_ascii_case(next),
        (previous, next) => previous == next,
    }
}

/// A computed column that is made anew as a plain one is filled with what it was computed as, where that can still be computed.
fn keep_computed(tables: Pair<&TableDef>, gone: &HashSet<String>, out: &mut ColumnChanges) {
    for change in &mut out.changes {
        let TableChange::AddColumn { column, backfill: backfill @ None, .. } = change else { continue };
        let was = tables.previous.columns.iter().find(|previous| previous.name == column.name);
        let Some(was) = was.and_then(|previous| previous.generated.as_ref()) else { continue };
        let is_read = |name: &String| mentions_column(&was.expression, name);
        let stays = |read: &ColumnDef| {
            tables
                .next
                .column(&read.name)
                .is_some_and(|next| next.ty == read.ty && next.generated == read.generated)
        };
        let mut read = tables.previous.columns.iter().filter(|column| is_read(&column.name));
        if column.generated.is_none() && !gone.iter().any(is_read) && read.all(stays) {
            *backfill = Some(was.expression.clone());
        }
    }
}

/// Generated columns over a freed column are dropped and added again around the change of that column. That frees them too.
fn replace_freed_generated(tables: Pair<&TableDef>, out: &mut ColumnChanges) {
    let previous: HashMap<&str, &ColumnDef> =
        tables.previous.columns.iter().map(|column| (column.name.as_str(), column)).collect();
    loop {
        let reached = tables.next.columns.iter().find_map(|column| {
            let generated = column.generated.as_ref().filter(|_| !out.replaced.contains(&column.name))?;
            let is_over =
                |freed: &String| *freed != column.name && mentions_column(&generated.expression, freed);
            let mut freed = out.freed.iter().chain(&out.recollated);
            let previous = previous.get(column.name.as_str()).filter(|_| freed.any(is_over))?;
            Some((*previous, column))
        });
        let Some((previous, column)) = reached else { return };
        out.changes.retain(
            |change| !matches!(change, TableChange::AlterColumn(change) if change.columns.next.name == column.name),
        );
        out.freed.insert(column.name.clone());
        out.replaced.insert(column.name.clone());
        out.changes.push(TableChange::DropColumn(previous.clone()));
        out.changes.push(TableChange::AddColumn { column: column.clone(), backfill: None, references: None });
    }
}
