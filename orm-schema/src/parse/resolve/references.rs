//! Targets of foreign keys.

use super::super::entry::listed;
use super::super::file::Declared;
use super::super::item::{ForeignKeyDecl, TableDecl};
use super::super::problem::Problem;
use super::super::suggest;
use super::names::{Found, Names, ambiguous};
use crate::model::TableDef;

/// Adds the foreign keys of a table, with the tables and columns they refer to.
pub(super) fn fill(
    declared: &Declared<TableDecl>,
    table: &mut TableDef,
    names: &Names<'_>,
    problems: &mut Vec<Problem>,
) {
    for decl in &declared.decl.foreign_keys {
        let Some(target) = target(decl, &declared.module, names, problems) else { continue };
        let Some(columns) = columns(decl, &target.decl, problems) else { continue };
        let mut def = decl.def.clone();
        def.references = target.decl.def.name.clone();
        def.referenced_columns = columns;
        table.foreign_keys.push(def);
    }
}

fn target<'a>(
    decl: &ForeignKeyDecl,
    module: &[String],
    names: &Names<'a>,
    problems: &mut Vec<Problem>,
) -> Option<&'a Declared<TableDecl>> {
    let name = decl.target.join("::");
    match names.table(&decl.target, module) {
        Found::One(target) => return Some(target),
        Found::Several([one, other]) => {
            problems.push(ambiguous(decl.target_place, &name, one.decl.place, other.decl.place));
        }
        Found::Nothing => {
            let known = names.tables().map(|table| table.decl.rust_name.as_str());
            let last = decl.target.last().map_or("", String::as_str);
            let hint = suggest::did_you_mean(last, known).unwrap_or_else(|| {
                "a table is a struct with `#[derive(Table)]` in a file that `schema` in orm.toml names"
                    .to_owned()
            });
            let mut problem =
                Problem::new(decl.target_place, format!("there is no table `{name}` to refer to"));
            problem.hint(hint);
            problems.push(problem);
        }
    }
    None
}

fn columns(decl: &ForeignKeyDecl, target: &TableDecl, problems: &mut Vec<Problem>) -> Option<Vec<String>> {
    let before = problems.len();
    let mut columns = Vec::with_capacity(decl.fields.len());
    for (field, place) in &decl.fields {
        if let Some(index) = target.columns.iter().position(|column| column.rust_name == *field) {
            columns.push(target.def.columns[index].name.clone());
            continue;
        }
        let known = target.columns.iter().map(|column| column.rust_name.as_str());
        let mut problem = Problem::new(*place, format!("`{}` has no column `{field}`", target.rust_name));
        problem.hint_opt(suggest::did_you_mean(field, known.clone())).hint(format!(
            "`{}` has the columns {}",
            target.rust_name,
            listed(known)
        ));
        problems.push(problem);
    }
    (problems.len() == before).then_some(columns)
}
