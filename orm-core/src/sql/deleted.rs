//! Rows that their table marks as deleted, which queries leave out.

use super::change::not_deleted;
use crate::ast::{Assignment, Expr, Item, Join, JoinKind, Select, Source};
use crate::schema::TableMeta;

/// Leaves out the rows of `select` that are marked as deleted.
///
/// Conditions of WHERE and ON say so. A right or full join would give back the rows that its ON leaves out, and what it
/// makes NULL would look as if it were not deleted: there, the sources are subqueries without such rows.
pub(super) fn leave_out(select: &mut Select) {
    if select.includes_deleted {
        return;
    }
    let keeps_unmatched = |join: &Join| matches!(join.kind, JoinKind::Right | JoinKind::Full);
    if select.joins.iter().any(keeps_unmatched) {
        restrict(&mut select.from);
        select.joins.iter_mut().for_each(|join| restrict(&mut join.source));
        return;
    }
    select.filters.extend(condition(&select.from));
    leave_out_joined(&mut select.joins, &mut select.filters);
}

/// Leaves out the rows of joined sources that are marked as deleted. None of the joins is a right or full one.
pub(super) fn leave_out_joined(joins: &mut [Join], filters: &mut Vec<Expr>) {
    for join in joins {
        let Some(condition) = condition(&join.source) else { continue };
        match join.on.take() {
            Some(on) => join.on = Some(Expr::All(vec![on, condition])),
            None => filters.push(condition),
        }
    }
}

/// The condition that a row of the source is not marked as deleted, if its table marks them.
fn condition(source: &Source) -> Option<Expr> {
    match source {
        Source::Table(table) | Source::Decorated { table, .. } => not_deleted(*table),
        Source::Query { .. }
        | Source::Values { .. }
        | Source::Keys(_)
        | Source::Raw { .. }
        | Source::Rows(_) => None,
    }
}

/// The assignment that marks a row of the table as deleted, in the column at that position.
pub(super) fn mark(table: &TableMeta, position: usize) -> Assignment {
    let column = &table.columns[position];
    Assignment { column: column.name, value: Expr::Now(column.ty) }
}

/// Makes a table that marks rows a subquery without the marked ones.
pub(super) fn restrict(source: &mut Source) {
    let Some(condition) = condition(source) else { return };
    let (Source::Table(table) | Source::Decorated { table, .. }) = &*source else { return };
    let target = *table;
    let mut select = Select::new(source.clone(), vec![Item::Row(target)]);
    select.filters.push(condition);
    select.includes_deleted = true;
    *source = Source::Query { select: Box::new(select), target, is_lateral: false };
}
