//! Views: names, what a database lacks, and queries that read each other.

use std::collections::HashMap;

use super::index_features::lacking;
use super::{SchemaProblem, Subject, spelling};
use crate::model::{ObjectName, ViewDef};
use crate::{Dialect, SchemaDef, dependencies};

/// Everything that is wrong with the views of `schema`.
pub(super) fn check(schema: &SchemaDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    clashes(schema, found);
    for view in &schema.views {
        features(view, dialect, found);
        let subject = || Subject::view(view);
        spelling::check_relation(&view.name.name, "view", &subject, dialect, found);
        for index in &view.indexes {
            let subject =
                || Subject::Named { table: view.name.clone(), name: index.name.clone(), occurrence: 0 };
            spelling::check(&index.name, "index", &subject, dialect, found);
            for what in lacking(index, dialect).filter(|_| dialect == Dialect::Postgres) {
                let message = format!("{dialect} has no {what} (`{}`)", index.name);
                found.push(SchemaProblem::new(subject(), message));
            }
        }
    }
    if let Err(circle) = dependencies::in_order(schema) {
        let names: Vec<String> = circle.iter().map(|at| format!("`{}`", schema.views[*at].name)).collect();
        let first = &schema.views[circle[0]];
        let problem = SchemaProblem::new(
            Subject::view(first),
            format!("the views {} read each other", names.join(" and ")),
        );
        found.push(problem.hint("a view reads only views that are there before it"));
    }
}

/// Views share the names of tables, in every database.
fn clashes(schema: &SchemaDef, found: &mut Vec<SchemaProblem>) {
    let key = |name: &ObjectName| (name.schema.clone(), name.name.to_lowercase());
    let mut seen: HashMap<(Option<String>, String), Subject> =
        schema.tables.iter().map(|table| (key(&table.name), Subject::table(table))).collect();
    let mut occurrences: HashMap<&ObjectName, usize> = HashMap::new();
    for view in &schema.views {
        let occurrence = occurrences.entry(&view.name).or_default();
        let subject = Subject::View { name: view.name.clone(), occurrence: *occurrence };
        *occurrence += 1;
        match seen.get(&key(&view.name)) {
            Some(first) => {
                let what = if matches!(first, Subject::View { .. }) { "view" } else { "table" };
                let message = format!("there is already a {what} `{}`", view.name);
                let problem = SchemaProblem::new(subject, message).other(first.clone());
                found.push(problem.hint("give one of them another name: `#[view(name = \"..\")]`"));
            }
            None => {
                seen.insert(key(&view.name), subject);
            }
        }
    }
}

fn features(view: &ViewDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let mut push = |message: String, hint: &str| {
        found.push(SchemaProblem::new(Subject::view(view), message).hint(hint));
    };
    if view.is_materialized && dialect != Dialect::Postgres {
        push(
            format!("{dialect} has no materialized views, but `{}` is one", view.name),
            "leave `materialized` out, or keep the rows in a table that a job fills",
        );
        return;
    }
    if view.name.schema.is_some() && dialect == Dialect::Sqlite {
        push(format!("SQLite has no schemas, but `{}` is in one", view.name), "leave `schema` out");
    }
    let (postgres, sqlite) = (dialect == Dialect::Postgres, dialect == Dialect::Sqlite);
    let options = [
        (sqlite && view.options.security_invoker, "security_invoker", "it knows no users"),
        (!postgres && view.options.security_barrier, "security_barrier", "only PostgreSQL has it"),
        (
            sqlite && view.options.check_option.is_some(),
            "check_option",
            "its views are never written through",
        ),
    ];
    for (_, word, why) in options.into_iter().filter(|(is_lacking, ..)| *is_lacking) {
        push(format!("{dialect} has no `{word}` (`{}`): {why}", view.name), &format!("leave `{word}` out"));
    }
}
