//! The order of views among all other steps: they stand aside while tables change, and only what reads them goes before them
//! and comes behind them.

use orm_schema::model::{ObjectDef, ObjectName, ViewDef};
use orm_schema::select;

use super::expression::mentions_column;
use super::{ObjectChange, Step, readers};

/// What becomes of the policies and functions that read views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// They go before their views and come behind them.
    Aside,
    /// They are like all other steps.
    Ignored,
}

/// The steps that come after each step, with those of views among them.
pub(super) fn successors(steps: &[Step], others: &[Vec<usize>], by: Readers) -> Vec<Vec<usize>> {
    let is_reader_aside = by == Readers::Aside;
    let mut out = others.to_vec();
    let places = |is_it: fn(&Step) -> bool| -> Vec<usize> {
        steps.iter().enumerate().filter(|(_, step)| is_it(step)).map(|(at, _)| at).collect()
    };
    let dropped = places(|step| readers::dropped_view(step).is_some());
    let made = places(|step| made_view(step).is_some());
    if dropped.is_empty() && made.is_empty() {
        return out;
    }

    let mut early = vec![false; steps.len()];
    let mut late = vec![false; steps.len()];
    if is_reader_aside {
        for &view in &dropped {
            let name = readers::dropped_view(&steps[view]);
            for (at, _) in named(steps, name, readers::lets_go) {
                out[at].push(view);
                early[at] = true;
            }
        }
        for &view in &made {
            let def = made_view(&steps[view]);
            for (at, step) in named(steps, def.map(|def| &def.name), readers::needs) {
                if !def.is_some_and(|def| calls(def, step)) {
                    out[view].push(at);
                    late[at] = true;
                }
            }
        }
        reach_back(others, &mut early);
        reach_on(steps, &mut out, &mut late);
    }

    // Views are dropped in the order in which they are listed: those that read others first.
    for pair in dropped.windows(2) {
        out[pair[0]].push(pair[1]);
    }
    let is_view = |at: usize| readers::dropped_view(&steps[at]).is_some() || made_view(&steps[at]).is_some();
    if let Some(&last) = dropped.last() {
        out[last].extend((0..steps.len()).filter(|&at| !is_view(at) && !early[at]));
        out[last].extend(&made);
    }
    // They are made in that order too, unless a function stands between them.
    let functions: Vec<usize> = (0..steps.len()).filter(|&at| late[at]).collect();
    for (place, &view) in made.iter().enumerate() {
        let before = made[..place].iter().copied();
        let before: Vec<usize> = if functions.is_empty() {
            before.last().into_iter().collect()
        } else {
            before.filter(|&other| is_read(steps, other, view)).collect()
        };
        for other in before {
            out[other].push(view);
        }
        for &function in &functions {
            if made_view(&steps[view]).is_some_and(|def| calls(def, &steps[function])) {
                out[function].push(view);
            }
        }
    }
    let all_made: &[usize] = if functions.is_empty() { &made[..made.len().min(1)] } else { &made };
    for at in (0..steps.len()).filter(|&at| !is_view(at) && !late[at]) {
        out[at].extend(all_made);
    }
    out
}

/// The view that a step makes or makes anew, or speaks of when it is there.
fn made_view(step: &Step) -> Option<&ViewDef> {
    match step {
        Step::CreateView { view, .. } | Step::CommentOnView(view) => Some(view),
        Step::ReplaceView(views) => Some(&views.next),
        _ => None,
    }
}

/// The steps for which `is_it` holds of the view.
fn named<'s>(
    steps: &'s [Step],
    view: Option<&ObjectName>,
    is_it: fn(&Step, &ObjectName) -> bool,
) -> Vec<(usize, &'s Step)> {
    let Some(view) = view else { return Vec::new() };
    steps.iter().enumerate().filter(|(_, step)| is_it(step, view)).collect()
}

/// Does the view call the function that the step makes?
fn calls(view: &ViewDef, step: &Step) -> bool {
    made_function(step).is_some_and(|function| {
        view.depends_on.contains(function) || mentions_column(&view.query, &function.name)
    })
}

fn made_function(step: &Step) -> Option<&ObjectName> {
    let Step::Object(change) = step else { return None };
    match &**change {
        ObjectChange::Create(ObjectDef::Function(function)) => Some(&function.name),
        ObjectChange::Alter(objects) => match &objects.next {
            ObjectDef::Function(function) => Some(&function.name),
            _ => None,
        },
        _ => None,
    }
}

/// Does the view of the step `reader` read the one of `view`, or are they the same?
fn is_read(steps: &[Step], view: usize, reader: usize) -> bool {
    let (Some(view), Some(reader)) = (made_view(&steps[view]), made_view(&steps[reader])) else {
        return false;
    };
    view.name == reader.name
        || reader.depends_on.contains(&view.name)
        || select::sources(&reader.query).iter().any(|source| source.may_be(&view.name))
}

/// Marks what has to come before what is marked.
fn reach_back(successors: &[Vec<usize>], marked: &mut [bool]) {
    let mut is_news = true;
    while std::mem::take(&mut is_news) {
        for at in 0..marked.len() {
            if !marked[at] && successors[at].iter().any(|&after| marked[after]) {
                marked[at] = true;
                is_news = true;
            }
        }
    }
}

/// Marks what has to come behind what is marked: by its effects, or because it calls a function that is.
fn reach_on(steps: &[Step], successors: &mut [Vec<usize>], marked: &mut [bool]) {
    let mut waiting: Vec<usize> = (0..marked.len()).filter(|&at| marked[at]).collect();
    while let Some(at) = waiting.pop() {
        if let Some(function) = made_function(&steps[at]) {
            let callers = steps.iter().enumerate().filter(|(_, step)| readers::calls(step, function));
            successors[at].extend(callers.map(|(caller, _)| caller));
        }
        for after in successors[at].clone() {
            if made_view(&steps[after]).is_none() && !std::mem::replace(&mut marked[after], true) {
                waiting.push(after);
            }
        }
    }
}
