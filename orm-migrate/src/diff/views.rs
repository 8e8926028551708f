//! Views that come, go and change.
//!
//! A view is made of its query and holds nothing, so making it anew is always right: it is dropped before any table changes and
//! made again when all have changed ([`order`](super::order) keeps the three apart). It is spared that where the database
//! replaces the query in place, and where nothing that it reads changes in a way that reaches it ([`reach`](super::reach)).

use std::collections::{HashMap, HashSet};

use orm_schema::dependencies::{self, Dependencies};
use orm_schema::model::{ObjectName, TableDef, ViewDef, ViewOptions};
use orm_schema::tokens::tokens;
use orm_schema::{Pair, SchemaDef, select};

use super::constraints::{self, Surroundings};
use super::expression::is_same_expression;
use super::names::Names;
use super::reach::Reach;
use super::rules::{DiffRules, ViewReplacement};
use super::{Obstacle, Step, renames};

/// A view on both sides.
struct Kept<'a> {
    views: Pair<&'a ViewDef>,
    fate: Fate,
}

/// What becomes of a view that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Nothing.
    Stays,
    /// Its query is replaced in place.
    Replaced,
    /// It is dropped and made again.
    Remade,
}

/// Lists the steps of all views. Those of tables and enums are in `steps` already.
pub(super) fn push(
    steps: &mut Vec<Step>,
    schemas: Pair<&SchemaDef>,
    names: &Names<'_>,
    rules: &dyn DiffRules,
    obstacles: &mut Vec<Obstacle>,
) {
    if schemas.previous.views.is_empty() && schemas.next.views.is_empty() {
        return;
    }
    let stored: Pair<Vec<ViewDef>> = Pair {
        previous: schemas.previous.views.iter().map(|view| rules.stored_view(view.clone())).collect(),
        next: schemas.next.views.iter().map(|view| rules.stored_view(view.clone())).collect(),
    };
    let kept = kept(steps, schemas, &stored, names, rules);
    let dropped: HashSet<usize> = names.views.dropped.iter().copied().collect();
    push_drops(steps, schemas.previous, &stored.previous, (&kept, &dropped));
    push_renames(steps, &kept);
    for at in order(schemas.next) {
        let next = &stored.next[at];
        match &kept[at] {
            None => {
                obstacles.extend(rules.view_obstacle(next));
                steps.push(Step::CreateView { view: Box::new(next.clone()), replaces: None });
            }
            Some(Kept { views, fate: Fate::Remade }) => {
                obstacles.extend(rules.view_obstacle(next));
                let replaces = Some(views.previous.name.clone());
                steps.push(Step::CreateView { view: Box::new(next.clone()), replaces });
            }
            Some(Kept { views, fate }) => {
                if *fate == Fate::Replaced {
                    obstacles.extend(rules.view_obstacle(next));
                    let views = Pair { previous: views.previous.clone(), next: next.clone() };
                    steps.push(Step::ReplaceView(Box::new(views)));
                }
                push_parts(steps, *views, rules);
            }
        }
    }
}

/// The views of a schema, those that are read first. Views that read each other are as declared: only texts of a live database
/// that are read wrong can make them.
fn order(schema: &SchemaDef) -> Vec<usize> {
    dependencies::in_order(schema).unwrap_or_else(|_| (0..schema.views.len()).collect())
}

/// The views that stay, by their place in the next schema.
fn kept<'a>(
    steps: &[Step],
    schemas: Pair<&SchemaDef>,
    stored: &'a Pair<Vec<ViewDef>>,
    names: &Names<'_>,
    rules: &dyn DiffRules,
) -> Vec<Option<Kept<'a>>> {
    let reach = Reach::new(steps, names, schemas, rules);
    let read = Pair { previous: Dependencies::new(schemas.previous), next: Dependencies::new(schemas.next) };
    let mut kept: Vec<Option<Kept<'a>>> = Vec::with_capacity(stored.next.len());
    for (next, matched) in stored.next.iter().zip(&names.views.matches) {
        kept.push(matched.map(|previous| {
            let views = Pair { previous: &stored.previous[previous], next };
            let tables = read.previous.of(views.previous);
            let is_reached = tables.iter().any(|table| reach.reaches(table, &views.previous.query));
            Kept { views, fate: fate(views, is_reached, rules) }
        }));
    }
    // What reads a view that is dropped goes with it; what reads all columns of one that changes has to look again.
    let gone: Vec<&ObjectName> = names.views.dropped.iter().map(|&at| &stored.previous[at].name).collect();
    let places: HashMap<&ObjectName, usize> =
        stored.next.iter().enumerate().map(|(at, view)| (&view.name, at)).collect();
    for at in order(schemas.next) {
        let Some(Kept { views, fate }) = &kept[at] else { continue };
        let is_over_gone = || read.previous.of(views.previous).iter().any(|name| gone.contains(name));
        let fates: Vec<Fate> = read
            .next
            .of(views.next)
            .into_iter()
            .filter_map(|name| places.get(name).and_then(|place| kept[*place].as_ref()))
            .map(|other| other.fate)
            .collect();
        let looks_again =
            fates.iter().any(|fate| *fate != Fate::Stays) && select::reads_unnamed_columns(&views.next.query);
        let stands_aside = rules.views_stand_aside() && (fates.contains(&Fate::Remade) || is_over_gone());
        let fate = match (stands_aside, looks_again, rules.replaces_views()) {
            (true, ..) | (_, true, ViewReplacement::Never | ViewReplacement::Appending) => Fate::Remade,
            (false, true, ViewReplacement::Always) if *fate == Fate::Stays => Fate::Replaced,
            (false, ..) => *fate,
        };
        if let Some(kept) = &mut kept[at] {
            kept.fate = fate;
        }
    }
    kept
}

