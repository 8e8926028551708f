//! Targets of foreign keys.

use super::super::entry::listed;
use super::super::file::Declared;
use super::super::item::{ForeignKeyDecl, TableDecl};
use super::super::problem::{Place, Problem};
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
        let path = (decl.target.as_slice(), decl.target_place);
        let Some(target) = target(path, &declared.module, names, problems) else { continue };
        let Some(columns) = columns(decl, &target.decl, problems) else { continue };
        let mut def = decl.def.clone();
        def.references = target.decl.def.name.clone();
        def.referenced_columns = columns;
        table.foreign_keys.push(def);
    }
}

/// The table that `path` means, or a problem.
pub(super) fn target<'a>(
    (path, place): (&[String], Place),
    module: &[String],
    names: &Names<'a>,
    problems: &mut Vec<Problem>,
) -> Option<&'a Declared<TableDecl>> {
    let name = path.join("::");
    match names.table(path, module) {
        Found::One(target) => return Some(target),
        Found::Several([one, other]) => {
            problems.push(ambiguous(place, &name, one.decl.place, other.decl.place));
        }
        Found::Nothing => {
            let known = names.tables().map(|table| table.decl.rust_name.as_str());
            let last = path.last().map_or("", String::as_str);
            let hint = names.renamed_elsewhere(path).or_else(|| suggest::did_you_mean(last, known));
            let mut problem = Problem::new(place, format!("there is no table `{name}` to refer to"));
            problem.hint(hint.unwrap_or_else(|| {
                "a table is a struct with `#[derive(Table)]` in a file that `schema` in orm.toml names"
                    .to_owned()
            }));
            problems.push(problem);
        }
    }
    None
}

fn columns(decl: &ForeignKeyDecl, target: &TableDecl, problems: &mut Vec<Problem>) -> Option<Vec<String>> {
    let before = problems.len();
    let found = decl.fields.iter().filter_map(|(field, place)| column((field, *place), target, problems));
    let columns: Vec<String> = found.cloned().collect();
    (problems.len() == before).then_some(columns)
}

/// The SQL name of the column that the field `field` of `table` is, or a problem.
pub(super) fn column<'a>(
    (field, place): (&str, Place),
    table: &'a TableDecl,
    problems: &mut Vec<Problem>,
) -> Option<&'a String> {
    if let Some(index) = table.columns.iter().position(|column| column.rust_name == field) {
        return Some(&table.def.columns[index].name);
    }
    let known = table.columns.iter().map(|column| column.rust_name.as_str());
    let mut problem = Problem::new(place, format!("`{}` has no column `{field}`", table.rust_name));
    problem.hint_opt(suggest::did_you_mean(field, known.clone())).hint(format!(
        "`{}` has the columns {}",
        table.rust_name,
        listed(known)
    ));
    problems.push(problem);
    None
}
