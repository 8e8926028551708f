//! What may go wrong with views.

use orm_schema::model::{ObjectName, ViewDef};
use orm_schema::{Dialect, Pair};

use super::{Hazard, Severity};
use crate::diff::destination;

/// A view that goes.
pub(super) fn dropped(view: &ViewDef) -> Vec<Hazard> {
    let rows = if view.is_materialized { " and its rows" } else { "" };
    let message = format!("drops {} `{}`{rows} under running programs", view.kind(), view.name);
    vec![Hazard::new("OM106", Severity::Error, &view.name, None, message)]
}

/// A view that is dropped and made again.
pub(super) fn remade(dialect: Dialect, view: &ViewDef, next: &ViewDef) -> Vec<Hazard> {
    let mut out = lost_columns(view, next);
    let (kind, name) = (view.kind(), &view.name);
    if view.is_materialized && next.is_materialized {
        let message = format!("computes {kind} `{name}` anew; nobody reads it until the migration commits");
        out.push(Hazard::new("OM408", Severity::Warning, &next.name, None, message));
    }
    let lost = match dialect {
        // The statements give it its owner and its rights back; see the renderer.
        Dialect::Postgres => "triggers and rules",
        Dialect::Mysql | Dialect::Sqlite => "triggers",
    };
    let message = format!("drops {kind} `{name}` and makes it again: {lost} that it has are lost");
    out.push(Hazard::new("OM210", Severity::Info, &next.name, None, message));
    out
}

/// Columns that programs read and that the next query does not yield.
pub(super) fn lost_columns(view: &ViewDef, next: &ViewDef) -> Vec<Hazard> {
    let is_lost = |name: &&str| next.column(name).is_none();
    let lost: Vec<&str> = view.columns.iter().map(|column| column.name.as_str()).filter(is_lost).collect();
    let columns = lost.join("`, `");
    let message = format!("takes `{columns}` out of {} `{}` under running programs", view.kind(), next.name);
    let hazard = Hazard::new("OM209", Severity::Warning, &next.name, None, message);
    if lost.is_empty() { Vec::new() } else { vec![hazard] }
}

/// A view that goes by another name. The second half of a detour says nothing.
pub(super) fn renamed(names: &Pair<ObjectName>, is_materialized: bool) -> Vec<Hazard> {
    let Pair { previous, next } = names;
    if destination(&previous.name) != previous.name {
        return Vec::new();
    }
    let next = ObjectName { schema: next.schema.clone(), name: destination(&next.name).to_owned() };
    let kind = if is_materialized { "materialized view" } else { "view" };
    let message = format!("renames {kind} `{previous}` to `{next}` under running programs");
    vec![Hazard::new("OM201", Severity::Error, &next, None, message)]
}
