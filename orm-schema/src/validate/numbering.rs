//! Columns that the database numbers or computes.

use super::{SchemaProblem, Subject};
use crate::model::{ColumnDef, IndexKey, TableDef};
use crate::{Dialect, SqlType};

/// Rules for auto-increment, identity and generated columns.
pub(super) fn check(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let mut numbered = Vec::new();
    for column in &table.columns {
        one_source(table, column, found);
        if column.auto_increment || column.identity.is_some() {
            numbered.push(column);
            numbering(table, column, dialect, found);
        }
    }
    if let [_, second, ..] = numbered[..]
        && dialect == Dialect::Mysql
    {
        let message = format!("MySQL numbers one column of a table, `{}` has two", table.name);
        found.push(SchemaProblem::new(Subject::column(table, &second.name), message));
    }
}

/// A value comes from one place.
fn one_source(table: &TableDef, column: &ColumnDef, found: &mut Vec<SchemaProblem>) {
    let sources = [
        (column.generated.is_some(), "is generated"),
        (column.auto_increment || column.identity.is_some(), "is numbered by the database"),
        (column.default.is_some(), "has a default"),
    ];
    let given: Vec<&str> = sources.iter().filter(|(is_given, _)| *is_given).map(|(_, what)| *what).collect();
    if given.len() > 1 {
        let message = format!("`{}.{}` {}", table.name, column.name, given.join(" and "));
        found
            .push(SchemaProblem::new(Subject::column(table, &column.name), message).hint("keep one of them"));
    }
}

fn numbering(table: &TableDef, column: &ColumnDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let mut push = |message: String, hint: &str| {
        found.push(SchemaProblem::new(Subject::column(table, &column.name), message).hint(hint));
    };
    let name = format!("{}.{}", table.name, column.name);
    if !column.ty.is_integer() {
        push(
            format!("`{name}` is {}, but only whole numbers are counted up", column.ty),
            "use `i32` or `i64`",
        );
        return;
    }
    if column.is_nullable {
        push(format!("`{name}` is counted up, so it is never NULL"), "take the `Option` away");
    }
    let is_sole_key = table.primary_key.as_ref().is_some_and(|key| key.columns == [column.name.as_str()]);
    match dialect {
        Dialect::Postgres if column.ty == SqlType::UnsignedBigInt => {
            push(format!("`{name}` is {}, which PostgreSQL does not count up", column.ty), "use `i64`");
        }
        Dialect::Mysql if !starts_a_key(table, &column.name) => {
            push(
                format!("MySQL counts up only a column with a key, and `{name}` has none"),
                "make it the primary key",
            );
        }
        Dialect::Sqlite if !is_sole_key => {
            push(
                format!("SQLite counts up only the sole column of a primary key, and `{name}` is not that"),
                "make it the only column of the primary key",
            );
        }
        Dialect::Sqlite if table.options.without_rowid => {
            push(
                format!("a table without rowid counts nothing up, so `{name}` cannot be"),
                "take `without_rowid` away",
            );
        }
        Dialect::Postgres | Dialect::Mysql | Dialect::Sqlite => {}
    }
}

fn starts_a_key(table: &TableDef, column: &str) -> bool {
    let starts = |columns: &[String]| columns.first().is_some_and(|first| first == column);
    table.primary_key.as_ref().is_some_and(|key| starts(&key.columns))
        || table.uniques.iter().any(|unique| starts(&unique.columns))
        || table.indexes.iter().any(|index| {
            index.parts.first().is_some_and(|part| part.key == IndexKey::Column(column.to_owned()))
        })
}
