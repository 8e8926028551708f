//! Random pairs of schemas: what every change has to keep to, on every database.
//!
//! A pair comes from a number alone. `ORM_PAIRS` says how many are tried on each database, `ORM_SEED` which number is the first.
//! A pair that breaks a law is made smaller and written to `tests/corpus` as two schemas; all pairs there are tried
//! first.
//!
//! - [`draft`], [`values`], [`names`], [`uses`]: a schema in the making
//! - [`kinds`]: the kinds of change that the differ knows
//! - [`edits`], [`columns`], [`enums`], [`foreign_keys`], [`guards`], [`indexes`], [`objects`], [`partitions`], [`renames`],
//!   [`views`]: an edit for each of them
//! - [`change`]: a pair, its answers, and the way back
//! - [`laws`], [`share`]: what holds for a pair, and for several at once
//! - [`shrink`], [`source`], [`beside`], [`corpus`]: what becomes of a pair that breaks a law

mod beside;
mod change;
mod columns;
mod corpus;
mod draft;
mod edits;
mod enums;
mod foreign_keys;
mod guards;
mod indexes;
mod kinds;
mod laws;
mod names;
mod objects;
mod partitions;
mod renames;
mod share;
mod shrink;
mod source;
mod uses;
mod values;
mod views;

use std::collections::BTreeSet;
use std::env;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt as _;
use libtest_mimic::Trial;
use orm_schema::{Dialect, Pair};
use orm_tests::database::{self, Server};
use orm_tests::live::dialect_of;

use self::change::Change;
use self::kinds::Kind;
use self::laws::{Broken, Place};
use crate::project::Project;
use crate::since;

/// How many pairs are tried on each database.
const PAIRS: u64 = 2000;
/// How many pairs share a database.
const SHARE: u64 = 50;
/// In how many each kind of change is looked for.
const KINDS: u64 = 500;

/// The corpus, then the random pairs in shares.
pub(crate) fn trials() -> Vec<Trial> {
    let seed = number("ORM_SEED", 1);
    let mut trials = Vec::new();
    for case in corpus::all().into_iter().map(Arc::new) {
        for server in Server::ALL {
            let dialect = dialect_of(server);
            if corpus::databases(&case).contains(&dialect) {
                let name = format!("corpus::{}::{}", case.name, dialect.name());
                let own = Arc::clone(&case);
                let trial = Trial::test(name, move || {
                    database::run(server, async |url| {
                        let change = corpus::read(&own, dialect, &url);
                        let held = holds(&change, &Place::new(server, &url)).await;
                        held.unwrap_or_else(|broken| panic!("{}: {}", broken.law, broken.text));
                    });
                    Ok(())
                });
                trials.push(since::trial(&case, server, trial));
            }
        }
    }
    for server in Server::ALL {
        let name = dialect_of(server).name();
        let pairs = number("ORM_PAIRS", PAIRS);
        for first in (seed..seed + pairs).step_by(usize::try_from(SHARE).unwrap_or(1)) {
            let end = (first + SHARE).min(seed + pairs);
            trials.push(Trial::test(format!("pairs::{first}::{name}"), move || {
                share::run(server, first, end);
                Ok(())
            }));
        }
        trials.push(Trial::test(format!("pairs::every_kind_of_change_is_made::{name}"), move || {
            every_kind_is_made(dialect_of(server));
            Ok(())
        }));
    }
    trials
}

fn number(variable: &str, otherwise: u64) -> u64 {
    let given = env::var(variable).ok();
    given.map_or(otherwise, |text| {
        text.parse().unwrap_or_else(|_| panic!("{variable} is a number, not `{text}`"))
    })
}

/// Checks the laws; a panic on the way breaks one too.
async fn holds(change: &Change, place: &Place<'_>) -> Result<(), Broken> {
    reads_as_written(change)?;
    let checked = AssertUnwindSafe(laws::check(change, place)).catch_unwind().await;
    checked.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(Broken::new("nothing panics", text.unwrap_or_default()))
    })
}

/// The structs of a schema are read as that schema.
fn reads_as_written(change: &Change) -> Result<(), Broken> {
    let project = Project::new(change.dialect, "");
    let Pair { previous, next } = &change.schemas;
    for schema in [previous, next] {
        let text = source::source(schema);
        let read = std::panic::catch_unwind(AssertUnwindSafe(|| project.read(&text)));
        match read {
            Ok(read) if read == *schema => {}
            Ok(read) => {
                return Err(Broken::new(
                    "structs are read as written",
                    format!("{read:#?}\n{schema:#?}\n{text}"),
                ));
            }
            Err(_) => return Err(Broken::new("structs are read", text)),
        }
    }
    Ok(())
}

/// A step of each kind is in some plan.
fn every_kind_is_made(dialect: Dialect) {
    let mut made = BTreeSet::new();
    for seed in 0..KINDS {
        let (steps, _) = Change::random(dialect, seed).steps();
        made.extend(steps.iter().flatten().flat_map(kinds::of_step));
    }
    let missing: Vec<&Kind> =
        Kind::ALL.iter().filter(|kind| kind.is_of(dialect) && !made.contains(kind)).collect();
    assert!(missing.is_empty(), "no pair makes a step of the kinds {missing:?}");
}
