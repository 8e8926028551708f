//! Steps told as differences: what a database has otherwise than its schema says.

use std::fmt;

use orm_schema::model::{CheckDef, ObjectDef, ObjectName, ViewDef};
use serde::Serialize;

use crate::diff::{ColumnChange, ColumnDifference, ObjectChange, Step, TableChange, is_same_expression};

/// Something in which a database is not as declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is about: `table`, `column`, `index`.
    pub object: &'static str,
    /// Its name, behind that of its table.
    pub name: String,
    /// How it differs.
    pub difference: DifferenceKind,
    /// In what, if it is on both sides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
}

/// How something differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// The database does not have it.
    Missing,
    /// Only the database has it.
    Unexpected,
    /// Both have it, and it is not the same.
    Different,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { object, name, difference, details } = self;
        match difference {
            DifferenceKind::Missing => write!(f, "{object} `{name}` is missing"),
            DifferenceKind::Unexpected => write!(f, "{object} `{name}` is in the database only"),
            DifferenceKind::Different if details.is_empty() => write!(f, "{object} `{name}` differs"),
            DifferenceKind::Different => write!(f, "{object} `{name}` differs: {}", details.join(", ")),
        }
    }
}

/// What the steps that would put a database right say about it, in their order.
pub(super) fn differences(steps: &[Step]) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    for step in steps {
        found.add_step(step);
    }
    found.0
}

/// The differences so far.
struct Found(Vec<Difference>);

impl Found {
    /// The one about `name`. What would be dropped and made again is there, but not as it should be.
    fn push(&mut self, object: &'static str, name: String, difference: DifferenceKind) -> &mut Difference {
        let place = self.0.iter().position(|other| other.object == object && other.name == name);
        let place = place.inspect(|&place| self.0[place].difference = DifferenceKind::Different);
        let place = place.unwrap_or_else(|| {
            self.0.push(Difference { object, name, difference, details: Vec::new() });
            self.0.len() - 1
        });
        &mut self.0[place]
    }

    fn missing(&mut self, object: &'static str, name: impl fmt::Display) {
        self.push(object, name.to_string(), DifferenceKind::Missing);
    }

    fn unexpected(&mut self, object: &'static str, name: impl fmt::Display) {
        self.push(object, name.to_string(), DifferenceKind::Unexpected);
    }

    fn differs(&mut self, object: &'static str, name: impl fmt::Display, detail: impl Into<String>) {
        self.push(object, name.to_string(), DifferenceKind::Different).details.push(detail.into());
    }

    fn add_step(&mut self, step: &Step) {
        match step {
            Step::CreateSchema(name) => self.missing("schema", name),
            Step::DropSchema(name) => self.unexpected("schema", name),
            Step::CreateEnum(def) => self.missing("enum", &def.name),
            Step::DropEnum(def) => self.unexpected("enum", &def.name),
            Step::RenameEnum(pair) => self.differs("enum", &pair.next, called(&pair.previous)),
            Step::RenameEnumLabel { name, labels } => {
                self.differs("enum", name, format!("`{}` is called `{}`", labels.next, labels.previous));
            }
            Step::AddEnumLabel { name, label, .. } => {
                self.differs("enum", name, format!("the label `{label}` is missing"));
            }
            Step::RebuildEnum { defs, .. } => {
                let labels: Vec<&str> =
                    defs.previous.labels.iter().map(|label| label.label.as_str()).collect();
                self.differs("enum", &defs.next.name, format!("its labels are {}", labels.join(", ")));
            }
            Step::Object(change) => self.add_object(change),
            Step::CreateTable(table) => self.missing("table", &table.name),
            Step::DropTable(table) => self.unexpected("table", &table.name),
            Step::RenameTable(pair) => self.differs("table", &pair.next, called(&pair.previous)),
            Step::CreateView { view, replaces: None } => self.missing(view.kind(), &view.name),
            Step::DropView { view, remade_as: None } => self.unexpected(view.kind(), &view.name),
            // What is dropped and made again differs in what makes it so, if not only because of what it reads.
            Step::DropView { view, remade_as: Some(next) } => {
                self.add_view(view, next);
                if view.comment != next.comment {
                    self.differs(next.kind(), &next.name, "comment");
                }
            }
            Step::CreateView { .. } => {}
            Step::ReplaceView(views) => self.add_view(&views.previous, &views.next),
            Step::RenameView { names, .. } => self.differs("view", &names.next, called(&names.previous)),
            Step::CommentOnView(view) => self.differs(view.kind(), &view.name, "comment"),
            // An index of a table that is missing is no difference of its own.
            Step::AlterTable { table, .. } if self.is_missing(table) => {}
            Step::AlterTable { table, change } => self.add_change(table, change),
            Step::RebuildTable { tables, changes } => {
                for change in changes {
                    self.add_change(&tables.next.name, change);
                }
            }
        }
    }

    fn add_view(&mut self, live: &ViewDef, declared: &ViewDef) {
        let (kind, name) = (declared.kind(), &declared.name);
        if live.is_materialized != declared.is_materialized {
            self.differs(kind, name, format!("it is a {}", live.kind()));
        }
        if !is_same_expression(&live.query, &declared.query) {
            self.differs(kind, name, "query");
        }
        if live.options != declared.options {
            self.differs(kind, name, "options");
        }
    }

    fn add_object(&mut self, change: &ObjectChange) {
        let path = |object: &ObjectDef| match object.table() {
            Some(table) => format!("{table}.{}", object.name().name),
            None => object.name().to_string(),
        };
        match change {
            ObjectChange::Create(object) => self.missing(object.kind().noun(), path(object)),
            ObjectChange::Drop(object) => self.unexpected(object.kind().noun(), path(object)),
            ObjectChange::Alter(objects) => {
                self.push(objects.next.kind().noun(), path(&objects.next), DifferenceKind::Different);
            }
            ObjectChange::Rename(objects) => {
                let next = &objects.next;
                self.differs(next.kind().noun(), path(next), called(&objects.previous.name()));
            }
        }
    }

