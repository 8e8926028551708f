//! Compares two schemas and lists the steps between them. Pure: no IO, no SQL statements.
//!
//! First the two sides are put into relation: what is new, what is gone, what only goes by another name. The previous side is
//! then told in the names of the next one, each side as the database would keep it, and what still differs is a step.
//! Equality is by everything a thing is; its name alone says nothing.

mod alone;
mod around_views;
mod carried;
mod columns;
mod constraints;
mod conversion;
mod counters;
mod dropped;
mod effects;
mod enums;
mod error;
mod exchanges;
mod expression;
mod hint_check;
mod hints;
mod listed;
mod moves;
mod names;
mod namespaces;
mod objects;
mod order;
mod pairing;
mod partitions;
mod policies;
mod reach;
mod readers;
mod renames;
mod rules;
mod scopes;
mod step;
mod tables;
mod views;

pub use error::{DiffError, Obstacle};
pub use hints::{RenameCandidate, RenameHints, RenameKind, RenameQuestion};
pub use step::{ColumnChange, ColumnDifference, EnumColumn, LabelPosition, ObjectChange, Step, TableChange};

pub(crate) use alone::alone;
#[cfg(feature = "runner")]
pub(crate) use carried::under_previous_names;
pub(crate) use conversion::{Conversion, conversion};
#[cfg(feature = "runner")]
pub(crate) use effects::enum_of;
pub(crate) use expression::mentions_column;
#[cfg(feature = "runner")]
pub(crate) use expression::{is_same_expression, retyped_arguments, retyped_body, unqualified};
pub(crate) use renames::{destination, is_temporary};
pub(crate) use rules::{DiffRules, ViewEffect, ViewReplacement};
pub(crate) use step::ReadChange;

use std::collections::HashSet;

use orm_schema::{Dialect, Pair, SchemaDef};

use crate::dialect;

/// Lists the steps that turn `schemas.previous` into `schemas.next`, in an order the database accepts.
///
/// # Errors
/// [`DiffError::Undecided`] when something that went away may live on under another name and neither `renamed_from` nor a
/// hint says so; [`DiffError::Impossible`] when the database cannot hold the next schema or not get there.
pub fn steps(
    schemas: Pair<&SchemaDef>,
    dialect: Dialect,
    hints: &RenameHints,
) -> Result<Vec<Step>, DiffError> {
    let (steps, obstacles) = compare(schemas, dialect, hints)?;
    if obstacles.is_empty() { Ok(steps) } else { Err(DiffError::Impossible(obstacles)) }
}

/// The steps, and what stands in their way: enough for those who only want to know what differs.
pub(crate) fn compare(
    schemas: Pair<&SchemaDef>,
    dialect: Dialect,
    hints: &RenameHints,
) -> Result<(Vec<Step>, Vec<Obstacle>), DiffError> {
    let rules = dialect::rules(dialect);
    hints.check(schemas)?;
    let names = names::resolve(schemas, hints, rules.has_enum_types())?;
    let mut steps = Vec::new();
    let mut obstacles = Vec::new();
    if rules.has_namespaces() {
        namespaces::push(&mut steps, schemas, rules.drops_namespaces());
    }
    objects::push(&mut steps, schemas, &names, rules, &mut obstacles);
    let rebuilt_enums =
        if rules.has_enum_types() { enums::push(&mut steps, schemas, &names) } else { HashSet::new() };
    let ctx = tables::TableContext {
        schemas,
        rules,
        names: &names,
        hints,
        rebuilt_enums: &rebuilt_enums,
        carried_enums: &names.carried_enums(schemas.previous),
        labels: &names.labels_by_enum(schemas.previous),
    };
    tables::push(&mut steps, &ctx, &mut obstacles);
    views::push(&mut steps, schemas, &names, rules, &mut obstacles);
    readers::push(&mut steps, schemas, &names, rules);
    enums::mark_used_labels(&mut steps);
    Ok((order::sorted(steps, rules)?, obstacles))
}
