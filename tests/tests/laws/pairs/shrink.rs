//! Makes a change that breaks a law smaller, as long as it still breaks it.

use fastrand::Rng;
use orm_schema::model::{ObjectName, RowSecurity, TableDef};
use orm_schema::{Pair, SchemaDef};

use super::change::{Change, kept_columns, without_unused};
use super::draft::Draft;
use super::laws::{Broken, Place};

/// The smallest change found that breaks the same law, and how.
pub(super) async fn shrunk(
    mut change: Change,
    mut broken: Broken,
    check: impl AsyncFn(&Change, &Place<'_>) -> Result<(), Broken>,
    place: &Place<'_>,
) -> (Change, Broken) {
    let mut at = 0;
    // Every cut that succeeds is tried again from where it was made: what comes before did not help.
    while let Some(smaller) = cuts(&change).into_iter().nth(at) {
        let smaller = without_unused(smaller);
        let is_smaller = smaller != change && smaller.is_possible();
        match if is_smaller { check(&smaller, place).await } else { Ok(()) } {
            Err(found) if found.law == broken.law => (change, broken) = (smaller, found),
            Ok(()) | Err(_) => at += 1,
        }
    }
    (change, broken)
}

/// Which side something is cut out of.
#[derive(Clone, Copy)]
enum Side {
    Previous,
    Next,
    Both,
}

/// Everything that one cut leads to, large ones first.
fn cuts(change: &Change) -> Vec<Change> {
    let mut cuts = Vec::new();
    for table in &change.schemas.previous.tables {
        let kept = change.kept_tables().find(|(previous, _)| previous.name == table.name);
        let next = kept.map(|(_, next)| next.name.clone());
        cuts.push(without_table(change, Some(&table.name), next.as_ref()));
    }
    for table in &change.schemas.next.tables {
        cuts.push(without_table(change, None, Some(&table.name)));
    }
    for (previous, next) in change.kept_tables() {
        cuts.push(reverted(change, previous, next));
    }
    for side in [Side::Both, Side::Next, Side::Previous] {
        cuts.extend(inside(change, side));
    }
    cuts.extend(beside_tables(change));
    cuts
}

/// Each view and object taken out: of both sides where they have it in common, then of one.
fn beside_tables(change: &Change) -> Vec<Change> {
    let mut cuts = Vec::new();
    let Pair { previous, next } = &change.schemas;
    let mut views: Vec<&ObjectName> =
        previous.views.iter().chain(&next.views).map(|view| &view.name).collect();
    views.sort_unstable();
    views.dedup();
    let mut objects: Vec<_> =
        previous.objects.iter().chain(&next.objects).map(|object| (object.kind(), object.name())).collect();
    objects.sort_unstable();
    objects.dedup();
    for side in [Side::Both, Side::Next, Side::Previous] {
        for name in &views {
            cuts.push(on_schemas(change, side, |schema| schema.views.retain(|view| view.name != **name)));
        }
        for (kind, name) in &objects {
            cuts.push(on_schemas(change, side, |schema| {
                schema.objects.retain(|object| object.kind() != *kind || object.name() != *name);
            }));
        }
    }
    cuts
}

/// Does something to one schema or to both.
fn on_schemas(change: &Change, side: Side, act: impl Fn(&mut SchemaDef)) -> Change {
    let mut cut = change.clone();
    if !matches!(side, Side::Next) {
        act(&mut cut.schemas.previous);
    }
    if !matches!(side, Side::Previous) {
        act(&mut cut.schemas.next);
    }
    cut
}

fn without_table(change: &Change, previous: Option<&ObjectName>, next: Option<&ObjectName>) -> Change {
    let mut cut = change.clone();
    for (schema, name) in [(&mut cut.schemas.previous, previous), (&mut cut.schemas.next, next)] {
        let Some(name) = name else { continue };
        schema.tables.retain(|table| table.name != *name);
        schema.tables.iter_mut().for_each(|table| table.foreign_keys.retain(|fk| fk.references != *name));
    }
    cut
}

/// The table does not change.
fn reverted(change: &Change, previous: &TableDef, next: &TableDef) -> Change {
    let mut cut = change.clone();
    for table in &mut cut.schemas.next.tables {
        if table.name == next.name {
            table.clone_from(previous);
        }
        for fk in table.foreign_keys.iter_mut().filter(|fk| fk.references == next.name) {
            fk.references = previous.name.clone();
        }
    }
    cut
}

/// Cuts inside the tables.
fn inside(change: &Change, side: Side) -> Vec<Change> {
    let mut cuts = Vec::new();
    let tables = match side {
        Side::Previous | Side::Both => &change.schemas.previous.tables,
        Side::Next => &change.schemas.next.tables,
    };
    for table in tables {
        for column in &table.columns {
            let mut cut = change.clone();
            drop_column(&mut cut, side, table, &column.name);
            cuts.push(cut);
        }
        let parts = table.uniques.len()
            + table.foreign_keys.len()
            + table.indexes.len()
            + table.checks.len()
            + table.exclusions.len()
            + table.policies.len()
            + 5;
        for part in 0..parts {
            let mut cut = change.clone();
            on_tables(&mut cut, side, &table.name, |table| drop_part(table, part));
            cuts.push(cut);
        }
        for column in &table.columns {
            for attribute in 0..5 {
                let mut cut = change.clone();
                on_tables(&mut cut, side, &table.name, |table| plain(table, &column.name, attribute));
                cuts.push(cut);
            }
        }
    }
    cuts
}

/// Does something to a table on one side or on both.
fn on_tables(change: &mut Change, side: Side, name: &ObjectName, act: impl Fn(&mut TableDef)) {
    let kept = change.kept_tables().find(|(previous, _)| previous.name == *name);
    let next = match side {
        Side::Previous => None,
        Side::Both => kept.map(|(_, next)| next.name.clone()),
        Side::Next => Some(name.clone()),
    };
    let Pair { previous, next: next_schema } = &mut change.schemas;
    if !matches!(side, Side::Next) {
        previous.tables.iter_mut().filter(|table| table.name == *name).for_each(&act);
    }
    next_schema.tables.iter_mut().filter(|table| Some(&table.name) == next.as_ref()).for_each(&act);
}

fn drop_column(change: &mut Change, side: Side, table: &TableDef, column: &str) {
    let kept = change.kept_tables().find(|(previous, _)| previous.name == table.name);
    let in_next = match side {
        Side::Previous => None,
        Side::Next => Some((table.name.clone(), column.to_owned())),
        Side::Both => kept.and_then(|(previous, next)| {
            let columns = kept_columns(previous, next);
            let name = columns.iter().find(|(_, origin)| origin.name == column)?.0;
            Some((next.name.clone(), (*name).to_owned()))
        }),
    };
    let in_previous = (!matches!(side, Side::Next)).then(|| (table.name.clone(), column.to_owned()));
    let dialect = change.dialect;
    let Pair { previous, next } = &mut change.schemas;
    for (schema, place) in [(previous, in_previous), (next, in_next)] {
        let Some((table, column)) = place else { continue };
        let Some(at) = schema.tables.iter().position(|other| other.name == table) else { continue };
        let Some(column) = schema.tables[at].columns.iter().position(|other| other.name == column) else {
            continue;
        };
        let mut rng = Rng::with_seed(0);
        let schema_now = std::mem::take(schema);
        let mut draft = Draft { dialect, rng: &mut rng, schema: schema_now, slot: 0, tag: String::new() };
        draft.drop_column(at, column);
        *schema = draft.schema;
    }
}

/// Drops one of the keys, checks, indexes and options.
fn drop_part(table: &mut TableDef, mut part: usize) {
    if part < table.uniques.len() {
        return drop(table.uniques.remove(part));
    }
    part -= table.uniques.len();
    if part < table.foreign_keys.len() {
        return drop(table.foreign_keys.remove(part));
    }
    part -= table.foreign_keys.len();
    if part < table.indexes.len() {
        return drop(table.indexes.remove(part));
    }
    part -= table.indexes.len();
    if part < table.checks.len() {
        return drop(table.checks.remove(part));
    }
    part -= table.checks.len();
    if part < table.exclusions.len() {
        return drop(table.exclusions.remove(part));
    }
    part -= table.exclusions.len();
    if part < table.policies.len() {
        return drop(table.policies.remove(part));
    }
    match part - table.policies.len() {
        0 => table.comment = None,
        1 => table.options = orm_schema::model::TableOptions::default(),
        2 => table.partitioning = None,
        3 => table.row_security = RowSecurity::Off,
        _ => table.primary_key = None,
    }
}

/// Takes an attribute away from a column.
fn plain(table: &mut TableDef, column: &str, attribute: u8) {
    let Some(column) = table.columns.iter_mut().find(|other| other.name == column) else { return };
    match attribute {
        0 => column.default = None,
        1 => column.comment = None,
        2 => column.collation = None,
        3 => (column.auto_increment, column.identity) = (false, None),
        _ => column.on_update = None,
    }
}
