//! What speaks of a column: what goes with it, and what follows it to another name.

use orm_schema::model::{ExclusionDef, IndexKey, PolicyDef};
use orm_schema::{Dialect, ident};

use super::draft::Draft;
use super::{names, views};

impl Draft<'_> {
    /// Takes a column out, and everything that is built on it.
    pub(super) fn drop_column(&mut self, table: usize, column: usize) {
        let owner = self.schema.tables[table].name.clone();
        let def = self.schema.tables[table].columns.remove(column);
        self.release(table, &def.name);
        let generated = self.schema.tables[table].columns.iter().position(|other| {
            other
                .generated
                .as_ref()
                .is_some_and(|generated| mentions(self.dialect, &generated.expression, &def.name))
        });
        for other in &mut self.schema.tables {
            other
                .foreign_keys
                .retain(|fk| fk.references != owner || !fk.referenced_columns.contains(&def.name));
        }
        if let Some(generated) = generated {
            self.drop_column(table, generated);
        }
    }

    /// Takes away keys, indexes and checks over a column.
    pub(super) fn release(&mut self, table: usize, column: &str) {
        let dialect = self.dialect;
        let table = &mut self.schema.tables[table];
        let name = column.to_owned();
        let speaks = |sql: &Option<String>| sql.as_ref().is_some_and(|sql| mentions(dialect, sql, column));
        table.policies.retain(|PolicyDef { using, check, .. }| !speaks(using) && !speaks(check));
        let is_over = |exclusion: &ExclusionDef| {
            exclusion.parts.iter().any(|part| part.part.key == IndexKey::Column(name.clone()))
                || speaks(&exclusion.predicate)
        };
        table.exclusions.retain(|exclusion| !is_over(exclusion));
        if table.primary_key.as_ref().is_some_and(|pk| pk.columns.contains(&name)) {
            table.primary_key = None;
        }
        table.uniques.retain(|unique| !unique.columns.contains(&name));
        table.foreign_keys.retain(|fk| !fk.columns.contains(&name));
        table.checks.retain(|check| !mentions(dialect, &check.expression, column));
        table.indexes.retain(|index| {
            let is_key = |key: &IndexKey| match key {
                IndexKey::Column(key) => *key == name,
                IndexKey::Expression(sql) => mentions(dialect, sql, column),
            };
            !index.parts.iter().any(|part| is_key(&part.key))
                && !index.include.contains(&name)
                && !index.predicate.as_ref().is_some_and(|sql| mentions(dialect, sql, column))
        });
    }

    /// Gives a column another name everywhere.
    pub(super) fn rename_column(&mut self, table: usize, column: usize, name: &str) {
        let dialect = self.dialect;
        let owner = self.schema.tables[table].name.clone();
        let old = std::mem::replace(&mut self.schema.tables[table].columns[column].name, name.to_owned());
        let rename = |column: &mut String| {
            if *column == old {
                name.clone_into(column);
            }
        };
        for other in &mut self.schema.tables {
            let keys = other.foreign_keys.iter_mut().filter(|fk| fk.references == owner);
            keys.flat_map(|fk| &mut fk.referenced_columns).for_each(rename);
        }
        views::follow_column(dialect, &mut self.schema, &owner, (&old, name));
        let table = &mut self.schema.tables[table];
        let derived = names::derived(table);
        table.primary_key.iter_mut().flat_map(|pk| &mut pk.columns).for_each(rename);
        table.uniques.iter_mut().flat_map(|unique| &mut unique.columns).for_each(rename);
        table.foreign_keys.iter_mut().flat_map(|fk| &mut fk.columns).for_each(rename);
        let respell =
            |sql: &mut String| *sql = replaced(sql, &spelled(dialect, &old), &spelled(dialect, name));
        table.checks.iter_mut().for_each(|check| respell(&mut check.expression));
        for PolicyDef { using, check, .. } in &mut table.policies {
            using.iter_mut().chain(check).for_each(respell);
        }
        for exclusion in &mut table.exclusions {
            exclusion.predicate.iter_mut().for_each(respell);
            for compared in &mut exclusion.parts {
                if let IndexKey::Column(key) = &mut compared.part.key {
                    rename(key);
                }
            }
        }
        let generated = table.columns.iter_mut().filter_map(|column| column.generated.as_mut());
        generated.for_each(|generated| respell(&mut generated.expression));
        for index in &mut table.indexes {
            index.include.iter_mut().for_each(rename);
            index.predicate.iter_mut().for_each(respell);
            for part in &mut index.parts {
                match &mut part.key {
                    IndexKey::Column(key) => rename(key),
                    IndexKey::Expression(sql) => respell(sql),
                }
            }
        }
        names::follow(table, &derived);
    }
}

/// A column's name in an expression.
pub(super) fn spelled(dialect: Dialect, column: &str) -> String {
    let is_plain = column != "order" && column.chars().all(|c| c.is_ascii_lowercase());
    if is_plain { column.to_owned() } else { ident::quoted(dialect, column) }
}

/// Does an expression speak of a column?
pub(super) fn mentions(dialect: Dialect, sql: &str, column: &str) -> bool {
    let name = spelled(dialect, column);
    replaced(sql, &name, "") != sql
}

/// Replaces a word, where it is no part of another.
fn replaced(sql: &str, word: &str, by: &str) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some(at) = rest.find(word) {
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '\'');
        let (before, after) = (rest[..at].chars().next_back(), rest[at + word.len()..].chars().next());
        out.push_str(&rest[..at]);
        out.push_str(if is_part(before) || is_part(after) { word } else { by });
        rest = &rest[at + word.len()..];
    }
    out + rest
}
