//! Closes over all files what one item leaves open: types that other items declare, targets of references, labels of
//! defaults. Its result is the schema, with every rule over a whole schema checked and every problem at its place.

mod names;
mod objects;
mod places;
mod references;
mod relations;
mod rules;
mod types;
mod views;

use std::collections::HashSet;

use names::Names;
use places::SchemaPlaces;
use types::Types;

use super::file::FileDecls;
use super::problem::Problem;
use crate::model::{ObjectName, TableDef};
use crate::{Dialect, SchemaDef, validate};

/// What all files say together: as much of the schema as can be told, and all problems with it.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The schema; whole only if there are no problems.
    pub schema: SchemaDef,
    /// What is wrong beyond the problems of single files.
    pub problems: Vec<Problem>,
}

/// Resolves the declarations of all files of a schema for `dialect`.
pub fn resolve(files: &[&FileDecls], dialect: Dialect) -> Resolved {
    let names = Names::new(files);
    let mut types = Types::new(&names);
    let mut problems = Vec::new();
    let mut tables = Vec::new();
    let mut tainted: HashSet<ObjectName> = HashSet::new();
    for declared in names.tables() {
        let before = problems.len();
        let mut def = declared.decl.def.clone();
        types.fill((&declared.decl, &declared.module), &mut def, &mut problems);
        references::fill(declared, &mut def, &names, &mut problems);
        relations::check(declared, &names, &mut problems);
        rules::fill(&declared.decl, &mut def, dialect);
        key_columns_are_not_null(&mut def);
        if declared.has_problems || problems.len() > before {
            tainted.insert(def.name.clone());
        }
        tables.push(def);
    }
    let mut views = Vec::new();
    for declared in names.views() {
        let before = problems.len();
        let view = views::resolved(declared, &names, &mut types, &mut problems);
        if declared.has_problems || problems.len() > before {
            tainted.insert(view.name.clone());
        }
        views.push(view);
    }
    let objects = objects::all(&names, &types, &mut problems);
    let schema = SchemaDef { tables, enums: types.into_used_enums(), views, objects };
    let places = SchemaPlaces::new(&names);
    let found = validate::problems(&schema, dialect);
    // What follows from a problem that was already reported would only hide it.
    let is_news = |problem: &&validate::SchemaProblem| problem.tables().all(|table| !tainted.contains(table));
    problems.extend(found.iter().filter(is_news).filter_map(|problem| places.locate(problem)));
    Resolved { schema, problems }
}

fn key_columns_are_not_null(table: &mut TableDef) {
    let Some(key) = table.primary_key.clone() else { return };
    for column in table.columns.iter_mut().filter(|column| key.columns.contains(&column.name)) {
        column.is_nullable = false;
    }
}
