//! What each step makes, needs, ends and lets go of: the facts from which the order follows.

use orm_schema::SqlType;
use orm_schema::model::{ColumnDef, DefaultDef, Literal, ObjectDef, ObjectName, TableDef};

use super::renames::is_temporary;
use super::rules::DiffRules;
use super::{ObjectChange, Step, TableChange};

/// Something with a name that steps make and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key<'a> {
    Namespace(&'a str),
    Enum(&'a ObjectName),
    Label(&'a ObjectName, &'a str),
    /// The type that takes the place of an enum: what gets the old one would hold on to it.
    Rebuilt(&'a ObjectName),
    Table(&'a ObjectName),
    Column(&'a ObjectName, &'a str),
    /// A constraint or an index whose name is shared by a whole schema.
    Named(Option<&'a str>, &'a str),
    /// An index or a partition whose name is shared by its table alone.
    Index(&'a ObjectName, &'a str),
    Policy(&'a ObjectName, &'a str),
    Function(&'a ObjectName),
    Sequence(&'a ObjectName),
    Extension(&'a str),
    Trigger(&'a ObjectName, &'a str),
}

/// What one step does to the things of the two schemas.
#[derive(Debug, Default)]
pub(super) struct Effects<'a> {
    /// Things of the next schema that are there after the step.
    pub(super) produces: Vec<Key<'a>>,
    /// Things of the next schema that must be there before.
    pub(super) needs: Vec<Key<'a>>,
    /// Things of the previous schema that are gone after the step.
    pub(super) destroys: Vec<Key<'a>>,
    /// Things of the previous schema that may only go after the step.
    pub(super) releases: Vec<Key<'a>>,
}

/// The effects of `step`. Where all columns of a table are renamed at once, single renames have no order.
pub(super) fn effects<'a>(step: &'a Step, rules: &dyn DiffRules) -> Effects<'a> {
    let mut out = Effects::default();
    match step {
        Step::CreateSchema(name) => out.produces.push(Key::Namespace(name)),
        Step::DropSchema(name) => out.destroys.push(Key::Namespace(name)),
        Step::CreateEnum(def) => {
            out.produces.push(Key::Enum(&def.name));
            out.needs.extend(namespace(&def.name));
        }
        Step::DropEnum(def) => {
            out.destroys.push(Key::Enum(&def.name));
            out.releases.extend(namespace(&def.name));
        }
        Step::RenameEnum(names) => {
            out.destroys.push(Key::Enum(&names.previous));
            out.releases.extend(namespace(&names.previous));
            out.produces.push(Key::Enum(&names.next));
            out.needs.extend(namespace(&names.next));
        }
        Step::RenameEnumLabel { name, labels } => {
            out.needs.push(Key::Enum(name));
            out.destroys.push(Key::Label(name, &labels.previous));
            out.produces.push(Key::Label(name, &labels.next));
        }
        Step::AddEnumLabel { name, label, .. } => {
            out.needs.push(Key::Enum(name));
            out.produces.push(Key::Label(name, label));
        }
        Step::RebuildEnum { defs, columns, .. } => {
            let name = &defs.next.name;
            out.needs.push(Key::Enum(name));
            out.produces.push(Key::Rebuilt(name));
            out.produces.extend(defs.next.labels.iter().map(|label| Key::Label(name, &label.label)));
            for column in columns {
                out.needs
                    .extend([Key::Table(&column.table), Key::Column(&column.table, &column.column.name)]);
            }
        }
        Step::CreateTable(table) => {
            out.produces.push(Key::Table(&table.name));
            out.needs.extend(namespace(&table.name));
            table.columns.iter().for_each(|column| needs_type(&mut out, column));
            let types = table.columns.iter().filter_map(|column| enum_of(&column.ty));
            out.needs.extend(types.map(Key::Rebuilt));
            produces_names(&mut out, table, rules);
        }
        Step::DropTable(table) => {
            out.destroys.push(Key::Table(&table.name));
            out.releases.extend(namespace(&table.name));
            out.releases.extend(table.columns.iter().filter_map(|column| enum_key(&column.ty)));
            out.destroys
                .extend(table.indexes.iter().map(|index| index_named(rules, &table.name, &index.name)));
            out.destroys
                .extend(table.uniques.iter().map(|unique| index_named(rules, &table.name, &unique.name)));
            out.destroys.extend(table.foreign_keys.iter().map(|fk| named(&table.name, &fk.name)));
            let exclusions = table.exclusions.iter().map(|exclusion| exclusion.name.as_str());
            out.destroys.extend(exclusions.map(|name| index_named(rules, &table.name, name)));
            out.destroys.extend(partitions(table).map(|name| index_named(rules, &table.name, name)));
        }
        Step::RenameTable(names) | Step::RenameView { names, .. } => {
            if is_temporary(&names.previous.name) {
                out.needs.push(Key::Table(&names.previous));
            } else {
                out.destroys.push(Key::Table(&names.previous));
            }
            out.releases.extend(namespace(&names.previous));
            out.produces.push(Key::Table(&names.next));
            out.needs.extend(namespace(&names.next));
        }
        // They stand before and behind all others but what reads them.
        Step::CreateView { .. } | Step::DropView { .. } | Step::ReplaceView(_) | Step::CommentOnView(_) => {}
        Step::Object(change) => object_effects(&mut out, change),
        Step::AlterTable { table, change } => table_effects(&mut out, table, change, rules),
        Step::RebuildTable { tables, .. } => {
            let name = &tables.next.name;
            out.needs.push(Key::Table(name));
            out.needs.extend(tables.previous.columns.iter().map(|column| Key::Column(name, &column.name)));
            // A parent that is dropped first would take its children along: DROP TABLE deletes the rows.
            let parents = tables.previous.foreign_keys.iter().map(|fk| &fk.references);
            out.releases.extend(parents.filter(|parent| *parent != name).map(Key::Table));
        }
    }
    out
}

fn object_effects<'a>(out: &mut Effects<'a>, change: &'a ObjectChange) {
    match change {
        ObjectChange::Create(object) => {
            out.produces.extend(object_key(object));
            out.needs.extend(object_namespace(object));
            out.needs.extend(object_needs(object));
        }
        ObjectChange::Drop(object) => {
            out.destroys.extend(object_key(object));
            out.releases.extend(object_namespace(object));
            out.releases.extend(object_needs(object));
        }
        ObjectChange::Rename(objects) => {
            out.destroys.extend(object_key(&objects.previous));
            out.releases.extend(object_namespace(&objects.previous));
            out.produces.extend(object_key(&objects.next));
            out.needs.extend(object_namespace(&objects.next));
        }
        ObjectChange::Alter(objects) => {
            out.needs.extend(object_key(&objects.next));
            out.needs.extend(object_needs(&objects.next));
        }
    }
}

fn object_key(object: &ObjectDef) -> Option<Key<'_>> {
    match object {
        ObjectDef::Namespace(name) => Some(Key::Namespace(name)),
        ObjectDef::Extension(def) => Some(Key::Extension(&def.name)),
        // Roles are there for the whole server.
        ObjectDef::Role(_) => None,
        ObjectDef::Sequence(def) => Some(Key::Sequence(&def.name)),
        // Types share their names.
        ObjectDef::Domain(def) => Some(Key::Enum(&def.name)),
        ObjectDef::Function(def) => Some(Key::Function(&def.name)),
        ObjectDef::Trigger(def) => Some(Key::Trigger(&def.table, &def.name)),
    }
}

fn object_namespace(object: &ObjectDef) -> Option<Key<'_>> {
    match object {
        ObjectDef::Extension(def) => def.schema.as_deref().map(Key::Namespace),
        ObjectDef::Sequence(def) => namespace(&def.name),
        ObjectDef::Domain(def) => namespace(&def.name),
        ObjectDef::Function(def) => namespace(&def.name),
        ObjectDef::Namespace(_) | ObjectDef::Role(_) | ObjectDef::Trigger(_) => None,
    }
}

