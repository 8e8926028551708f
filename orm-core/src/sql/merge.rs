//! MERGE (PostgreSQL).

use super::change::assignments;
use super::deleted;
use super::expr::{conditions, expr};
use super::select::CellNames;
use super::source::{source, with};
use super::writer::Writer;
use crate::ast::{Assignment, Expr, Merge, MergeAction, MergedRows, When};
use crate::schema::TableMeta;

/// Appends a merge.
pub(super) fn merge(writer: &mut Writer, mut merge: Merge) {
    deleted::restrict(&mut merge.source);
    with(writer, merge.with);
    writer.push("merge into ");
    writer.table(merge.table);
    writer.push(" using ");
    source(writer, merge.source, CellNames::Own);
    writer.push(" on ");
    expr(writer, merge.on);
    for when in merge.whens {
        self::when(writer, merge.table, when);
    }
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
            Some(position) => {
                let column = &table.columns[position];
                let mark = Assignment { column: column.name, value: Expr::Now(column.ty) };
                update(writer, table, vec![mark]);
            }
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
