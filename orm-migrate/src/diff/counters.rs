//! The names of the sequences that come and go with columns that count: they share a schema with the names of tables and indexes,
//! and PostgreSQL makes up another one for a counter whose name is taken.

use std::collections::HashMap;

use orm_schema::Pair;
use orm_schema::model::{ColumnDef, IdentityKind, ObjectName};

use super::renames::is_temporary;
use super::rules::DiffRules;
use super::{Step, TableChange};

/// What a step makes and ends.
#[derive(Debug, Default)]
pub(super) struct Counters<'a> {
    /// The schema of both.
    pub(super) schema: Option<&'a str>,
    /// Those that are there after the step.
    pub(super) made: Vec<String>,
    /// Those that are gone after the step.
    pub(super) ended: Vec<String>,
}

/// The counters of each step. Those that are renamed are told by the step itself.
pub(super) fn of_steps<'a>(steps: &'a [Step], rules: &dyn DiffRules) -> Vec<Counters<'a>> {
    let old_names = OldNames::of(steps);
    steps.iter().map(|step| of_step(step, &old_names, rules)).collect()
}

fn of_step<'a>(step: &'a Step, old_names: &OldNames<'a>, rules: &dyn DiffRules) -> Counters<'a> {
    let mut out = Counters::default();
    let all = |table: &ObjectName, columns: &[ColumnDef]| {
        let counting = columns.iter().filter(|column| counts(column));
        counting.filter_map(|column| rules.counter_name(&table.name, &column.name)).collect()
    };
    match step {
        Step::CreateTable(table) => {
            out.schema = table.name.schema.as_deref();
            out.made = all(&table.name, &table.columns);
        }
        Step::DropTable(table) => {
            out.schema = table.name.schema.as_deref();
            out.ended = all(&table.name, &table.columns);
        }
        Step::AlterTable { table, change } => {
            out.schema = table.schema.as_deref();
            let (before, after) = match &**change {
                TableChange::AddColumn { column, .. } => (None, Some(column)),
                TableChange::DropColumn(column) => (Some(column), None),
                TableChange::AlterColumn(change) => {
                    (Some(&change.columns.previous), Some(&change.columns.next))
                }
                _ => (None, None),
            };
            match (before.filter(|column| counts(column)), after.filter(|column| counts(column))) {
                (None, Some(column)) => out.made.extend(rules.counter_name(&table.name, &column.name)),
                (Some(column), None) => {
                    let name = old_names.of_column(table, &column.name);
                    let old = rules.counter_name(&old_names.of_table(table).name, name);
                    // That of a serial column that stays has followed the names before it is dropped.
                    let has_followed = is_serial(column)
                        && after.is_some()
                        && old != rules.counter_name(&table.name, &column.name);
                    out.ended.extend(old.filter(|_| !has_followed));
                }
                (None, None) | (Some(_), Some(_)) => {}
            }
        }
        _ => {}
    }
    out
}

fn is_serial(column: &ColumnDef) -> bool {
    column.identity.as_ref().is_some_and(|identity| identity.kind == IdentityKind::Serial)
}

fn counts(column: &ColumnDef) -> bool {
    column.auto_increment || column.identity.is_some()
}

/// What tables and columns were called before the steps.
struct OldNames<'a> {
    tables: HashMap<&'a ObjectName, &'a ObjectName>,
    columns: HashMap<(&'a ObjectName, &'a str), &'a str>,
}

impl<'a> OldNames<'a> {
    fn of(steps: &'a [Step]) -> Self {
        let mut names = Self { tables: HashMap::new(), columns: HashMap::new() };
        for step in steps {
            match step {
                Step::RenameTable(Pair { previous, next }) => drop(names.tables.insert(next, previous)),
                Step::AlterTable { table, change } => {
                    if let TableChange::RenameColumn(Pair { previous, next }) = &**change {
                        names.columns.insert((table, next), previous);
                    }
                }
                _ => {}
            }
        }
        names
    }

    fn of_table(&self, table: &'a ObjectName) -> &'a ObjectName {
        let old = self.tables.get(table).copied().unwrap_or(table);
        // An exchange of names takes a detour.
        if is_temporary(&old.name) { self.tables.get(old).copied().unwrap_or(old) } else { old }
    }

    fn of_column<'c>(&'c self, table: &'a ObjectName, column: &'c str) -> &'c str {
        let old = self.columns.get(&(table, column)).copied().unwrap_or(column);
        if is_temporary(old) { self.columns.get(&(table, old)).copied().unwrap_or(old) } else { old }
    }
}