/// What was said to be there first, whichever it is, and the table of a trigger.
fn object_needs(object: &ObjectDef) -> Vec<Key<'_>> {
    let depends_on = match object {
        ObjectDef::Function(def) => def.depends_on.as_slice(),
        ObjectDef::Trigger(def) => def.depends_on.as_slice(),
        ObjectDef::Namespace(_)
        | ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Sequence(_)
        | ObjectDef::Domain(_) => &[],
    };
    let said = depends_on.iter().flat_map(|name| [Key::Table(name), Key::Function(name)]);
    said.chain(object.table().map(Key::Table)).collect()
}

fn table_effects<'a>(
    out: &mut Effects<'a>,
    table: &'a ObjectName,
    change: &'a TableChange,
    rules: &dyn DiffRules,
) {
    if let TableChange::DropForeignKey(fk) = change {
        out.releases.extend([Key::Table(table), Key::Table(&fk.references)]);
        out.destroys.push(named(table, &fk.name));
        return;
    }
    out.needs.push(Key::Table(table));
    let index_key = |name: &'a str| index_named(rules, table, name);
    let columns = |columns: &'a [String]| columns.iter().map(move |column| Key::Column(table, column));
    match change {
        TableChange::RenameColumn(_) if rules.renames_columns_at_once() => {}
        TableChange::RenameColumn(names) => {
            if is_temporary(&names.previous) {
                out.needs.push(Key::Column(table, &names.previous));
            } else {
                out.destroys.push(Key::Column(table, &names.previous));
            }
            out.produces.push(Key::Column(table, &names.next));
        }
        TableChange::AddColumn { column, .. } => {
            needs_type(out, column);
            out.produces.push(Key::Column(table, &column.name));
        }
        TableChange::DropColumn(column) => {
            out.destroys.push(Key::Column(table, &column.name));
            out.releases.extend(enum_key(&column.ty));
        }
        TableChange::AlterColumn(change) => {
            out.needs.push(Key::Column(table, &change.columns.next.name));
            needs_type(out, &change.columns.next);
            out.releases.extend(enum_key(&change.columns.previous.ty));
        }
        TableChange::AddPrimaryKey(pk) => {
            out.needs.extend(columns(&pk.columns));
            out.produces.push(index_key(&pk.name));
        }
        TableChange::AddUnique(unique) => {
            out.needs.extend(columns(&unique.columns));
            out.produces.push(index_key(&unique.name));
        }
        TableChange::AddForeignKey(fk) => {
            out.needs.push(Key::Table(&fk.references));
            out.needs.extend(columns(&fk.columns));
            out.needs.extend(fk.referenced_columns.iter().map(|column| Key::Column(&fk.references, column)));
            out.produces.push(named(table, &fk.name));
        }
        TableChange::AddCheck(check) => out.produces.push(named(table, &check.name)),
        TableChange::CreateIndex(index) => out.produces.push(index_key(&index.name)),
        TableChange::DropPrimaryKey(pk) => out.destroys.push(index_key(&pk.name)),
        TableChange::DropUnique(unique) => out.destroys.push(index_key(&unique.name)),
        TableChange::DropCheck(check) => out.destroys.push(named(table, &check.name)),
        TableChange::DropIndex(index) => out.destroys.push(index_key(&index.name)),
        // Only where the names of constraints are shared by a schema are they renamed.
        TableChange::RenameConstraint(names)
        | TableChange::RenameIndex(names)
        | TableChange::RenameCounter(names) => {
            if is_temporary(&names.previous) {
                out.needs.push(index_key(&names.previous));
            } else {
                out.destroys.push(index_key(&names.previous));
            }
            out.produces.push(index_key(&names.next));
        }
        TableChange::AddExclusion(exclusion) => out.produces.push(index_key(&exclusion.name)),
        TableChange::DropExclusion(exclusion) => out.destroys.push(index_key(&exclusion.name)),
        TableChange::CreatePolicy(policy) => out.produces.push(Key::Policy(table, &policy.name)),
        TableChange::DropPolicy(policy) => out.destroys.push(Key::Policy(table, &policy.name)),
        TableChange::RenamePolicy(names) => {
            out.destroys.push(Key::Policy(table, &names.previous));
            out.produces.push(Key::Policy(table, &names.next));
        }
        TableChange::AddPartition(partition) => out.produces.push(index_key(&partition.name)),
        TableChange::DropPartition(partition) => out.destroys.push(index_key(&partition.name)),
        TableChange::RenamePartition(partitions) => {
            out.destroys.push(index_key(&partitions.previous.name));
            out.produces.push(index_key(&partitions.next.name));
        }
        TableChange::DropForeignKey(_)
        | TableChange::SetComment(_)
        | TableChange::SetOptions(_)
        | TableChange::SetRowSecurity(_)
        | TableChange::AlterPolicy(_)
        | TableChange::SetBounds(_)
        | TableChange::SetPartitioning(_) => {}
    }
}

