//! What others find gone for a while: it is dropped and made again, and a statement that shares no transaction stands in between.

use std::collections::{BTreeMap, HashMap};

use orm_schema::model::{ObjectDef, ObjectName, PolicyDef};

use super::{Hazard, Severity};
use crate::diff::{ObjectChange, Step, TableChange};

/// The hazards of the steps that drop such a thing, by their places. `is_committed` says whether there is a commit between the steps
/// at two places.
pub(crate) fn cuts(steps: &[Step], is_committed: &dyn Fn(usize, usize) -> bool) -> BTreeMap<usize, Hazard> {
    let mut returns = HashMap::new();
    for (at, step) in steps.iter().enumerate() {
        if let Some(thing) = made(step) {
            returns.insert(thing, at);
        }
    }
    let gone = steps.iter().enumerate().filter_map(|(at, step)| Some((at, taken(steps, step)?)));
    gone.filter_map(|(at, (thing, effect))| {
        let back = *returns.get(&thing).filter(|&&back| back > at)?;
        is_committed(at, back).then(|| (at, hazard(&thing, effect)))
    })
    .collect()
}

/// Something that is dropped under one name and made again, maybe under another.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Thing<'s> {
    View(&'s ObjectName),
    Function(&'s ObjectName),
    Trigger(&'s ObjectName, &'s str),
    Policy(&'s ObjectName, &'s str),
    Column(&'s ObjectName, &'s str),
    Constraint(&'s ObjectName, &'s str),
    UniqueIndex(&'s ObjectName, &'s str),
}

/// What its absence does.
#[derive(Clone, Copy)]
enum Effect {
    Gone,
    ShowsRows,
    HidesRows,
    LetsRowsIn,
}

fn taken<'s>(steps: &'s [Step], step: &'s Step) -> Option<(Thing<'s>, Effect)> {
    match step {
        Step::DropView { view, remade_as: Some(_) } => Some((Thing::View(&view.name), Effect::Gone)),
        Step::Object(change) => match &**change {
            ObjectChange::Drop(object) => Some((of_object(object)?, Effect::Gone)),
            ObjectChange::Create(_) | ObjectChange::Alter(_) | ObjectChange::Rename(_) => None,
        },
        Step::AlterTable { table, change } => match &**change {
            TableChange::DropPolicy(policy) => Some((Thing::Policy(table, &policy.name), effect(policy))),
            TableChange::DropColumn(column) => Some((Thing::Column(table, &column.name), Effect::Gone)),
            TableChange::DropPrimaryKey(pk) => Some((Thing::Constraint(table, &pk.name), Effect::LetsRowsIn)),
            TableChange::DropUnique(unique) => {
                Some((Thing::Constraint(table, &unique.name), Effect::LetsRowsIn))
            }
            TableChange::DropCheck(check) => {
                Some((Thing::Constraint(table, &check.name), Effect::LetsRowsIn))
            }
            TableChange::DropExclusion(exclusion) => {
                Some((Thing::Constraint(table, &exclusion.name), Effect::LetsRowsIn))
            }
            TableChange::DropForeignKey(fk) => {
                Some((Thing::Constraint(next_name(steps, table), &fk.name), Effect::LetsRowsIn))
            }
            TableChange::DropIndex(index) if index.is_unique => {
                Some((Thing::UniqueIndex(table, &index.name), Effect::LetsRowsIn))
            }
            _ => None,
        },
        _ => None,
    }
}

fn made(step: &Step) -> Option<Thing<'_>> {
    match step {
        Step::CreateView { replaces, .. } => replaces.as_ref().map(Thing::View),
        Step::Object(change) => match &**change {
            ObjectChange::Create(object) => of_object(object),
            ObjectChange::Drop(_) | ObjectChange::Alter(_) | ObjectChange::Rename(_) => None,
        },
        Step::AlterTable { table, change } => match &**change {
            TableChange::CreatePolicy(policy) => Some(Thing::Policy(table, &policy.name)),
            TableChange::AddColumn { column, .. } => Some(Thing::Column(table, &column.name)),
            TableChange::AddPrimaryKey(pk) => Some(Thing::Constraint(table, &pk.name)),
            TableChange::AddUnique(unique) => Some(Thing::Constraint(table, &unique.name)),
            TableChange::AddCheck(check) => Some(Thing::Constraint(table, &check.name)),
            TableChange::AddExclusion(exclusion) => Some(Thing::Constraint(table, &exclusion.name)),
            TableChange::AddForeignKey(fk) => Some(Thing::Constraint(table, &fk.name)),
            TableChange::CreateIndex(index) => Some(Thing::UniqueIndex(table, &index.name)),
            _ => None,
        },
        _ => None,
    }
}

/// What a table is called in the end. Foreign keys go before it takes that name.
fn next_name<'s>(steps: &'s [Step], table: &'s ObjectName) -> &'s ObjectName {
    steps.iter().fold(table, |name, step| match step {
        Step::RenameTable(names) if names.previous == *name => &names.next,
        _ => name,
    })
}

fn of_object(object: &ObjectDef) -> Option<Thing<'_>> {
    match object {
        ObjectDef::Function(def) => Some(Thing::Function(&def.name)),
        ObjectDef::Trigger(def) => Some(Thing::Trigger(&def.table, &def.name)),
        ObjectDef::Namespace(_)
        | ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Sequence(_)
        | ObjectDef::Domain(_) => None,
    }
}

const fn effect(policy: &PolicyDef) -> Effect {
    if policy.is_restrictive { Effect::ShowsRows } else { Effect::HidesRows }
}

fn hazard(thing: &Thing<'_>, effect: Effect) -> Hazard {
    let (what, table) = match thing {
        Thing::View(name) => (format!("view `{name}`"), *name),
        Thing::Function(name) => (format!("function `{name}`"), *name),
        Thing::Trigger(table, name) => (format!("trigger `{name}` of `{table}`"), *table),
        Thing::Policy(table, name) => (format!("policy `{name}` of `{table}`"), *table),
        Thing::Column(table, name) => (format!("column `{table}.{name}`"), *table),
        Thing::Constraint(table, name) => (format!("constraint `{name}` of `{table}`"), *table),
        Thing::UniqueIndex(table, name) => (format!("unique index `{name}` of `{table}`"), *table),
    };
    let (severity, effect) = match effect {
        Effect::Gone => (Severity::Warning, ""),
        Effect::ShowsRows => (Severity::Error, ": rows that it hid are seen"),
        Effect::HidesRows => (Severity::Warning, ": rows that it showed are not seen"),
        Effect::LetsRowsIn => (Severity::Warning, ": rows may come that it does not allow"),
    };
    let message = format!(
        "{what} is gone for others until it is made again, behind a statement that shares no transaction{effect}"
    );
    Hazard::new("OM211", severity, table, None, message)
}
