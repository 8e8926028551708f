//! Puts steps into an order that the database accepts: a topological sort over what they make, need and end.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use orm_schema::model::ObjectDef;

use super::alone;
use super::around_views::{self, Readers};
use super::counters::{self, Counters};
use super::effects::{Effects, Key, effects};
use super::rules::DiffRules;
use super::{DiffError, ObjectChange, Step, TableChange};

/// Sorts `steps`. Where nothing forces an order, drops come before additions, and tables keep the order of the schema.
///
/// Views stand aside while tables change: those that go, go before anything else but what holds on to them, and those that come
/// or change do so when all is there that they read. What shares no transaction stands in front or behind, if it can.
pub(super) fn sorted(steps: Vec<Step>, rules: &dyn DiffRules) -> Result<Vec<Step>, DiffError> {
    let successors = successors(&steps, rules);
    let order = arranged(&steps, &around_views::successors(&steps, &successors, Readers::Aside));
    // A text may name a view and mean something else.
    let order =
        order.or_else(|_| arranged(&steps, &around_views::successors(&steps, &successors, Readers::Ignored)));
    let order = order.map_err(|stuck| {
        DiffError::Cycle(stuck.into_iter().map(|step| format!("{:?}", steps[step])).collect())
    })?;
    let order = alone::set_apart(&steps, order, &successors, rules);
    let mut steps: Vec<Option<Step>> = steps.into_iter().map(Some).collect();
    Ok(order.into_iter().filter_map(|i| steps[i].take()).collect())
}

/// The steps in an order that `successors` allow, or those that wait for each other.
fn arranged(steps: &[Step], successors: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let ranks = ranks(steps);
    let mut waiting_for = vec![0_usize; steps.len()];
    successors.iter().flatten().for_each(|&after| waiting_for[after] += 1);
    let mut ready: BinaryHeap<Reverse<(u8, usize)>> =
        (0..steps.len()).filter(|&i| waiting_for[i] == 0).map(|i| Reverse((ranks[i], i))).collect();
    let mut order = Vec::with_capacity(steps.len());
    while let Some(Reverse((_, i))) = ready.pop() {
        order.push(i);
        for &after in &successors[i] {
            waiting_for[after] -= 1;
            if waiting_for[after] == 0 {
                ready.push(Reverse((ranks[after], after)));
            }
        }
    }
    if order.len() < steps.len() {
        return Err((0..steps.len()).filter(|&i| waiting_for[i] > 0).collect());
    }
    Ok(order)
}

fn successors(steps: &[Step], rules: &dyn DiffRules) -> Vec<Vec<usize>> {
    let counters = counters::of_steps(steps, rules);
    let mut all: Vec<Effects<'_>> = steps.iter().map(|step| effects(step, rules)).collect();
    for (effects, Counters { schema, made, ended }) in all.iter_mut().zip(&counters) {
        effects.produces.extend(made.iter().map(|name| Key::Named(*schema, name)));
        effects.destroys.extend(ended.iter().map(|name| Key::Named(*schema, name)));
    }
    let mut producers: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    let mut destroyers: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for (i, effects) in all.iter().enumerate() {
        effects.produces.iter().for_each(|key| producers.entry(*key).or_default().push(i));
        effects.destroys.iter().for_each(|key| destroyers.entry(*key).or_default().push(i));
    }
    let of = |map: &HashMap<Key<'_>, Vec<usize>>, key: &Key<'_>| map.get(key).cloned().unwrap_or_default();
    let mut edges: HashSet<(usize, usize)> = HashSet::new();
    for (i, effects) in all.iter().enumerate() {
        for key in &effects.needs {
            edges.extend(of(&producers, key).into_iter().map(|producer| (producer, i)));
        }
        for key in &effects.releases {
            edges.extend(of(&destroyers, key).into_iter().map(|destroyer| (i, destroyer)));
        }
        for key in &effects.produces {
            edges.extend(of(&destroyers, key).into_iter().map(|destroyer| (destroyer, i)));
        }
    }
    for (rename, drop) in dropped_under_new_names(steps, rules) {
        edges.remove(&(drop, rename));
        edges.insert((rename, drop));
    }
    let mut edges: Vec<(usize, usize)> =
        edges.into_iter().filter(|(before, after)| before != after).collect();
    edges.sort_unstable();
    let mut successors = vec![Vec::new(); steps.len()];
    for (before, after) in edges {
        successors[before].push(after);
    }
    successors
}