fn produces_names<'a>(out: &mut Effects<'a>, table: &'a TableDef, rules: &dyn DiffRules) {
    let index_key = |name: &'a str| index_named(rules, &table.name, name);
    out.produces.extend(table.primary_key.iter().map(|pk| index_key(&pk.name)));
    out.produces.extend(table.uniques.iter().map(|unique| index_key(&unique.name)));
    out.produces.extend(table.exclusions.iter().map(|exclusion| index_key(&exclusion.name)));
    out.produces.extend(partitions(table).map(index_key));
}

/// The names of the partitions: tables of their own on PostgreSQL.
fn partitions(table: &TableDef) -> impl Iterator<Item = &str> {
    let partitions = table.partitioning.iter().flat_map(|partitioning| &partitioning.partitions);
    partitions.map(|partition| partition.name.as_str())
}

fn needs_type<'a>(out: &mut Effects<'a>, column: &'a ColumnDef) {
    out.needs.extend(enum_key(&column.ty));
    if let (SqlType::Enum(name), Some(DefaultDef::Literal(Literal::String(label)))) =
        (&column.ty, &column.default)
    {
        out.needs.push(Key::Label(name, label));
    }
}

fn enum_key(ty: &SqlType) -> Option<Key<'_>> {
    enum_of(ty).map(Key::Enum)
}

/// The enum of a type, if it is one or an array of one.
pub(crate) fn enum_of(ty: &SqlType) -> Option<&ObjectName> {
    match ty {
        SqlType::Enum(name) => Some(name),
        SqlType::Array(element) => enum_of(element),
        _ => None,
    }
}

fn namespace(name: &ObjectName) -> Option<Key<'_>> {
    name.schema.as_deref().map(Key::Namespace)
}

fn index_named<'a>(rules: &dyn DiffRules, table: &'a ObjectName, name: &'a str) -> Key<'a> {
    if rules.names_indexes_per_table() { Key::Index(table, name) } else { named(table, name) }
}

/// The key of a name inside the schema of `table`. A nameless one (SQLite) is no key to anything.
fn named<'a>(table: &'a ObjectName, name: &'a str) -> Key<'a> {
    if name.is_empty() { Key::Column(table, "") } else { Key::Named(table.schema.as_deref(), name) }
}
