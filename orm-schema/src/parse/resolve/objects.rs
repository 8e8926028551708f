//! What stands beside the tables: the table of a trigger, and what depends on what.

use super::super::database::{DependencyDecl, ObjectDecl};
use super::super::file::Declared;
use super::super::item::ColumnTypeDeclKind;
use super::super::problem::{Place, Problem};
use super::super::suggest;
use super::names::{Found, Names, ambiguous};
use super::types::Types;
use crate::model::{DomainDef, ObjectDef, ObjectName};

/// All objects in declared order, domains first.
pub(super) fn all(names: &Names<'_>, types: &Types<'_>, problems: &mut Vec<Problem>) -> Vec<ObjectDef> {
    let mut objects = Vec::new();
    for declared in names.types() {
        if let ColumnTypeDeclKind::Domain { def, inner } = &declared.decl.kind
            && let Some(ty) = types.base(inner, &declared.module, problems)
        {
            objects.push(ObjectDef::Domain(DomainDef { ty, ..def.clone() }));
        }
    }
    objects.extend(names.objects().map(|declared| resolved(declared, names, problems)));
    objects
}

fn resolved(declared: &Declared<ObjectDecl>, names: &Names<'_>, problems: &mut Vec<Problem>) -> ObjectDef {
    let ObjectDecl { place: _, def, table, depends_on } = &declared.decl;
    let mut def = def.clone();
    let dependencies: Vec<ObjectName> = depends_on
        .iter()
        .filter_map(|dependency| match dependency {
            DependencyDecl::Table(path, place) => {
                table_named(path, *place, &declared.module, names, problems)
            }
            DependencyDecl::Object(name) => Some(name.clone()),
        })
        .collect();
    match &mut def {
        ObjectDef::Function(function) => function.depends_on = dependencies,
        ObjectDef::Trigger(trigger) => {
            trigger.depends_on = dependencies;
            if let Some((path, place)) = table
                && let Some(name) = table_named(path, *place, &declared.module, names, problems)
            {
                trigger.table = name;
            }
        }
        ObjectDef::Namespace(_)
        | ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Sequence(_)
        | ObjectDef::Domain(_) => {}
    }
    def
}

fn table_named(
    path: &[String],
    place: Place,
    module: &[String],
    names: &Names<'_>,
    problems: &mut Vec<Problem>,
) -> Option<ObjectName> {
    let name = path.join("::");
    match names.table(path, module) {
        Found::One(declared) => return Some(declared.decl.def.name.clone()),
        Found::Several([one, other]) => {
            problems.push(ambiguous(place, &name, one.decl.place, other.decl.place));
        }
        Found::Nothing => {
            let known = names.tables().map(|declared| declared.decl.rust_name.as_str());
            let last = path.last().map_or("", String::as_str);
            let mut problem = Problem::new(place, format!("no table is declared by a struct `{name}`"));
            problem.hint_opt(suggest::did_you_mean(last, known));
            problems.push(problem);
        }
    }
    None
}