    fn is_missing(&self, table: &ObjectName) -> bool {
        let name = table.to_string();
        self.0.iter().any(|other| {
            other.object == "table" && other.difference == DifferenceKind::Missing && other.name == name
        })
    }

    fn add_change(&mut self, table: &ObjectName, change: &TableChange) {
        let path = |name: &str| format!("{table}.{name}");
        // A key without a name of its own is told by its columns.
        let key = |name: &str, columns: &[String]| {
            if name.is_empty() { format!("{table}.({})", columns.join(", ")) } else { path(name) }
        };
        match change {
            TableChange::RenameColumn(pair) => {
                self.differs("column", path(&pair.next), called(&pair.previous));
            }
            TableChange::AddColumn { column, .. } => self.missing("column", path(&column.name)),
            TableChange::DropColumn(column) => self.unexpected("column", path(&column.name)),
            TableChange::AlterColumn(change) => {
                for detail in details(change) {
                    self.differs("column", path(&change.columns.next.name), detail);
                }
            }
            TableChange::AddPrimaryKey(pk) => self.missing("primary key", key(&pk.name, &pk.columns)),
            TableChange::DropPrimaryKey(pk) => self.unexpected("primary key", key(&pk.name, &pk.columns)),
            TableChange::AddUnique(def) => self.missing("unique constraint", key(&def.name, &def.columns)),
            TableChange::DropUnique(def) => {
                self.unexpected("unique constraint", key(&def.name, &def.columns));
            }
            TableChange::AddForeignKey(fk) => self.missing("foreign key", key(&fk.name, &fk.columns)),
            TableChange::DropForeignKey(fk) => self.unexpected("foreign key", key(&fk.name, &fk.columns)),
            TableChange::AddCheck(check) => self.missing("check", check_path(table, check)),
            TableChange::DropCheck(check) => self.unexpected("check", check_path(table, check)),
            TableChange::RenameConstraint(pair) => {
                self.differs("constraint", path(&pair.next), called(&pair.previous));
            }
            TableChange::CreateIndex(index) => self.missing("index", path(&index.name)),
            TableChange::DropIndex(index) => self.unexpected("index", path(&index.name)),
            TableChange::RenameIndex(pair) => self.differs("index", path(&pair.next), called(&pair.previous)),
            TableChange::RenameCounter(pair) => self.differs("sequence", &pair.next, called(&pair.previous)),
            TableChange::AddExclusion(def) => self.missing("exclusion constraint", path(&def.name)),
            TableChange::DropExclusion(def) => self.unexpected("exclusion constraint", path(&def.name)),
            TableChange::SetRowSecurity(_) => self.differs("table", table, "row level security"),
            TableChange::CreatePolicy(policy) => self.missing("policy", path(&policy.name)),
            TableChange::DropPolicy(policy) => self.unexpected("policy", path(&policy.name)),
            TableChange::AlterPolicy(pair) => {
                self.push("policy", path(&pair.next.name), DifferenceKind::Different);
            }
            TableChange::RenamePolicy(pair) => {
                self.differs("policy", path(&pair.next), called(&pair.previous));
            }
            TableChange::AddPartition(partition) => self.missing("partition", path(&partition.name)),
            TableChange::DropPartition(partition) => self.unexpected("partition", path(&partition.name)),
            TableChange::RenamePartition(pair) => {
                self.differs("partition", path(&pair.next.name), called(&pair.previous.name));
            }
            TableChange::SetBounds(pair) => {
                for next in &pair.next {
                    match pair.previous.iter().find(|previous| previous.name == next.name) {
                        Some(previous) if previous.bounds == next.bounds => {}
                        Some(previous) => {
                            let found = format!("it takes rows {}", previous.bounds);
                            self.differs("partition", path(&next.name), found);
                        }
                        None => self.missing("partition", path(&next.name)),
                    }
                }
            }
            TableChange::SetPartitioning(_) => self.differs("table", table, "how it is partitioned"),
            TableChange::SetComment(_) => self.differs("table", table, "comment"),
            TableChange::SetOptions(_) => self.differs("table", table, "options"),
        }
    }
}

fn called(name: &impl fmt::Display) -> String {
    format!("it is called `{name}`")
}

fn check_path(table: &ObjectName, check: &CheckDef) -> String {
    if check.name.is_empty() {
        format!("{table}.({})", check.expression)
    } else {
        format!("{table}.{}", check.name)
    }
}

fn details(change: &ColumnChange) -> Vec<String> {
    let (live, declared) = (&change.columns.previous, &change.columns.next);
    // Exhaustive, so that a new attribute does not compile until it is told.
    let ColumnDifference { ty, nullability, default, on_update, generated, identity, collation, comment } =
        change.differs;
    let mut details = Vec::new();
    if ty && live.ty == declared.ty {
        details.push("labels".to_owned());
    } else if ty {
        details.push(format!("it is {}, not {}", live.ty, declared.ty));
    }
    if nullability {
        let words = if live.is_nullable { "it may be NULL" } else { "it may not be NULL" };
        details.push(words.to_owned());
    }
    let words = [
        (default, "default"),
        (on_update, "value on update"),
        (generated, "generated expression"),
        (identity, "how it counts up"),
        (collation, "collation"),
        (comment, "comment"),
    ];
    details.extend(words.iter().filter(|(differs, _)| *differs).map(|(_, word)| (*word).to_owned()));
    details
}
