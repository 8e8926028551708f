//! Schemas of PostgreSQL and databases of MySQL: there as long as something lives in them.

use std::collections::BTreeSet;

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
    names.filter_map(|name| name.schema.as_deref()).filter(|name| *name != ALWAYS_THERE).collect()
}
