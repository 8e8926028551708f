//! Tables that go.

use std::collections::HashMap;

use orm_schema::model::{ObjectName, TableDef};

use super::tables::TableContext;
use super::{Step, TableChange};

/// Lists the tables that go, those that refer before those that are referred to.
pub(super) fn push(steps: &mut Vec<Step>, ctx: &TableContext<'_>) {
    let tables: Vec<&TableDef> =
        ctx.names.tables.dropped.iter().map(|&index| &ctx.schemas.previous.tables[index]).collect();
    let by_name: HashMap<&ObjectName, usize> =
        tables.iter().enumerate().map(|(i, table)| (&table.name, i)).collect();
    let mut referrers: Vec<Vec<usize>> = vec![Vec::new(); tables.len()];
    for (i, table) in tables.iter().enumerate() {
        let targets = table.foreign_keys.iter().filter_map(|fk| by_name.get(&fk.references).copied());
        targets.filter(|target| *target != i).for_each(|target| referrers[target].push(i));
    }
    let mut order = Vec::with_capacity(tables.len());
    let mut seen = vec![false; tables.len()];
    (0..tables.len()).for_each(|i| visit(i, &referrers, &mut seen, &mut order));
    let mut position = vec![0; tables.len()];
    order.iter().enumerate().for_each(|(at, &i)| position[i] = at);
    for &i in &order {
        // What is left of a circle is cut by dropping the foreign key first.
        let circular = tables[i].foreign_keys.iter().filter(|fk| {
            by_name.get(&fk.references).is_some_and(|&target| target != i && position[target] < position[i])
        });
        steps.extend(circular.map(|fk| Step::AlterTable {
            table: tables[i].name.clone(),
            change: Box::new(TableChange::DropForeignKey(fk.clone())),
        }));
    }
    steps.extend(order.into_iter().map(|i| Step::DropTable(Box::new(tables[i].clone()))));
}

fn visit(i: usize, referrers: &[Vec<usize>], seen: &mut [bool], order: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[i], true) {
        return;
    }
    referrers[i].iter().for_each(|&referrer| visit(referrer, referrers, seen, order));
    order.push(i);
}
