//! Names: unique where the database wants them unique, and as it keeps them. Reserved words are fine, everything is quoted.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{SchemaProblem, Subject, spelling};
use crate::model::{ObjectName, TableDef};
use crate::{Dialect, SchemaDef};

/// Names of tables and enums, and of what shares a scope across tables.
pub(super) fn of_schema(schema: &SchemaDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let mut tables = Seen::default();
    let mut occurrences: HashMap<&ObjectName, usize> = HashMap::new();
    for table in &schema.tables {
        let occurrence = occurrences.entry(&table.name).or_default();
        let subject = Subject::Table { name: table.name.clone(), occurrence: *occurrence };
        *occurrence += 1;
        // Names that differ in case only are one name on Windows, macOS and SQLite.
        let key = (table.name.schema.clone(), table.name.name.to_lowercase());
        if let Some(first) = tables.insert(key, &subject) {
            let problem = SchemaProblem::new(subject, format!("there are two tables `{}`", table.name));
            found.push(problem.hint("give one of them another name: `#[table(name = \"..\")]`").other(first));
        }
    }
    of_enums(schema, dialect, found);
    shared_scope(schema, dialect, found);
}

/// Types that PostgreSQL finds before those of the user, wherever a name stands without its schema.
/// <https://www.postgresql.org/docs/17/ddl-schemas.html#DDL-SCHEMAS-CATALOG>
const BUILT_IN_TYPES: [&str; 44] = [
    "bit",
    "bool",
    "box",
    "bpchar",
    "bytea",
    "char",
    "cidr",
    "circle",
    "date",
    "daterange",
    "event_trigger",
    "float4",
    "float8",
    "inet",
    "int2",
    "int4",
    "int8",
    "interval",
    "json",
    "jsonb",
    "line",
    "macaddr",
    "money",
    "name",
    "numeric",
    "oid",
    "path",
    "point",
    "polygon",
    "record",
    "regclass",
    "regtype",
    "text",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "trigger",
    "tsquery",
    "tsvector",
    "uuid",
    "varchar",
    "void",
    "xml",
];

fn of_enums(schema: &SchemaDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let mut enums = Seen::default();
    let mut occurrences: HashMap<&ObjectName, usize> = HashMap::new();
    for def in &schema.enums {
        let occurrence = occurrences.entry(&def.name).or_default();
        let subject = Subject::Enum { name: def.name.clone(), occurrence: *occurrence };
        *occurrence += 1;
        // Elsewhere an enum is part of its columns.
        if dialect == Dialect::Postgres {
            spelling::check(&def.name.name, "enum", &|| subject.clone(), dialect, found);
            if def.name.schema.is_none() && BUILT_IN_TYPES.contains(&def.name.name.as_str()) {
                let message =
                    format!("PostgreSQL has a type `{}` of its own, and takes that for the enum", def.name);
                let problem = SchemaProblem::new(subject.clone(), message);
                found.push(problem.hint("give it another name: `#[column_type(name = \"..\")]`"));
            }
        }
        if let Some(first) = enums.insert((def.name.schema.clone(), def.name.name.to_lowercase()), &subject) {
            let problem = SchemaProblem::new(subject, format!("there are two enums `{}`", def.name));
            found.push(
                problem.hint("give one of them another name: `#[column_type(name = \"..\")]`").other(first),
            );
        }
    }
}

/// Names that must be unique beyond their table: indexes on PostgreSQL and SQLite, where they share the names of tables;
/// foreign keys and checks on MySQL.
fn shared_scope(schema: &SchemaDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let mut seen = Seen::default();
    if dialect != Dialect::Mysql {
        for table in &schema.tables {
            seen.insert(
                (table.name.schema.clone(), folded(&table.name.name, dialect).into_owned()),
                &Subject::table(table),
            );
        }
        for view in &schema.views {
            let key = (view.name.schema.clone(), folded(&view.name.name, dialect).into_owned());
            seen.insert(key, &Subject::view(view));
        }
    }
    let of_tables = schema.tables.iter().map(|table| (&table.name, shared_names(table, dialect)));
    let of_views =
        schema.views.iter().filter(|_| dialect == Dialect::Postgres).map(|view| {
            (&view.name, view.indexes.iter().map(|index| index.name.as_str()).collect::<Vec<_>>())
        });
    for (table, names) in of_tables.chain(of_views) {
        let mut own: HashMap<&str, usize> = HashMap::new();
        for name in names {
            let occurrence = own.entry(name).or_default();
            let subject =
                Subject::Named { table: table.clone(), name: name.to_owned(), occurrence: *occurrence };
            *occurrence += 1;
            let key = (table.schema.clone(), folded(name, dialect).into_owned());
            if let Some(first) = seen.insert(key, &subject) {
                let problem = SchemaProblem::new(subject, format!("the name `{name}` is taken"));
                found.push(problem.hint("give one of them another name: `name = \"..\"`").other(first));
            }
        }
    }
}

