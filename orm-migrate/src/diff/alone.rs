//! Steps whose statements share no transaction with others: a label that is used at once, an index that is built or dropped beside
//! the work of others.
//!
//! What is dropped and made again must not be committed in between, or others find it gone, and a run that ends there leaves it so.
//! So such a step stands in front of all others or behind them, as far as what it depends on allows.

use std::collections::HashSet;

use orm_schema::model::{IndexDef, IndexKey, ObjectName};

use super::expression::mentions_column;
use super::rules::DiffRules;
use super::{ObjectChange, Step, TableChange};

/// `order`, with the steps that stand alone in front or behind. `successors` are the steps that come after each, for whatever reason
/// but views.
pub(super) fn set_apart(
    steps: &[Step],
    order: Vec<usize>,
    successors: &[Vec<usize>],
    rules: &dyn DiffRules,
) -> Vec<usize> {
    let is_alone = alone(steps, rules);
    if !is_alone.contains(&true) {
        return order;
    }
    let comes_before =
        |one: usize, other: usize| successors[one].contains(&other) || depends(&steps[other], &steps[one]);
    let mut rest = order;
    let behind = take_behind(steps, &is_alone, &mut rest, &comes_before);
    let front = take_front(steps, &is_alone, &mut rest, &comes_before);
    [front, rest, behind].concat()
}

/// Which steps stand alone? Nobody is at work on a table that the same steps make, so that its indexes do not.
pub(crate) fn alone(steps: &[Step], rules: &dyn DiffRules) -> Vec<bool> {
    let created: HashSet<&ObjectName> = steps
        .iter()
        .filter_map(|step| match step {
            Step::CreateTable(table) => Some(&table.name),
            _ => None,
        })
        .collect();
    let is_new = |step: &Step| matches!(step, Step::AlterTable { table, .. } if created.contains(table));
    steps.iter().map(|step| rules.stands_alone(step) && !is_new(step)).collect()
}

/// Takes those out of `rest` that can be last, and the foreign keys that need their indexes.
fn take_behind(
    steps: &[Step],
    is_alone: &[bool],
    rest: &mut Vec<usize>,
    comes_before: &dyn Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let mut is_behind = vec![false; steps.len()];
    // What needs a label is told by texts, so that labels stay before it.
    let may_be_last = |step: usize| is_alone[step] && !matches!(steps[step], Step::AddEnumLabel { .. });
    for place in (0..rest.len()).rev().filter(|&place| may_be_last(rest[place])) {
        let later: Vec<usize> = rest[place + 1..].iter().copied().filter(|&step| !is_behind[step]).collect();
        let held: Vec<usize> =
            later.iter().copied().filter(|&step| comes_before(rest[place], step)).collect();
        let is_free = |&key: &usize| {
            adds_foreign_key(&steps[key]) && !later.iter().any(|&other| comes_before(key, other))
        };
        if held.iter().all(is_free) {
            for &step in held.iter().chain([&rest[place]]) {
                is_behind[step] = true;
            }
        }
    }
    let (behind, others) = rest.iter().partition(|&&step| is_behind[step]);
    *rest = others;
    behind
}

/// Takes those out of `rest` that can be first, and the light steps that they need.
fn take_front(
    steps: &[Step],
    is_alone: &[bool],
    rest: &mut Vec<usize>,
    comes_before: &dyn Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let mut is_in_front = vec![false; steps.len()];
    for place in (0..rest.len()).filter(|&place| is_alone[rest[place]]) {
        let mut needed = vec![rest[place]];
        for earlier in rest[..place].iter().rev().copied().filter(|&step| !is_in_front[step]) {
            if needed.iter().any(|&step| comes_before(earlier, step)) {
                needed.push(earlier);
            }
        }
        if needed[1..].iter().all(|&step| is_light(&steps[step])) {
            for &step in &needed {
                is_in_front[step] = true;
            }
        }
    }
    let (front, others) = rest.iter().partition(|&&step| is_in_front[step]);
    *rest = others;
    front
}

/// May it be committed before anything else is done? It takes nothing away that another step gives back, but a foreign key, and that
/// is not given back as long as its index is gone.
fn is_light(step: &Step) -> bool {
    match step {
        Step::CreateSchema(_)
        | Step::RenameEnum(_)
        | Step::RenameEnumLabel { .. }
        | Step::AddEnumLabel { .. } => true,
        Step::AlterTable { change, .. } => matches!(**change, TableChange::DropForeignKey(_)),
        _ => false,
    }
}

fn adds_foreign_key(step: &Step) -> bool {
    matches!(step, Step::AlterTable { change, .. } if matches!(**change, TableChange::AddForeignKey(_)))
}

/// Does `later` have to come behind `earlier`, for a reason that else shows in the order in which steps are listed?
fn depends(later: &Step, earlier: &Step) -> bool {
    match (earlier, later) {
        (
            Step::RenameEnumLabel { name, .. } | Step::AddEnumLabel { name, .. },
            Step::AddEnumLabel { name: other, .. },
        ) => name == other,
        (Step::AlterTable { table, change }, _) => match &**change {
            TableChange::CreateIndex(index) => needs_index(later, table, index),
            TableChange::DropIndex(index) => is_held_by_index(later, table, index),
            TableChange::DropForeignKey(_) => drops_key(later),
            _ => false,
        },
        (Step::DropTable(table), _) => !table.foreign_keys.is_empty() && drops_key(later),
        _ => false,
    }
}

/// Does a foreign key refer to what the index makes unique?
fn needs_index(step: &Step, table: &ObjectName, index: &IndexDef) -> bool {
    let Step::AlterTable { change, .. } = step else { return false };
    matches!(&**change, TableChange::AddForeignKey(fk) if index.is_unique && fk.references == *table)
}

/// Would the step take the index along, fail because of it, or lean on it?
fn is_held_by_index(step: &Step, table: &ObjectName, index: &IndexDef) -> bool {
    match step {
        Step::AlterTable { table: other, change } => match &**change {
            TableChange::DropColumn(column) => other == table && covers(index, &column.name),
            TableChange::AlterColumn(change) => other == table && covers(index, &change.columns.next.name),
            TableChange::AddForeignKey(fk) => index.is_unique && fk.references == *table,
            _ => false,
        },
        Step::DropEnum(_) | Step::RebuildEnum { .. } => true,
        Step::Object(change) => matches!(**change, ObjectChange::Drop(_)),
        _ => false,
    }
}

fn covers(index: &IndexDef, column: &str) -> bool {
    let is_part = index.parts.iter().any(|part| match &part.key {
        IndexKey::Column(name) => name == column,
        IndexKey::Expression(sql) => mentions_column(sql, column),
    });
    is_part
        || index.include.iter().any(|name| name == column)
        || index.predicate.as_ref().is_some_and(|sql| mentions_column(sql, column))
}

/// Does the step drop an index that a foreign key may lean on?
fn drops_key(step: &Step) -> bool {
    let Step::AlterTable { change, .. } = step else { return false };
    matches!(&**change, TableChange::DropIndex(index) if index.is_unique)
}
