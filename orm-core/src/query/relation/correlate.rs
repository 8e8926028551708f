//! A relation as a subquery of a query over its table.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::ast::{self, Expr, Select, Source};
use crate::schema::Link;

/// The rows of a relation that belong to the row of the query around.
///
/// Where a table of the relation is also the one around it, it gets another name inside.
pub(super) fn correlated(mut select: Select, link: Link) -> Select {
    let outside = link.parent.table.name;
    let mut inside = link.child.table.name;
    if sources(&select).any(|source| matches!(source, Source::Table(table) if table.alias == outside)) {
        let other = free_name(outside, &mut select);
        select.visit_sources(&mut |name| {
            if *name == outside {
                *name = other;
            }
        });
        if inside == outside {
            inside = other;
        }
    }
    let pairs = link.child.columns().into_iter().zip(link.parent.columns()).map(|(child, parent)| {
        Expr::binary(
            ast::BinaryOperator::Equal,
            Expr::Column { source: inside, name: child.name },
            Expr::Column { source: outside, name: parent.name },
        )
    });
    select.filters.splice(0..0, pairs);
    select
}

fn sources(select: &Select) -> impl Iterator<Item = &Source> {
    std::iter::once(&select.from).chain(select.joins.iter().map(|join| &join.source))
}

/// A name like `base` that nothing in `select` has.
pub(in crate::query) fn free_name(base: &'static str, select: &mut Select) -> &'static str {
    let mut taken = HashSet::new();
    select.visit_sources(&mut |name| {
        taken.insert(*name);
    });
    let names = (2..).map(|number| format!("{base}_{number}"));
    kept(names.into_iter().find(|name| !taken.contains(name.as_str())).unwrap_or_default())
}

/// The name for as long as the program runs, as the names of a schema are. There are as many as relations to the same table
/// are nested in conditions, so they are few.
fn kept(name: String) -> &'static str {
    static NAMES: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name.as_str()) {
        return known;
    }
    let name: &'static str = name.leak();
    names.insert(name);
    name
}