fn fate(views: Pair<&ViewDef>, is_reached: bool, rules: &dyn DiffRules) -> Fate {
    // Exhaustive, so that a new attribute does not compile until it is compared.
    let ViewDef {
        name,
        // Programs say what they read, the query decides what is there.
        columns: _,
        query,
        // When it is made, not what it is.
        depends_on: _,
        is_materialized,
        // These are changed by themselves.
        indexes: _,
        comment: _,
        options,
        renamed_from: _,
    } = views.previous;
    let next = views.next;
    let is_same = is_same_expression(query, &next.query)
        && *is_materialized == next.is_materialized
        && are_same(options, &next.options);
    let is_renamed = *name != next.name;
    if is_renamed && !rules.renames_view(Pair { previous: name, next: &next.name }) {
        return Fate::Remade;
    }
    match (is_same && !is_reached, rules.replaces_views()) {
        (true, _) => Fate::Stays,
        (false, ViewReplacement::Always) => Fate::Replaced,
        (false, ViewReplacement::Appending) if !is_reached && appends(views) => Fate::Replaced,
        (false, ViewReplacement::Appending | ViewReplacement::Never) => Fate::Remade,
    }
}

fn are_same(previous: &ViewOptions, next: &ViewOptions) -> bool {
    let ViewOptions {
        security_invoker,
        security_barrier,
        check_option,
        // How it is made, not what it is.
        with_no_data: _,
    } = previous;
    *security_invoker == next.security_invoker
        && *security_barrier == next.security_barrier
        && *check_option == next.check_option
}

/// Has the next query all columns of the previous one, in their places and of their types, and only more behind them? Told by
/// the text: the same expressions over the same sources.
fn appends(views: Pair<&ViewDef>) -> bool {
    let Pair { previous, next } = views;
    if previous.is_materialized || next.is_materialized {
        return false;
    }
    if is_same_expression(&previous.query, &next.query) {
        return true;
    }
    let (Some(previous), Some(next)) = (select::read(&previous.query), select::read(&next.query)) else {
        return false;
    };
    let begins = |whole: &str, part: &str| {
        let end = tokens(whole).get(tokens(part).len()).map_or(whole.len(), |token| token.start);
        is_same_expression(&whole[..end], part)
    };
    !previous.is_compound
        && !next.is_compound
        && is_same_expression(previous.head, next.head)
        && begins(next.from, previous.from)
        && previous.columns.len() <= next.columns.len()
        && previous.columns.iter().zip(&next.columns).all(|(previous, next)| {
            previous.name == next.name && is_same_expression(previous.expression, next.expression)
        })
}

/// Views go before what they read.
fn push_drops(
    steps: &mut Vec<Step>,
    schema: &SchemaDef,
    stored: &[ViewDef],
    (kept, dropped): (&[Option<Kept<'_>>], &HashSet<usize>),
) {
    let remade: HashMap<&ObjectName, &ViewDef> = kept
        .iter()
        .flatten()
        .filter(|kept| kept.fate == Fate::Remade)
        .map(|kept| (&kept.views.previous.name, kept.views.next))
        .collect();
    for at in order(schema).into_iter().rev() {
        let view = Box::new(stored[at].clone());
        match remade.get(&view.name) {
            Some(next) => {
                steps.push(Step::DropView { view, remade_as: Some(Box::new((*next).clone())) });
            }
            None if dropped.contains(&at) => steps.push(Step::DropView { view, remade_as: None }),
            None => {}
        }
    }
}

fn push_renames(steps: &mut Vec<Step>, kept: &[Option<Kept<'_>>]) {
    let renamed = kept.iter().flatten().filter(|kept| kept.fate != Fate::Remade);
    let renamed: Vec<Pair<&ViewDef>> =
        renamed.map(|kept| kept.views).filter(|views| views.previous.name != views.next.name).collect();
    let names = renamed
        .iter()
        .map(|views| Pair { previous: views.previous.name.clone(), next: views.next.name.clone() });
    let hops = renames::hops(names.collect(), |name| ObjectName {
        schema: name.schema.clone(),
        name: renames::temporary_for(&name.name),
    });
    let is_materialized = |names: &Pair<ObjectName>| {
        renamed.iter().any(|views| {
            let is_it = views.previous.name == names.previous || views.next.name == names.next;
            is_it && views.next.is_materialized
        })
    };
    steps.extend(
        hops.into_iter().map(|names| Step::RenameView { is_materialized: is_materialized(&names), names }),
    );
}

/// The comment and the indexes of a view that is not made anew.
fn push_parts(steps: &mut Vec<Step>, views: Pair<&ViewDef>, rules: &dyn DiffRules) {
    let Pair { previous, next } = views;
    if previous.comment != next.comment {
        steps.push(Step::CommentOnView(Box::new(next.clone())));
    }
    let as_table = |view: &ViewDef| TableDef {
        name: next.name.clone(),
        indexes: view.indexes.clone(),
        ..TableDef::default()
    };
    let none = HashSet::new();
    let surroundings = Surroundings { rules, freed: &none, replaced: &none };
    let tables = Pair { previous: &as_table(previous), next: &as_table(next) };
    let mut changes = Vec::new();
    constraints::push(&mut changes, &surroundings, tables);
    let alter = |change| Step::AlterTable { table: next.name.clone(), change: Box::new(change) };
    steps.extend(changes.into_iter().map(alter));
}
