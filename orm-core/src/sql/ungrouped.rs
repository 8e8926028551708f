//! Whether a query reads something that is different within a group, for which a database would choose a row at will.
//!
//! PostgreSQL rejects such a query, MySQL does unless its mode says otherwise, SQLite takes any row. It is reported for all of
//! them alike. Raw SQL may aggregate, so it is taken as it is.

use super::grouping::aggregates;
use super::repeated::alone;
use super::{Refusal, Statement};
use crate::ast::{Distinct, Expr, Grouping, Item, Select, Source, TableRef};

/// The first column that the query reads outside of aggregates and that is different within a group.
pub(super) fn find(select: &Select) -> Option<Refusal> {
    if !is_grouped(select) {
        return None;
    }
    let groups = Groups::of(select);
    let items = select.items.iter().find_map(|item| match item {
        Item::Expr(expression) => groups.find(expression),
        Item::Row(source) => groups.find_in_row(*source),
        Item::Everything => None,
    });
    let distinct: &[Expr] = match &select.distinct {
        Distinct::No | Distinct::Rows => &[],
        Distinct::On(keys) => keys,
    };
    items
        .or_else(|| distinct.iter().find_map(|key| groups.find(key)))
        .or_else(|| select.having.iter().find_map(|condition| groups.find(condition)))
        .or_else(|| select.order_by.iter().find_map(|order| groups.find(&order.expr)))
}

fn is_grouped(select: &Select) -> bool {
    !select.group_by.is_empty()
        || !matches!(select.grouping, Grouping::Keys)
        || !select.having.is_empty()
        || select.items.iter().any(|item| matches!(item, Item::Expr(expression) if aggregates(expression)))
        || select.order_by.iter().any(|order| aggregates(&order.expr))
}

/// What is the same for all rows of a group.
struct Groups<'s> {
    select: &'s Select,
    /// Keys that are columns.
    columns: Vec<(&'static str, &'static str)>,
    /// The other keys, as they would be written alone.
    texts: Vec<Statement>,
    /// Sources whose primary key is grouped, so that a group has one row of them.
    whole: Vec<TableRef>,
}

impl<'s> Groups<'s> {
    fn of(select: &'s Select) -> Self {
        let mut groups = Self { select, columns: Vec::new(), texts: Vec::new(), whole: Vec::new() };
        let sets: &[Vec<Expr>] = match &select.grouping {
            Grouping::Keys | Grouping::Rollup | Grouping::Cube => &[],
            Grouping::Sets(sets) => sets,
        };
        for key in select.group_by.iter().chain(sets.iter().flatten()) {
            match key.undecorated() {
                Expr::Column { source, name } => groups.columns.push((source, name)),
                Expr::Raw(_) => {}
                key => groups.texts.push(alone(key)),
            }
        }
        // A set that leaves out a part of the key puts several rows together.
        if matches!(select.grouping, Grouping::Keys) {
            groups.whole =
                sources(select).filter_map(table).filter(|source| groups.has_key_of(*source)).collect();
        }
        groups
    }

    fn has_key_of(&self, source: TableRef) -> bool {
        let TableRef { table, alias } = source;
        !table.primary_key.is_empty()
            && table
                .primary_key
                .iter()
                .all(|&position| self.columns.contains(&(alias, table.columns[position].name)))
    }

    fn find(&self, expression: &Expr) -> Option<Refusal> {
        match expression.undecorated() {
            Expr::Aggregate(_) | Expr::Raw(_) => None,
            &Expr::Column { source, name } => self.find_column(source, name),
            other if !self.texts.is_empty() && self.texts.contains(&alone(other)) => None,
            other => {
                let mut found = None;
                other.any_child(&mut |child| {
                    found = self.find(child);
                    found.is_some()
                });
                found
            }
        }
    }

    fn find_column(&self, source: &'static str, column: &'static str) -> Option<Refusal> {
        // A column of the query around this one is the same for all its rows.
        let is_own = sources(self.select).any(|own| own.alias() == source);
        let is_same = !is_own
            || self.columns.contains(&(source, column))
            || self.whole.iter().any(|whole| whole.alias == source);
        (!is_same).then_some(Refusal::Ungrouped { source, column })
    }

    fn find_in_row(&self, source: TableRef) -> Option<Refusal> {
        source.table.columns.iter().find_map(|column| self.find_column(source.alias, column.name))
    }
}

fn sources(select: &Select) -> impl Iterator<Item = &Source> {
    std::iter::once(&select.from).chain(select.joins.iter().map(|join| &join.source))
}

/// Only a table itself has a primary key; the rows of a subquery have lost it.
fn table(source: &Source) -> Option<TableRef> {
    match source {
        Source::Table(table) | Source::Decorated { table, .. } => Some(*table),
        Source::Query { .. }
        | Source::Values { .. }
        | Source::Keys(_)
        | Source::Raw { .. }
        | Source::Rows(_) => None,
    }
}
