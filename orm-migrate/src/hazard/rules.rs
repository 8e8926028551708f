//! Which steps are hazardous, apart from changes of columns.

use std::collections::{HashMap, HashSet};

use orm_schema::model::{IndexDef, IndexKey, ObjectName, PartitionDef};
use orm_schema::{Dialect, SchemaDef};

use super::{Hazard, Severity, Subject, columns, objects, views};
use crate::diff::{Step, TableChange, destination};

/// The hazards of a plan. What is new in the same plan has no rows and no other sessions.
pub(crate) struct Hazards<'a> {
    pub(super) dialect: Dialect,
    /// The next one.
    schema: &'a SchemaDef,
    created: HashSet<&'a ObjectName>,
    /// New columns that are NULL in every row.
    empty_columns: HashSet<(&'a ObjectName, &'a str)>,
    dropped_columns: HashSet<(&'a ObjectName, &'a str)>,
    /// Constraints that come (back) in this plan, by name or, where they have none, by columns.
    pub(super) added: HashSet<(&'a ObjectName, String)>,
    /// Names of primary keys that go in this plan, by table.
    replaced_keys: HashSet<&'a ObjectName>,
    new_partitions: HashSet<(&'a ObjectName, &'a str)>,
    default_partitions: HashMap<&'a ObjectName, &'a PartitionDef>,
}

impl<'a> Hazards<'a> {
    pub(crate) fn new(dialect: Dialect, schema: &'a SchemaDef, steps: &'a [Step]) -> Self {
        let mut out = Self {
            dialect,
            schema,
            created: HashSet::new(),
            empty_columns: HashSet::new(),
            dropped_columns: HashSet::new(),
            added: HashSet::new(),
            replaced_keys: HashSet::new(),
            new_partitions: HashSet::new(),
            default_partitions: default_partitions(schema).collect(),
        };
        for step in steps {
            match step {
                Step::CreateTable(table) => out.created.extend([&table.name]),
                Step::AlterTable { table, change } => out.note(table, change),
                Step::RebuildTable { tables, changes } => {
                    for change in changes {
                        out.note(&tables.next.name, change);
                    }
                }
                _ => {}
            }
        }
        out
    }

    fn note(&mut self, table: &'a ObjectName, change: &'a TableChange) {
        match change {
            TableChange::AddColumn { column, backfill: None, .. }
                if column.is_nullable && column.default.is_none() && column.generated.is_none() =>
            {
                self.empty_columns.insert((table, &column.name));
            }
            TableChange::DropColumn(column) => self.dropped_columns.extend([(table, column.name.as_str())]),
            TableChange::AddUnique(unique) => {
                self.added.extend([(table, shown(&unique.name, &unique.columns))]);
            }
            TableChange::AddForeignKey(fk) => self.added.extend([(table, shown(&fk.name, &fk.columns))]),
            TableChange::AddExclusion(exclusion) => {
                self.added.extend([(table, shown(&exclusion.name, &[]))]);
            }
            TableChange::CreatePolicy(policy) => self.added.extend([(table, shown(&policy.name, &[]))]),
            TableChange::AddCheck(check) => {
                self.added.extend([(table, shown(&check.name, std::slice::from_ref(&check.expression)))]);
            }
            TableChange::DropPrimaryKey(_) => self.replaced_keys.extend([table]),
            TableChange::AddPartition(partition) => {
                self.new_partitions.extend([(table, partition.name.as_str())]);
            }
            _ => {}
        }
    }

    /// Is this table new?
    pub(crate) fn is_created(&self, table: &ObjectName) -> bool {
        self.created.contains(table)
    }

