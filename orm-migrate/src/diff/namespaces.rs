//! Schemas of PostgreSQL and databases of MySQL: there as long as something lives in them or the schema declares them.

use std::collections::BTreeSet;

use orm_schema::model::ObjectDef;
use orm_schema::model::ObjectName;
use orm_schema::{Pair, SchemaDef};

use super::Step;

/// The schema that every PostgreSQL database has.
const ALWAYS_THERE: &str = "public";

/// Lists the namespaces that come and go.
pub(super) fn push(steps: &mut Vec<Step>, schemas: Pair<&SchemaDef>, drops: bool) {
    let (previous, next) = (used(schemas.previous), used(schemas.next));
    steps.extend(next.difference(&previous).map(|name| Step::CreateSchema((*name).to_owned())));
    if drops {
        steps.extend(previous.difference(&next).map(|name| Step::DropSchema((*name).to_owned())));
    }
}

/// The name without the schema that every PostgreSQL database has, if that is where it says it is.
pub(super) fn unqualified(name: &ObjectName) -> Option<ObjectName> {
    (name.schema.as_deref() == Some(ALWAYS_THERE)).then(|| ObjectName::new(&name.name))
}

fn used(schema: &SchemaDef) -> BTreeSet<&str> {
    let tables = schema.tables.iter().map(|table| &table.name);
    let views = schema.views.iter().map(|view| &view.name);
    let names = tables.chain(views).chain(schema.enums.iter().map(|def| &def.name));
    let of_objects = schema.objects.iter().filter_map(|object| match object {
        ObjectDef::Namespace(name) => Some(name.as_str()),
        ObjectDef::Extension(def) => def.schema.as_deref(),
        ObjectDef::Sequence(def) => def.name.schema.as_deref(),
        ObjectDef::Domain(def) => def.name.schema.as_deref(),
        ObjectDef::Function(def) => def.name.schema.as_deref(),
        // A role is in no schema, a trigger in that of its table.
        ObjectDef::Role(_) | ObjectDef::Trigger(_) => None,
    });
    let all = names.filter_map(|name| name.schema.as_deref()).chain(of_objects);
    all.filter(|name| *name != ALWAYS_THERE).collect()
}
