//! Edits of exclusion constraints, of row level security and of policies, which PostgreSQL has.

use orm_schema::Dialect;
use orm_schema::model::{ExclusionDef, ExclusionPart, IndexPart, PolicyCommand, PolicyDef, RowSecurity};

use super::draft::{self, Draft};
use super::edits::{is_comparable, some_columns};
use super::values;

const POLICIES: [&str; 4] = ["own", "all rows", "it's \"theirs\"", "late"];
/// Roles that every server has.
const ROLES: [&str; 2] = ["pg_monitor", "pg_read_all_settings"];

fn table(draft: &mut Draft<'_>) -> Option<usize> {
    if draft.dialect == Dialect::Postgres { draft.rng.choice(0..draft.schema.tables.len()) } else { None }
}

pub(super) fn add_exclusion(draft: &mut Draft<'_>) -> Option<()> {
    let table = table(draft)?;
    let columns = some_columns(draft, table, is_comparable);
    let part = |name: &String| ExclusionPart { part: IndexPart::column(name), operator: "=".to_owned() };
    let exclusion = ExclusionDef {
        name: format!("{}_{}_excl", draft.schema.tables[table].name.name, draft.rng.u8(..)),
        method: draft.rng.bool().then(|| "btree".to_owned()),
        parts: columns.iter().map(part).collect(),
        predicate: if draft.one_in(3) { condition(draft, table) } else { None },
        deferrable: draft::deferrable(draft),
    };
    (!exclusion.parts.is_empty()).then(|| draft.schema.tables[table].exclusions.push(exclusion))
}

pub(super) fn drop_exclusion(draft: &mut Draft<'_>) -> Option<()> {
    let table = draft.index_where(&draft.schema.tables.clone(), |table| !table.exclusions.is_empty())?;
    let at = draft.rng.usize(..draft.schema.tables[table].exclusions.len());
    draft.schema.tables[table].exclusions.remove(at);
    Some(())
}

/// A condition over one of the columns.
fn condition(draft: &mut Draft<'_>, table: usize) -> Option<String> {
    let column = draft.rng.choice(draft.schema.tables[table].columns.clone())?;
    let is_null = format!("{} IS NOT NULL", draft::spelled(draft.dialect, &column.name));
    let special = values::condition(draft.dialect, &column, draft.rng);
    Some(if draft.rng.bool() { special.unwrap_or(is_null) } else { is_null })
}

/// Off only where no policy would do nothing.
pub(super) fn set_row_security(draft: &mut Draft<'_>) -> Option<()> {
    let table = table(draft)?;
    let kinds = if draft.schema.tables[table].policies.is_empty() {
        vec![RowSecurity::Off, RowSecurity::On, RowSecurity::Forced]
    } else {
        vec![RowSecurity::On, RowSecurity::Forced]
    };
    draft.schema.tables[table].row_security = draft.rng.choice(kinds)?;
    Some(())
}

pub(super) fn create_policy(draft: &mut Draft<'_>) -> Option<()> {
    let table = table(draft)?;
    let taken = draft.schema.tables[table].policies.clone();
    let name = draft.fresh(&POLICIES, |name| taken.iter().any(|policy| policy.name == name))?;
    let mut policy = PolicyDef {
        name,
        command: draft.rng.choice(PolicyCommand::ALL)?,
        is_restrictive: draft.one_in(3),
        roles: roles(draft),
        ..PolicyDef::default()
    };
    say(draft, table, &mut policy);
    let table = &mut draft.schema.tables[table];
    if table.row_security == RowSecurity::Off {
        table.row_security = RowSecurity::On;
    }
    table.policies.push(policy);
    Some(())
}

fn roles(draft: &mut Draft<'_>) -> Vec<String> {
    let number = draft.rng.usize(..3);
    ROLES.iter().take(number).map(|&role| role.to_owned()).collect()
}

/// What the policy asks of rows, as its command wants it.
fn say(draft: &mut Draft<'_>, table: usize, policy: &mut PolicyDef) {
    let text = |draft: &mut Draft<'_>| match condition(draft, table) {
        Some(condition) if draft.rng.bool() => condition,
        _ => "true".to_owned(),
    };
    let (sees, writes) = match policy.command {
        PolicyCommand::All | PolicyCommand::Update => (true, draft.rng.bool()),
        PolicyCommand::Select | PolicyCommand::Delete => (true, false),
        PolicyCommand::Insert => (false, true),
    };
    policy.using = sees.then(|| text(draft));
    policy.check = writes.then(|| text(draft));
}

fn policy(draft: &mut Draft<'_>) -> Option<(usize, usize)> {
    let table = draft.index_where(&draft.schema.tables.clone(), |table| !table.policies.is_empty())?;
    Some((table, draft.rng.usize(..draft.schema.tables[table].policies.len())))
}

pub(super) fn alter_policy(draft: &mut Draft<'_>) -> Option<()> {
    let (table, at) = policy(draft)?;
    let mut changed = draft.schema.tables[table].policies[at].clone();
    match draft.rng.u8(..4) {
        0 => changed.is_restrictive = !changed.is_restrictive,
        1 => say(draft, table, &mut changed),
        _ => changed.roles = roles(draft),
    }
    draft.schema.tables[table].policies[at] = changed;
    Some(())
}

pub(super) fn rename_policy(draft: &mut Draft<'_>) -> Option<()> {
    let (table, at) = policy(draft)?;
    let taken = draft.schema.tables[table].policies.clone();
    let name = draft.fresh(&POLICIES, |name| taken.iter().any(|policy| policy.name == name))?;
    draft.schema.tables[table].policies[at].name = name;
    Some(())
}

pub(super) fn drop_policy(draft: &mut Draft<'_>) -> Option<()> {
    let (table, at) = policy(draft)?;
    draft.schema.tables[table].policies.remove(at);
    Some(())
}