    /// The partition for all rows that have no other, if it was there before the plan.
    pub(super) fn default_partition(&self, table: &ObjectName) -> Option<&'a PartitionDef> {
        let default = self.default_partitions.get(table)?;
        (!self.new_partitions.contains(&(table, default.name.as_str()))).then_some(*default)
    }

    /// What `step` may do to rows and to other sessions.
    pub(crate) fn of(&self, step: &Step) -> Vec<Hazard> {
        let error = |code, subject: &ObjectName, message: String| {
            vec![Hazard::new(code, Severity::Error, subject, None, message)]
        };
        match step {
            Step::DropSchema(name) => error(
                "OM103",
                &ObjectName::new(name),
                format!("drops schema `{name}`, which must be empty by then"),
            ),
            Step::DropTable(table) => {
                error("OM101", &table.name, format!("drops table `{}` and its rows", table.name))
            }
            // The second half of a detour; the first half has said it.
            Step::RenameTable(names) if destination(&names.previous.name) != names.previous.name => {
                Vec::new()
            }
            Step::RenameTable(names) => {
                let (previous, next) = (&names.previous, destination(&names.next.name));
                let next = ObjectName { schema: names.next.schema.clone(), name: next.to_owned() };
                let message = format!("renames table `{previous}` to `{next}` under running programs");
                error("OM201", &next, message)
            }
            Step::RenameEnum(names) => {
                let message =
                    format!("renames enum `{}` to `{}` under running programs", names.previous, names.next);
                vec![Hazard::new("OM203", Severity::Warning, &names.next, None, message)]
            }
            Step::RenameEnumLabel { name, labels } => {
                let message = format!(
                    "renames `{}` of enum `{name}` to `{}` under running programs",
                    labels.previous, labels.next
                );
                vec![Hazard::new("OM203", Severity::Warning, name, None, message)]
            }
            Step::RebuildEnum { defs, labels, columns } => {
                let before = defs.previous.labels.iter().map(|label| label.label.as_str());
                let kept: Vec<&str> = defs.next.labels.iter().map(|label| label.label.as_str()).collect();
                let renamed: Vec<&str> = labels.iter().map(|label| label.previous.as_str()).collect();
                let gone = before.filter(|label| !kept.contains(label) && !renamed.contains(label));
                let removed =
                    super::columns::removed_labels(&defs.next.name, None, &gone.collect::<Vec<_>>());
                removed
                    .into_iter()
                    .chain(super::columns::relabelled(&defs.next.name, labels, columns))
                    .collect()
            }
            Step::DropView { view, remade_as: None } => views::dropped(view),
            Step::DropView { view, remade_as: Some(next) } => views::remade(self.dialect, view, next),
            Step::ReplaceView(views) => views::lost_columns(&views.previous, &views.next),
            Step::RenameView { names, is_materialized } => views::renamed(names, *is_materialized),
            Step::Object(change) => objects::of_object(change),
            Step::AlterTable { table, change } => self.of_change(table, change),
            Step::RebuildTable { tables, changes } => {
                changes.iter().flat_map(|change| self.of_change(&tables.next.name, change)).collect()
            }
            Step::CreateSchema(_)
            | Step::CreateEnum(_)
            | Step::DropEnum(_)
            | Step::AddEnumLabel { .. }
            | Step::CreateTable(_)
            | Step::CreateView { .. }
            | Step::CommentOnView(_) => Vec::new(),
        }
    }

    /// What `change` may do to the rows of `table`, and to others who use it.
    pub(crate) fn of_change(&self, table: &ObjectName, change: &TableChange) -> Vec<Hazard> {
        if self.is_created(table) {
            return Vec::new();
        }
        let mut out = Vec::new();
        let mut say = |code, severity, message: String| {
            out.push(Hazard::new(code, severity, table, None, message));
        };
        let is_postgres = self.dialect == Dialect::Postgres;
        let warning = Severity::Warning;
        match change {
            TableChange::RenameColumn(names) => {
                let (previous, next) = (names.previous.as_str(), destination(&names.next));
                if destination(previous) == previous {
                    let message =
                        format!("renames column `{table}.{previous}` to `{next}` under running programs");
                    say("OM202", Severity::Error, message);
                }
            }
            TableChange::AddColumn { column, backfill, .. } => {
                return columns::added((self.dialect, self.schema), table, column, backfill.as_deref());
            }
            TableChange::DropColumn(column) => return columns::dropped(table, column),
            TableChange::AlterColumn(change) => return columns::altered(self.dialect, table, change),
            TableChange::DropPrimaryKey(_) => {
                say("OM306", Severity::Error, format!("changes the primary key of `{table}`"));
            }
            TableChange::AddPrimaryKey(_) if self.replaced_keys.contains(table) => {}
            TableChange::AddPrimaryKey(pk) => {
                let columns = pk.columns.join(", ");
                let message = format!(
                    "makes ({columns}) the primary key of `{table}`, and fails on NULLs and duplicates"
                );
                say("OM306", Severity::Error, message);
            }
            TableChange::AddUnique(unique) if !self.are_empty(table, &unique.columns) => {
                let (name, columns) = (&unique.name, unique.columns.join(", "));
                let named = if name.is_empty() { String::new() } else { format!(" `{name}`") };
                say(
                    "OM303",
                    warning,
                    format!("adds unique{named} on `{table}` ({columns}), and fails on duplicates"),
                );
                if is_postgres {
                    say(
                        "OM407",
                        warning,
                        format!("blocks all access to `{table}` while the index of `{name}` is built"),
                    );
                }
            }
            TableChange::CreateIndex(index) => self.index_created(table, index, &mut say),
            TableChange::AddCheck(check) => {
                let name = shown(&check.name, std::slice::from_ref(&check.expression));
                say(
                    "OM304",
                    warning,
                    format!("adds check {name} on `{table}`, and fails on rows that break it"),
                );
                if is_postgres {
                    say(
                        "OM406",
                        warning,
                        format!("blocks all access to `{table}` while its rows are checked"),
                    );
                }
            }
            TableChange::AddForeignKey(fk) if !self.are_empty(table, &fk.columns) => {
                let (columns, target) = (fk.columns.join(", "), &fk.references);
                let message = format!(
                    "makes `{table}` ({columns}) refer to `{target}`, and fails on rows that refer to nothing"
                );
                say("OM305", warning, message);
                if is_postgres {
                    let both = if target == table { String::new() } else { format!(" and `{target}`") };
                    say("OM405", warning, format!("blocks writes to `{table}`{both} while rows are checked"));
                }
            }
            TableChange::DropUnique(unique) => self.dropped(table, &unique.name, &unique.columns, &mut say),
            TableChange::DropForeignKey(fk) => self.dropped(table, &fk.name, &fk.columns, &mut say),
            TableChange::DropCheck(check) => {
                self.dropped(table, &check.name, std::slice::from_ref(&check.expression), &mut say);
            }
            TableChange::AddExclusion(exclusion) => {
                let name = &exclusion.name;
                let message = format!(
                    "adds exclusion constraint `{name}` on `{table}`, blocks all access to it while the index is built, and \
                     fails on rows that exclude each other"
                );
                say("OM409", Severity::Error, message);
            }
            TableChange::DropExclusion(exclusion) => self.dropped(table, &exclusion.name, &[], &mut say),
            TableChange::SetOptions(_)
            | TableChange::SetRowSecurity(_)
            | TableChange::CreatePolicy(_)
            | TableChange::AlterPolicy(_)
            | TableChange::DropPolicy(_)
            | TableChange::AddPartition(_)
            | TableChange::DropPartition(_)
            | TableChange::RenamePartition(_)
            | TableChange::SetBounds(_)
            | TableChange::SetPartitioning(_) => return objects::of_change(self, table, change),
            TableChange::DropIndex(index) if is_postgres && !index.concurrently => {
                say(
                    "OM402",
                    warning,
                    format!("blocks all access to `{table}` while index `{}` is dropped", index.name),
                );
            }
            TableChange::AddUnique(_)
            | TableChange::AddForeignKey(_)
            | TableChange::DropIndex(_)
            | TableChange::RenameConstraint(_)
            | TableChange::RenameIndex(_)
            | TableChange::RenameCounter(_)
            | TableChange::RenamePolicy(_)
            | TableChange::SetComment(_) => {}
        }
        out
    }

    fn index_created(
        &self,
        table: &ObjectName,
        index: &IndexDef,
        say: &mut impl FnMut(&'static str, Severity, String),
    ) {
        let name = &index.name;
        let keys: Vec<String> = index
            .parts
            .iter()
            .map(|part| match &part.key {
                IndexKey::Column(column) => column.clone(),
                IndexKey::Expression(sql) => sql.clone(),
            })
            .collect();
        if index.is_unique && !self.are_empty(table, &keys) {
            let message = format!("adds unique index `{name}` on `{table}`, and fails on duplicates");
            say("OM303", Severity::Warning, message);
        }
        if self.dialect == Dialect::Postgres && !index.concurrently {
            let message = format!("blocks writes to `{table}` while index `{name}` is built");
            say("OM401", Severity::Warning, message);
        }
    }

    fn dropped(
        &self,
        table: &ObjectName,
        name: &str,
        columns: &[String],
        say: &mut impl FnMut(&'static str, Severity, String),
    ) {
        let shown = shown(name, columns);
        if self.added.contains(&(table, shown.clone())) {
            return;
        }
        let gone = columns.iter().find(|column| self.dropped_columns.contains(&(table, column.as_str())));
        match gone {
            Some(column) if columns.len() > 1 => {
                let message =
                    format!("drops constraint {shown} of `{table}`, because its column `{column}` goes");
                say("OM105", Severity::Error, message);
            }
            Some(_) => {}
            None => say("OM208", Severity::Warning, format!("drops constraint {shown} of `{table}`")),
        }
    }

    /// Is one of the columns new and NULL in every row, so that nothing is compared?
    fn are_empty(&self, table: &ObjectName, columns: &[String]) -> bool {
        columns.iter().any(|column| self.empty_columns.contains(&(table, column.as_str())))
    }
}

/// The partitions for all rows that have no other, by table.
fn default_partitions(schema: &SchemaDef) -> impl Iterator<Item = (&ObjectName, &PartitionDef)> {
    schema.tables.iter().filter_map(|table| {
        let partitions = &table.partitioning.as_ref()?.partitions;
        Some((&table.name, partitions.iter().find(|partition| partition.is_default())?))
    })
}

/// A constraint in a message: by its name, and by what it is made of where the database knows no name.
pub(super) fn shown(name: &str, parts: &[String]) -> String {
    if name.is_empty() { format!("({})", parts.join(", ")) } else { format!("`{name}`") }
}

impl Hazard {
    pub(super) fn new(
        code: &'static str,
        severity: Severity,
        table: &ObjectName,
        column: Option<&str>,
        message: String,
    ) -> Self {
        let subject = Subject { table: table.clone(), column: column.map(str::to_owned) };
        Self { code, severity, message, hint: None, subject }
    }
}
