//! Primary, unique and foreign keys: their columns exist, and what is referred to is a key.

use std::collections::HashMap;

use super::{SchemaProblem, Subject};
use crate::model::{
    Deferrable, ExclusionDef, ForeignKeyDef, IndexKey, ObjectName, ReferentialAction, TableDef,
};
use crate::{Dialect, SqlType};

/// The columns that keys and indexes name exist.
pub(super) fn own(table: &TableDef, found: &mut Vec<SchemaProblem>) {
    let of_key =
        table.primary_key.iter().map(|key| (key.name.as_str(), key.columns.iter().collect::<Vec<_>>()));
    let of_uniques =
        table.uniques.iter().map(|unique| (unique.name.as_str(), unique.columns.iter().collect()));
    let of_indexes = table.indexes.iter().map(|index| {
        let parts = index.parts.iter().filter_map(|part| match &part.key {
            IndexKey::Column(name) => Some(name),
            IndexKey::Expression(_) => None,
        });
        (index.name.as_str(), parts.chain(&index.include).collect())
    });
    said_once(table, found);
    for (name, columns) in of_key.chain(of_uniques).chain(of_indexes) {
        for column in columns {
            if table.column(column).is_none() {
                let message =
                    format!("`{name}` names the column `{column}`, which `{}` does not have", table.name);
                found.push(SchemaProblem::new(Subject::named(table, name), message));
            }
        }
    }
}

/// No two keys have the same columns: PostgreSQL makes one of two that it is given together, and two of those that come later.
/// <https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/parser/parse_utilcmd.c>, `transformIndexConstraints`.
fn said_once(table: &TableDef, found: &mut Vec<SchemaProblem>) {
    let of_key = table.primary_key.iter().map(|key| (&key.name, &key.columns));
    let keys: Vec<_> =
        of_key.chain(table.uniques.iter().map(|unique| (&unique.name, &unique.columns))).collect();
    for (at, (name, columns)) in keys.iter().enumerate() {
        let Some((first, _)) = keys[..at].iter().find(|(_, earlier)| earlier == columns) else { continue };
        let columns = columns.join("`, `");
        let message = format!("`{name}` says of `{columns}` what `{first}` says already");
        let problem = SchemaProblem::new(Subject::named(table, name), message);
        found.push(problem.hint("take one of them away: a primary key is unique too"));
    }
    for (at, exclusion) in table.exclusions.iter().enumerate() {
        let method =
            |exclusion: &ExclusionDef| exclusion.method.clone().unwrap_or_else(|| "btree".to_owned());
        let is_same = |earlier: &&ExclusionDef| {
            earlier.parts == exclusion.parts
                && earlier.predicate == exclusion.predicate
                && method(earlier) == method(exclusion)
        };
        let Some(first) = table.exclusions[..at].iter().find(is_same) else { continue };
        let message = format!("`{}` excludes what `{}` excludes already", exclusion.name, first.name);
        let problem = SchemaProblem::new(Subject::named(table, &exclusion.name), message);
        found.push(problem.hint("take one of them away"));
    }
    for (at, key) in table.foreign_keys.iter().enumerate() {
        let is_same = |earlier: &&ForeignKeyDef| {
            earlier.columns == key.columns
                && earlier.references == key.references
                && earlier.referenced_columns == key.referenced_columns
        };
        let Some(first) = table.foreign_keys[..at].iter().find(is_same) else { continue };
        let message = format!("`{}` refers to what `{}` refers to already", key.name, first.name);
        let problem = SchemaProblem::new(Subject::named(table, &key.name), message);
        found.push(problem.hint("take one of them away"));
    }
}

/// Each foreign key refers to a key of the same types, and its actions can be carried out.
pub(super) fn foreign(
    table: &TableDef,
    tables: &HashMap<&ObjectName, &TableDef>,
    dialect: Dialect,
    found: &mut Vec<SchemaProblem>,
) {
    for key in &table.foreign_keys {
        let Some(target) = tables.get(&key.references) else {
            let message =
                format!("`{}` refers to the table `{}`, which does not exist", key.name, key.references);
            found.push(SchemaProblem::new(Subject::named(table, &key.name), message));
            continue;
        };
        if columns_exist(table, key, target, found) {
            refers_to_a_key(table, key, target, found);
            types_agree(table, key, target, found);
        }
        actions(table, key, dialect, found);
    }
}

