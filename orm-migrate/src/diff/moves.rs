//! Tables that move into another schema of PostgreSQL, where their indexes and sequences need room as well.

use std::collections::{HashMap, HashSet};

use orm_schema::model::{ColumnDef, ObjectName, TableDef};
use orm_schema::{Pair, SchemaDef};

use super::Obstacle;
use super::rules::DiffRules;

/// The moves of tables, by their names, that find a name taken there.
pub(super) fn in_the_way<'a>(
    previous: &SchemaDef,
    rules: &dyn DiffRules,
    renamed: impl Iterator<Item = Pair<&'a ObjectName>>,
) -> Vec<Obstacle> {
    if rules.names_indexes_per_table() {
        return Vec::new();
    }
    let moved = renamed.filter(|names| names.previous.schema != names.next.schema);
    let mut moved = moved.peekable();
    if moved.peek().is_none() {
        return Vec::new();
    }
    let tables = previous.tables_by_name();
    let mut there: HashMap<&Option<String>, HashSet<String>> = HashMap::new();
    for table in &previous.tables {
        there.entry(&table.name.schema).or_default().extend(names_with(rules, table));
    }
    let obstacle = |names: Pair<&ObjectName>| {
        let own = names_with(rules, tables.get(names.previous)?);
        let taken = own.intersection(there.get(&names.next.schema)?).min()?;
        Some(obstacle(names, taken))
    };
    moved.filter_map(obstacle).collect()
}

fn obstacle(names: Pair<&ObjectName>, taken: &str) -> Obstacle {
    let Pair { previous, next } = names;
    let schema = next.schema.as_deref().unwrap_or("public");
    Obstacle {
        message: format!(
            "table `{previous}` takes `{taken}` along into schema `{schema}`, where another table has one of that name"
        ),
        hint: "give the table and what it has another name first, and move it in a second migration"
            .to_owned(),
    }
}

/// What a table has beside its own name that no other table of its schema may have.
fn names_with(rules: &dyn DiffRules, table: &TableDef) -> HashSet<String> {
    let counts = |column: &&ColumnDef| column.identity.is_some();
    let table = rules.stored(table.clone());
    let counters = table.columns.iter().filter(counts);
    let counters = counters.filter_map(|column| rules.counter_name(&table.name.name, &column.name));
    let indexes = table.indexes.iter().map(|index| index.name.clone());
    let uniques = table.uniques.iter().map(|unique| unique.name.clone());
    let exclusions = table.exclusions.iter().map(|exclusion| exclusion.name.clone());
    let key = table.primary_key.iter().map(|key| key.name.clone());
    counters.chain(indexes).chain(uniques).chain(exclusions).chain(key).collect()
}
