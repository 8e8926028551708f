//! Rules over a whole schema: what a database would refuse, said before it is asked.

mod features;
mod index_features;
mod keys;
mod names;
mod numbering;
mod objects;
mod problem;
mod spelling;
mod table_features;
mod views;

pub use problem::{SchemaProblem, Subject};

use std::collections::HashMap;

use crate::model::{ObjectName, TableDef};
use crate::{Dialect, SchemaDef};

/// Everything in `schema` that `dialect` would refuse, in the order of the schema.
pub fn problems(schema: &SchemaDef, dialect: Dialect) -> Vec<SchemaProblem> {
    let mut found = Vec::new();
    let tables: HashMap<&ObjectName, &TableDef> =
        schema.tables.iter().map(|table| (&table.name, table)).collect();
    names::of_schema(schema, dialect, &mut found);
    for table in &schema.tables {
        names::of_table(table, dialect, &mut found);
        keys::own(table, &mut found);
        keys::foreign(table, &tables, dialect, &mut found);
        numbering::check(table, dialect, &mut found);
        features::of_table(table, dialect, &mut found);
        index_features::check(table, dialect, &mut found);
        table_features::check(table, dialect, &mut found);
    }
    features::of_enums(schema, dialect, &mut found);
    views::check(schema, dialect, &mut found);
    objects::check(schema, dialect, &mut found);
    found
}

#[cfg(test)]
mod tests;