fn columns_exist(
    table: &TableDef,
    key: &ForeignKeyDef,
    target: &TableDef,
    found: &mut Vec<SchemaProblem>,
) -> bool {
    let before = found.len();
    for (side, columns) in [(table, &key.columns), (target, &key.referenced_columns)] {
        for column in columns.iter().filter(|column| side.column(column).is_none()) {
            let message =
                format!("`{}` names the column `{column}`, which `{}` does not have", key.name, side.name);
            found.push(SchemaProblem::new(Subject::named(table, &key.name), message));
        }
    }
    if key.columns.len() != key.referenced_columns.len() {
        let message = format!("`{}` has another number of columns on its other side", key.name);
        found.push(SchemaProblem::new(Subject::named(table, &key.name), message));
    }
    found.len() == before
}

/// A key that may be broken for a while, as PostgreSQL alone has them, is none to refer to.
/// <https://www.postgresql.org/docs/17/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES>
fn refers_to_a_key(table: &TableDef, key: &ForeignKeyDef, target: &TableDef, found: &mut Vec<SchemaProblem>) {
    let is_key = |columns: &[String]| {
        columns.len() == key.referenced_columns.len()
            && columns.iter().all(|column| key.referenced_columns.contains(column))
    };
    let is_unique_index = target.indexes.iter().any(|index| {
        let columns = index.parts.iter().map(|part| match &part.key {
            IndexKey::Column(name) => Some(name.clone()),
            IndexKey::Expression(_) => None,
        });
        index.is_unique
            && index.predicate.is_none()
            && columns.collect::<Option<Vec<_>>>().is_some_and(|columns| is_key(&columns))
    });
    let mut uniques = target.uniques.iter().filter(|unique| is_key(&unique.columns));
    let (at_once, deferrable) =
        (uniques.clone().find(|unique| unique.deferrable == Deferrable::No), uniques.next());
    if target.primary_key.as_ref().is_some_and(|primary| is_key(&primary.columns))
        || at_once.is_some()
        || is_unique_index
    {
        return;
    }
    let columns = key.referenced_columns.join("`, `");
    if let Some(unique) = deferrable {
        let message = format!(
            "`{}` refers to `{}.{columns}`, which `{}` keeps unique only at the end of a transaction",
            key.name, target.name, unique.name
        );
        let hint = "a foreign key wants a key that is checked at once: take `deferrable` away, or refer to another key";
        let problem = SchemaProblem::new(Subject::named(table, &key.name), message).hint(hint);
        found.push(problem.other(Subject::named(target, &unique.name)));
        return;
    }
    let message = format!("`{}.{columns}` is no key, so nothing can refer to it", target.name);
    found.push(
        SchemaProblem::new(Subject::named(table, &key.name), message)
            .hint("what is referred to must be unique: make it a primary key or `unique`")
            .other(Subject::table(target)),
    );
}

fn types_agree(table: &TableDef, key: &ForeignKeyDef, target: &TableDef, found: &mut Vec<SchemaProblem>) {
    for (own, referenced) in key.columns.iter().zip(&key.referenced_columns) {
        let (Some(own), Some(referenced)) = (table.column(own), target.column(referenced)) else { continue };
        if !are_comparable(&own.ty, &referenced.ty) {
            let message = format!(
                "`{}.{}` is {}, but `{}.{}`, which it refers to, is {}",
                table.name, own.name, own.ty, target.name, referenced.name, referenced.ty
            );
            let problem = SchemaProblem::new(Subject::column(table, &own.name), message);
            found.push(
                problem.hint("give both the same type").other(Subject::column(target, &referenced.name)),
            );
        }
    }
}

/// Can a foreign key join columns of these types? What is written in the user's own SQL is not compared.
fn are_comparable(one: &SqlType, other: &SqlType) -> bool {
    match (one, other) {
        (SqlType::Custom(_), _)
        | (_, SqlType::Custom(_))
        | (SqlType::Numeric(_), SqlType::Numeric(_))
        | (SqlType::Time(_), SqlType::Time(_))
        | (SqlType::Timestamp(_), SqlType::Timestamp(_))
        | (SqlType::TimestampTz(_), SqlType::TimestampTz(_)) => true,
        _ => one.is_text() && other.is_text() || one == other,
    }
}

fn actions(table: &TableDef, key: &ForeignKeyDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    for (word, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        let required = key
            .columns
            .iter()
            .filter_map(|column| table.column(column))
            .find(|column| !column.is_nullable || table.is_primary_key(&column.name));
        if action == ReferentialAction::SetNull
            && let Some(column) = required
        {
            let message =
                format!("`{word} = \"set null\"` on `{}.{}`, which is never NULL", table.name, column.name);
            let problem = SchemaProblem::new(Subject::column(table, &column.name), message);
            found.push(problem.hint("make the field an `Option`, or choose another action"));
        }
        if action == ReferentialAction::SetDefault && dialect == Dialect::Mysql {
            let message = format!("MySQL has no `{word} = \"set default\"` (`{}`)", key.name);
            found.push(SchemaProblem::new(Subject::named(table, &key.name), message));
        }
    }
}
