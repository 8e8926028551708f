//! Views: the types of their columns, and what they say they read.

use super::super::file::Declared;
use super::super::item::ViewDecl;
use super::super::problem::{Place, Problem};
use super::super::suggest;
use super::names::{Found, Names, ambiguous};
use super::types::Types;
use crate::model::{ObjectName, ViewColumnDef, ViewDef};

/// The view, as much of it as can be told.
pub(super) fn resolved<'a>(
    declared: &Declared<ViewDecl>,
    names: &Names<'a>,
    types: &mut Types<'a>,
    problems: &mut Vec<Problem>,
) -> ViewDef {
    let ViewDecl { rows, query, depends_on, is_materialized, options } = &declared.decl;
    let mut def = rows.def.clone();
    types.fill((rows, &declared.module), &mut def, problems);
    let read = depends_on.iter().filter_map(|path| target(path, &declared.module, names, problems)).collect();
    let column = |column: crate::model::ColumnDef| ViewColumnDef {
        name: column.name,
        ty: column.ty,
        is_nullable: column.is_nullable,
    };
    ViewDef {
        name: def.name,
        columns: def.columns.into_iter().map(column).collect(),
        query: query.clone(),
        depends_on: read,
        is_materialized: *is_materialized,
        indexes: def.indexes,
        comment: def.comment,
        options: options.clone(),
        renamed_from: def.renamed_from,
    }
}

/// The table or view that `path` means, or a problem.
fn target(
    (path, place): &(Vec<String>, Place),
    module: &[String],
    names: &Names<'_>,
    problems: &mut Vec<Problem>,
) -> Option<ObjectName> {
    let name = path.join("::");
    match (names.table(path, module), names.view(path, module)) {
        (Found::One(table), Found::Nothing) => return Some(table.decl.def.name.clone()),
        (Found::Nothing, Found::One(view)) => return Some(view.decl.rows.def.name.clone()),
        (Found::Several([one, other]), _) => {
            problems.push(ambiguous(*place, &name, one.decl.place, other.decl.place));
        }
        (_, Found::Several([one, other])) => {
            problems.push(ambiguous(*place, &name, one.decl.rows.place, other.decl.rows.place));
        }
        (Found::One(table), Found::One(view)) => {
            problems.push(ambiguous(*place, &name, table.decl.place, view.decl.rows.place));
        }
        (Found::Nothing, Found::Nothing) => {
            let tables = names.tables().map(|table| table.decl.rust_name.as_str());
            let known = tables.chain(names.views().map(|view| view.decl.rows.rust_name.as_str()));
            let last = path.last().map_or("", String::as_str);
            let hint = names.renamed_elsewhere(path).or_else(|| suggest::did_you_mean(last, known));
            let mut problem =
                Problem::new(*place, format!("there is no table or view `{name}` to depend on"));
            problem.hint(hint.unwrap_or_else(|| {
                "it is a struct with `#[derive(Table)]` or `#[derive(View)]` in a file of the schema"
                    .to_owned()
            }));
            problems.push(problem);
        }
    }
    None
}
