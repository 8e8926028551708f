//! Tables that exchange their names: constraints, indexes and sequences exchange theirs as well.

use std::collections::HashMap;

use orm_schema::Pair;

use super::{Step, TableChange, renames};

/// Sends one name of every circle on a detour.
pub(super) fn cut(steps: &mut Vec<Step>) {
    let names = |step: &Step| match step {
        Step::AlterTable { change, .. } => match &**change {
            TableChange::RenameConstraint(names)
            | TableChange::RenameIndex(names)
            | TableChange::RenameCounter(names) => Some(names.clone()),
            _ => None,
        },
        _ => None,
    };
    let renamed: Vec<Pair<String>> = steps.iter().filter_map(names).collect();
    let detours: HashMap<String, String> = renames::hops(renamed, |name| renames::temporary_for(name))
        .into_iter()
        .filter(|names| renames::is_temporary(&names.next))
        .map(|names| (names.previous, names.next))
        .collect();
    let mut second_halves = Vec::new();
    for step in steps.iter_mut() {
        let Step::AlterTable { table, change } = step else { continue };
        let (TableChange::RenameConstraint(names)
        | TableChange::RenameIndex(names)
        | TableChange::RenameCounter(names)) = &mut **change
        else {
            continue;
        };
        if let Some(between) = detours.get(&names.previous) {
            let next = std::mem::replace(&mut names.next, between.clone());
            let names = Pair { previous: between.clone(), next };
            let change = match &**change {
                TableChange::RenameIndex(_) => TableChange::RenameIndex(names),
                TableChange::RenameCounter(_) => TableChange::RenameCounter(names),
                _ => TableChange::RenameConstraint(names),
            };
            second_halves.push(Step::AlterTable { table: table.clone(), change: Box::new(change) });
        }
    }
    steps.append(&mut second_halves);
}