/// Columns that get another name and are made anew, as computed ones are: the rename, and the drop, which says the new name.
fn dropped_under_new_names(steps: &[Step], rules: &dyn DiffRules) -> Vec<(usize, usize)> {
    if rules.renames_columns_at_once() {
        return Vec::new();
    }
    let (mut renamed, mut added, mut dropped) = (HashMap::new(), HashSet::new(), HashMap::new());
    for (i, step) in steps.iter().enumerate() {
        let Step::AlterTable { table, change } = step else { continue };
        match &**change {
            TableChange::RenameColumn(names) => {
                renamed.insert((table, names.next.as_str()), i);
            }
            TableChange::AddColumn { column, .. } => {
                added.insert((table, column.name.as_str()));
            }
            TableChange::DropColumn(column) => {
                dropped.insert((table, column.name.as_str()), i);
            }
            _ => {}
        }
    }
    let mut pairs: Vec<(usize, usize)> = dropped
        .into_iter()
        .filter(|(name, _)| added.contains(name))
        .filter_map(|(name, drop)| Some((*renamed.get(&name)?, drop)))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// The rank of each step among those that nothing forces into an order.
fn ranks(steps: &[Step]) -> Vec<u8> {
    let created: HashSet<_> = steps
        .iter()
        .filter_map(|step| match step {
            Step::CreateTable(table) => Some(&table.name),
            _ => None,
        })
        .collect();
    // Labels change their type between the drops and the additions of what is built on them.
    let rebuilds_enums = steps.iter().any(|step| matches!(step, Step::RebuildEnum { .. }));
    let additions = if rebuilds_enums { 9 } else { 7 };
    let rank = |step: &Step| match step {
        Step::CreateSchema(_) | Step::DropView { .. } => 0,
        Step::CreateEnum(_)
        | Step::RenameEnum(_)
        | Step::RenameEnumLabel { .. }
        | Step::AddEnumLabel { .. } => 1,
        Step::DropTable(_) => 3,
        Step::RenameTable(_) | Step::RenameView { .. } => 4,
        Step::CreateTable(_) => 6,
        Step::AlterTable { table, change } => match &**change {
            // A policy may ask any table and any column.
            TableChange::DropForeignKey(_) | TableChange::DropPolicy(_) => 2,
            change if change.ends_computing() => 7,
            TableChange::CreateIndex(_) | TableChange::SetRowSecurity(_) if created.contains(table) => 6,
            TableChange::DropPrimaryKey(_)
            | TableChange::DropUnique(_)
            | TableChange::DropCheck(_)
            | TableChange::DropExclusion(_)
            | TableChange::DropIndex(_)
            | TableChange::DropPartition(_)
            | TableChange::DropColumn(_)
            | TableChange::RenameColumn(_)
            | TableChange::RenameConstraint(_)
            | TableChange::RenameIndex(_)
            | TableChange::RenameCounter(_)
            | TableChange::RenamePolicy(_)
            | TableChange::RenamePartition(_) => 7,
            TableChange::AddForeignKey(_) | TableChange::CreatePolicy(_) | TableChange::AlterPolicy(_) => 10,
            TableChange::AddColumn { .. }
            | TableChange::AlterColumn(_)
            | TableChange::AddPrimaryKey(_)
            | TableChange::AddUnique(_)
            | TableChange::AddCheck(_)
            | TableChange::AddExclusion(_)
            | TableChange::CreateIndex(_)
            | TableChange::AddPartition(_)
            | TableChange::SetBounds(_)
            | TableChange::SetPartitioning(_)
            | TableChange::SetRowSecurity(_)
            | TableChange::SetComment(_)
            | TableChange::SetOptions(_) => additions,
        },
        Step::Object(change) => object_rank(change),
        Step::RebuildEnum { .. } => 8,
        Step::RebuildTable { .. } => additions,
        Step::DropEnum(_) => 11,
        Step::DropSchema(_) => 12,
        Step::CreateView { .. } | Step::ReplaceView(_) | Step::CommentOnView(_) => 13,
    };
    steps.iter().map(rank).collect()
}

/// Types and functions come before the tables that use them, functions that ask tables after those; triggers are the last to
/// come and the first to go.
fn object_rank(change: &ObjectChange) -> u8 {
    let (object, goes) = match change {
        ObjectChange::Create(object) => (object, false),
        ObjectChange::Alter(objects) | ObjectChange::Rename(objects) => (&objects.next, false),
        ObjectChange::Drop(object) => (object, true),
    };
    match object {
        ObjectDef::Extension(_) if goes => 12,
        ObjectDef::Namespace(_) | ObjectDef::Role(_) | ObjectDef::Extension(_) => 0,
        ObjectDef::Sequence(_) | ObjectDef::Domain(_) | ObjectDef::Function(_) if goes => 11,
        ObjectDef::Sequence(_) | ObjectDef::Domain(_) => 1,
        ObjectDef::Function(def) if def.depends_on.is_empty() => 5,
        ObjectDef::Function(_) => 10,
        ObjectDef::Trigger(_) if goes => 2,
        ObjectDef::Trigger(_) => 11,
    }
}
