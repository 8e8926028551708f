//! MERGE (PostgreSQL).

use super::change::{assignments, not_deleted};
use super::deleted;
use super::expr::{conditions, expr};
use super::select::CellNames;
use super::source::{source, with};
use super::writer::Writer;
use crate::ast::{Assignment, Item, Merge, MergeAction, MergedRows, Select, Source, TableRef, When};
use crate::schema::TableMeta;

/// Appends a merge.
pub(super) fn merge(writer: &mut Writer, mut merge: Merge) {
    deleted::restrict(&mut merge.source);
    if merge.with.iter().any(|query| query.is_recursive) {
        move_into_source(&mut merge);
    }
    with(writer, merge.with);
    writer.push("merge into ");
    writer.table(merge.table);
    writer.push(" using ");
    source(writer, merge.source, CellNames::Own);
    writer.push(" on ");
    expr(writer, merge.on);
    // What stands behind a clause for all rows is never reached, and PostgreSQL refuses it.
    let mut is_done: Vec<MergedRows> = Vec::new();
    for mut when in merge.whens {
        if is_done.contains(&when.rows) {
            continue;
        }
        pass_over_deleted(merge.table, &mut when);
        if when.filters.is_empty() {
            is_done.push(when.rows);
        }
        self::when(writer, merge.table, when);
    }
}

/// A row that is marked as deleted is not marked again, and is none that the source lacks.
fn pass_over_deleted(table: &'static TableMeta, when: &mut When) {
    let is_about_it = match (when.rows, &when.action) {
        (MergedRows::NotMatchedBySource, _) | (MergedRows::Matched, MergeAction::Delete) => true,
        (MergedRows::Matched | MergedRows::NotMatched, _) => false,
    };
    if is_about_it {
        when.filters.extend(not_deleted(TableRef::plain(table)));
    }
}

/// Puts named queries inside of the source: PostgreSQL has no recursive ones before a MERGE.
fn move_into_source(merge: &mut Merge) {
    let Source::Table(target) = merge.source else { return };
    let mut select = Select::new(merge.source.clone(), vec![Item::Row(target)]);
    select.with = std::mem::take(&mut merge.with);
    select.includes_deleted = true;
    merge.source = Source::Query { select: Box::new(select), target, is_lateral: false };
}

fn when(writer: &mut Writer, table: &'static TableMeta, when: When) {
    writer.push(match when.rows {
        MergedRows::Matched => " when matched",
        MergedRows::NotMatched => " when not matched",
        MergedRows::NotMatchedBySource => " when not matched by source",
    });
    if !when.filters.is_empty() {
        writer.push(" and ");
        conditions(writer, when.filters);
    }
    writer.push(" then ");
    match when.action {
        MergeAction::Nothing => writer.push("do nothing"),
        MergeAction::Update(set) if set.is_empty() => writer.push("do nothing"),
        MergeAction::Update(set) => update(writer, table, set),
        MergeAction::Delete => match table.soft_delete {
            Some(position) => update(writer, table, vec![deleted::mark(table, position)]),
            None => writer.push("delete"),
        },
        MergeAction::Insert(set) if set.is_empty() => writer.push("insert default values"),
        MergeAction::Insert(set) => insert(writer, set),
    }
}

fn insert(writer: &mut Writer, set: Vec<Assignment>) {
    writer.push("insert (");
    writer.list(", ", &set, |writer, assignment| writer.ident(assignment.column));
    writer.push(") values (");
    writer.list(", ", set, |writer, assignment| expr(writer, assignment.value));
    writer.push(")");
}

fn update(writer: &mut Writer, table: &'static TableMeta, set: Vec<Assignment>) {
    writer.push("update set ");
    assignments(writer, table, set, false);
}