fn shared_names(table: &TableDef, dialect: Dialect) -> Vec<&str> {
    let indexes = table.indexes.iter().map(|index| index.name.as_str());
    match dialect {
        Dialect::Postgres => {
            let key = table.primary_key.iter().map(|key| key.name.as_str());
            let exclusions = table.exclusions.iter().map(|exclusion| exclusion.name.as_str());
            let uniques = table.uniques.iter().map(|unique| unique.name.as_str());
            let partitions = table.partitioning.iter().flat_map(|partitioning| &partitioning.partitions);
            let partitions = partitions.map(|partition| partition.name.as_str());
            key.chain(uniques).chain(exclusions).chain(indexes).chain(partitions).collect()
        }
        Dialect::Mysql => {
            let keys = table.foreign_keys.iter().map(|key| key.name.as_str());
            keys.chain(table.checks.iter().map(|check| check.name.as_str())).collect()
        }
        Dialect::Sqlite => indexes.collect(),
    }
}

/// Names inside one table.
pub(super) fn of_table(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    if table.columns.is_empty() {
        let message = format!("the table `{}` has no columns", table.name);
        found.push(SchemaProblem::new(Subject::table(table), message));
    }
    spelling::check_relation(&table.name.name, "table", &|| Subject::table(table), dialect, found);
    let mut columns: HashMap<Cow<'_, str>, usize> = HashMap::with_capacity(table.columns.len());
    for (index, column) in table.columns.iter().enumerate() {
        spelling::check(&column.name, "column", &|| Subject::column(table, &column.name), dialect, found);
        let first = *columns.entry(folded(&column.name, dialect)).or_insert(index);
        if first < index {
            let message = format!("the table `{}` has two columns `{}`", table.name, column.name);
            let problem = SchemaProblem::new(nth_column(table, index), message);
            found.push(problem.other(nth_column(table, first)));
        }
    }
    for policy in &table.policies {
        spelling::check(&policy.name, "policy", &|| Subject::named(table, &policy.name), dialect, found);
    }
    for partition in table.partitioning.iter().flat_map(|partitioning| &partitioning.partitions) {
        spelling::check(&partition.name, "partition", &|| Subject::table(table), dialect, found);
    }
    own_scope(table, dialect, found);
}

/// The column at that position, told apart from others of its name.
fn nth_column(table: &TableDef, index: usize) -> Subject {
    let name = &table.columns[index].name;
    let occurrence = table.columns[..index].iter().filter(|column| column.name == *name).count();
    Subject::Column { table: table.name.clone(), column: name.clone(), occurrence }
}

/// Names that must be unique in their table: constraints on PostgreSQL, keys on MySQL.
fn own_scope(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let uniques = table.uniques.iter().map(|unique| unique.name.as_str());
    let indexes = table.indexes.iter().map(|index| index.name.as_str());
    let foreign_keys = table.foreign_keys.iter().map(|key| key.name.as_str());
    let checks = table.checks.iter().map(|check| check.name.as_str());
    let names: Vec<&str> = match dialect {
        Dialect::Postgres => foreign_keys.clone().chain(checks.clone()).collect(),
        Dialect::Mysql => uniques.clone().chain(indexes.clone()).collect(),
        Dialect::Sqlite => Vec::new(),
    };
    let mut seen = Seen::default();
    let mut occurrences: HashMap<&str, usize> = HashMap::new();
    for name in names {
        let occurrence = occurrences.entry(name).or_default();
        let subject =
            Subject::Named { table: table.name.clone(), name: name.to_owned(), occurrence: *occurrence };
        *occurrence += 1;
        if let Some(first) = seen.insert((None, folded(name, dialect).into_owned()), &subject) {
            let message = format!("the table `{}` has two constraints or indexes `{name}`", table.name);
            let problem = SchemaProblem::new(subject, message).other(first);
            found.push(problem.hint("give one of them another name: `name = \"..\"`"));
        }
    }
    let exclusions = table.exclusions.iter().map(|exclusion| exclusion.name.as_str());
    for index in &table.indexes {
        if let Some(message) = spelling::of_sqlite(&index.name, "index", dialect) {
            let problem = SchemaProblem::new(Subject::named(table, &index.name), message);
            found.push(problem.hint("give it another name: `name = \"..\"`"));
        }
    }
    for name in uniques.chain(indexes).chain(foreign_keys).chain(checks).chain(exclusions) {
        spelling::check(name, "constraint or index", &|| Subject::named(table, name), dialect, found);
    }
}

/// A name as the database compares it.
fn folded(name: &str, dialect: Dialect) -> Cow<'_, str> {
    let is_folded = dialect == Dialect::Postgres || !name.chars().any(char::is_uppercase);
    if is_folded { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) }
}

/// Names that were seen, and where.
#[derive(Default)]
struct Seen(HashMap<(Option<String>, String), Subject>);

impl Seen {
    /// The subject that has the name already, if there is one.
    fn insert(&mut self, name: (Option<String>, String), subject: &Subject) -> Option<Subject> {
        match self.0.entry(name) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(free) => {
                free.insert(subject.clone());
                None
            }
        }
    }
}
