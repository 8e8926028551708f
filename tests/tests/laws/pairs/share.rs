//! A share of the pairs on one database. Most of the time goes into what a pair costs whatever is in it (connections, reading
//! the catalog), so pairs that have no name in common are put together and tried as one. If that breaks a law, each is tried alone.

use orm_schema::Pair;
use orm_schema::model::TableDef;
use orm_tests::database::{self, Server};
use orm_tests::live::dialect_of;

use super::change::Change;
use super::laws::{self, Broken, Place};
use super::{corpus, holds, shrink};

/// How many broken pairs a share lists before it gives up.
const FAILURES: usize = 3;
/// How many pairs are tried at once.
const AT_ONCE: usize = 8;

/// Pairs that are tried as one.
struct Group {
    numbers: Vec<u64>,
    changes: Vec<Change>,
}

/// Tries the pairs of these numbers.
pub(super) fn run(server: Server, first: u64, end: u64) {
    let dialect = dialect_of(server);
    let mut failures = Vec::new();
    database::run(server, async |url| {
        let place = Place::new(server, &url);
        let is_old = place.is_before_postgres_15().await;
        let all = (first..end).map(|number| (number, Change::random(dialect, number)));
        for group in groups(all.filter(|(_, change)| !is_old || !is_of_postgres_15(change))) {
            let mut broken = Vec::new();
            let whole = Change::together(&group.changes);
            let is_group = group.changes.len() > 1;
            let found = if is_group { holds(&whole, &place).await.err() } else { None };
            if is_group && found.is_none() {
                continue;
            }
            for (number, change) in group.numbers.iter().zip(&group.changes) {
                if let Err(found) = holds(change, &place).await {
                    broken.push((*number, change.clone(), found));
                }
            }
            // Each holds alone: what breaks stands between them.
            if let (Some(found), true) = (found, broken.is_empty()) {
                broken.push((group.numbers[0], whole, found));
            }
            for (number, change, found) in broken {
                failures.push(report(number, change, found, &place).await);
            }
            if failures.len() >= FAILURES {
                break;
            }
        }
    });
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Does the change ask for what came with PostgreSQL 15?
fn is_of_postgres_15(change: &Change) -> bool {
    let Pair { previous, next } = &change.schemas;
    [previous, next].into_iter().any(|schema| {
        let in_table = |table: &TableDef| {
            table.uniques.iter().any(|unique| unique.nulls_not_distinct)
                || table.indexes.iter().any(|index| index.nulls_not_distinct)
        };
        schema.tables.iter().any(in_table) || schema.views.iter().any(|view| view.options.security_invoker)
    })
}

/// Puts together what may be tried as one: of each change the same laws hold, and no rows are in the way of any.
fn groups(changes: impl Iterator<Item = (u64, Change)>) -> Vec<Group> {
    let mut groups: Vec<(bool, Vec<usize>, Group)> = Vec::new();
    for (number, change) in changes {
        let is_compared = laws::is_compared_with_live(&change);
        let is_alone = laws::may_be_refused(&change);
        let fits = |(compared, slots, group): &&mut (bool, Vec<usize>, Group)| {
            *compared == is_compared && !slots.contains(&change.slot) && group.changes.len() < AT_ONCE
        };
        if let Some((_, slots, group)) = groups.iter_mut().find(fits).filter(|_| !is_alone) {
            slots.push(change.slot);
            group.numbers.push(number);
            group.changes.push(change);
        } else {
            // Nothing fits beside one that stays alone.
            let slots = if is_alone { (0..super::change::SLOTS).collect() } else { vec![change.slot] };
            let group = Group { numbers: vec![number], changes: vec![change] };
            groups.push((is_compared, slots, group));
        }
    }
    groups.into_iter().map(|(_, _, group)| group).collect()
}

/// Makes the pair smaller, keeps it, and tells of it.
async fn report(number: u64, change: Change, broken: Broken, place: &Place<'_>) -> String {
    let (change, broken) = shrink::shrunk(change, broken, holds, place).await;
    let path = corpus::write(&change, number, &broken);
    let text = corpus::text(&change, number, &broken);
    format!("{text}\n{}\nwritten to {}", broken.text, path.display())
}
