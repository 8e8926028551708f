//! What a database lacks: types, table options and constraint options.

use super::{SchemaProblem, Subject};
use crate::model::{ColumnDef, Deferrable, GeneratedKind, TableDef, UpdateDef};
use crate::{Dialect, SchemaDef, SqlType};

/// What `dialect` lacks of what `table` asks for, indexes aside.
pub(super) fn of_table(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    options(table, dialect, found);
    for column in &table.columns {
        types(table, column, dialect, found);
        generated(table, column, dialect, found);
        written_on_updates(table, column, dialect, found);
    }
    constraints(table, dialect, found);
}

/// Schemas of enums.
pub(super) fn of_enums(schema: &SchemaDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    for def in schema.enums.iter().filter(|def| def.name.schema.is_some() && dialect == Dialect::Sqlite) {
        let subject = Subject::Enum { name: def.name.clone(), occurrence: 0 };
        found.push(SchemaProblem::new(
            subject,
            format!("SQLite has no schemas, but `{}` is in one", def.name),
        ));
    }
}

fn options(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let mut push = |message: String| found.push(SchemaProblem::new(Subject::table(table), message));
    if table.name.schema.is_some() && dialect == Dialect::Sqlite {
        push(format!("SQLite has no schemas, but `{}` is in one", table.name));
    }
    for (is_on, word) in [(table.options.strict, "strict"), (table.options.without_rowid, "without_rowid")] {
        if is_on && dialect != Dialect::Sqlite {
            push(format!("`{word}` is for SQLite, {dialect} has no such tables"));
        }
    }
    if table.options.without_rowid && table.primary_key.is_none() {
        push(format!("`{}` is `without_rowid`, so it needs a primary key", table.name));
    }
}

fn types(table: &TableDef, column: &ColumnDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    if dialect == Dialect::Postgres {
        return;
    }
    let (what, hint) = match &column.ty {
        SqlType::Array(_) => ("arrays", "keep the values as a document: `Json<Vec<..>>`"),
        SqlType::Interval => ("intervals", "keep a number of seconds: `i64`"),
        SqlType::VarBit => ("bit strings", "keep bytes: `Vec<u8>`"),
        SqlType::Vector(_) => ("vectors", "keep bytes: `Vec<u8>`"),
        _ => return,
    };
    let message = format!("{dialect} has no {what}, but `{}.{}` is {}", table.name, column.name, column.ty);
    found.push(SchemaProblem::new(Subject::column(table, &column.name), message).hint(hint));
}

/// PostgreSQL computes columns on writing only; virtual ones came with version 18.
/// <https://www.postgresql.org/docs/17/ddl-generated-columns.html>
fn generated(table: &TableDef, column: &ColumnDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let has_no_key = match dialect {
        Dialect::Postgres => None,
        Dialect::Mysql => {
            Some("MariaDB takes no computed column into a primary key, and MySQL none that is virtual")
        }
        Dialect::Sqlite => Some("SQLite takes no computed column into a primary key"),
    };
    if let Some(reason) = has_no_key
        && column.generated.is_some()
        && table.is_primary_key(&column.name)
    {
        let message = format!("{reason} (`{}.{}`)", table.name, column.name);
        let problem = SchemaProblem::new(Subject::column(table, &column.name), message);
        found.push(problem.hint("make it `unique`, and another column the primary key"));
    }
    let is_virtual = column.generated.as_ref().is_some_and(|def| def.kind == GeneratedKind::Virtual);
    if is_virtual && dialect == Dialect::Postgres {
        let message =
            format!("PostgreSQL before version 18 has no virtual columns (`{}.{}`)", table.name, column.name);
        let problem = SchemaProblem::new(Subject::column(table, &column.name), message);
        found.push(problem.hint("write `stored` instead of `virtual`"));
    }
}

/// MySQL gives such a column a default of zero, `0000-00-00 00:00:00`, which it takes for no date in whatever `ALTER TABLE` comes
/// next. <https://dev.mysql.com/doc/refman/8.4/en/timestamp-initialization.html>
fn written_on_updates(
    table: &TableDef,
    column: &ColumnDef,
    dialect: Dialect,
    found: &mut Vec<SchemaProblem>,
) {
    let is_written_by_database = column.on_update == Some(UpdateDef::Now)
        && matches!(column.ty, SqlType::Timestamp(_) | SqlType::TimestampTz(_));
    if dialect == Dialect::Mysql && is_written_by_database && !column.is_nullable && column.default.is_none()
    {
        let message = format!(
            "`{}.{}` is written on updates, and MySQL makes a default of zero up that it refuses later",
            table.name, column.name
        );
        let problem = SchemaProblem::new(Subject::column(table, &column.name), message);
        found.push(problem.hint("say what new rows get: `default = now()`, or make the field an `Option`"));
    }
}

fn constraints(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    for unique in &table.uniques {
        if unique.nulls_not_distinct && dialect != Dialect::Postgres {
            let message = format!("{dialect} has no `nulls_not_distinct` (`{}`)", unique.name);
            found.push(SchemaProblem::new(Subject::named(table, &unique.name), message));
        }
        if unique.deferrable != Deferrable::No && dialect != Dialect::Postgres {
            let message = format!(
                "{dialect} checks unique constraints at once, `{}` cannot be deferrable",
                unique.name
            );
            found.push(SchemaProblem::new(Subject::named(table, &unique.name), message));
        }
    }
    for key in &table.foreign_keys {
        if key.deferrable != Deferrable::No && dialect == Dialect::Mysql {
            let message = format!("MySQL checks foreign keys at once, `{}` cannot be deferrable", key.name);
            found.push(SchemaProblem::new(Subject::named(table, &key.name), message));
        }
    }
}
