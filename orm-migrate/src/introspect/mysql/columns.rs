//! Columns. An enum has no name here: it gets that of its table and column.

use std::collections::HashSet;

use orm_schema::model::{
    ColumnDef, DefaultDef, EnumDef, EnumLabelDef, GeneratedDef, GeneratedKind, Literal, ObjectName, UpdateDef,
};
use orm_schema::{Dialect, SqlType, ident};

use super::checks::Check;
use super::types::{self, Found};
use super::{Scope, Tables, key};
use crate::introspect::literal;
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// Each side of a join names the schemas: MariaDB looks through every database of the server otherwise.
///
/// The last column tells the collation of the table, which a column inherits.
const COLUMNS: &str = "\
SELECT CAST(c.table_schema AS CHAR), CAST(c.table_name AS CHAR), CAST(c.column_name AS CHAR), CAST(c.column_type AS CHAR),
       CAST(c.is_nullable AS CHAR), CAST(c.column_default AS CHAR), CAST(c.extra AS CHAR), CAST(c.column_comment AS CHAR),
       CAST(c.generation_expression AS CHAR), CAST(c.collation_name AS CHAR), CAST(t.table_collation AS CHAR)
FROM information_schema.columns c
JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
WHERE c.table_schema IN ({schemas}) AND t.table_schema IN ({schemas})
ORDER BY c.table_schema, c.table_name, c.ordinal_position";

/// The columns of shapes that lie on another map than the plain one.
const MAPS_OF_MARIADB: &str = "\
SELECT CAST(g_table_schema AS CHAR), CAST(g_table_name AS CHAR), CAST(g_geometry_column AS CHAR)
FROM information_schema.geometry_columns WHERE srid <> 0 AND g_table_schema IN ({schemas})";
const MAPS_OF_MYSQL: &str = "\
SELECT CAST(table_schema AS CHAR), CAST(table_name AS CHAR), CAST(column_name AS CHAR)
FROM information_schema.st_geometry_columns WHERE srs_id IS NOT NULL AND table_schema IN ({schemas})";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    checks: &[Check],
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    let documents: HashSet<(&str, &str, String)> = checks.iter().filter_map(Check::document).collect();
    for mut row in scope.rows(session, COLUMNS).await? {
        let key = key(&mut row);
        let Some(table) = tables.table(&key).map(|table| table.name.clone()) else { continue };
        let is_document = |name: &str| documents.contains(&(key.0.as_str(), key.1.as_str(), name.to_owned()));
        let (column, labels, is_invisible) = column(scope, &table, is_document, &mut row);
        if is_invisible {
            let reason =
                "that `*` leaves it out is not part of the model, and a change of the column ends it";
            tables.lacks_in_column(&key, "invisible column", column.name.clone(), reason);
        }
        if let (SqlType::Enum(name), false) = (&column.ty, labels.is_empty()) {
            let labels = labels.into_iter().map(|label| EnumLabelDef { label, renamed_from: None });
            tables.enums.push(EnumDef { name: name.clone(), labels: labels.collect(), renamed_from: None });
        }
        if let Some(table) = tables.table(&key) {
            table.columns.push(column);
        }
    }
    let maps = if scope.is_mariadb { MAPS_OF_MARIADB } else { MAPS_OF_MYSQL };
    for mut row in scope.rows(session, maps).await? {
        let reason = "it is not part of the model, and a change of the column ends it";
        tables.lacks_in_column(&key(&mut row), "SRID of column", row.text(), reason);
    }
    Ok(())
}

/// A column, its labels if it is an enum, and whether it is left out of `*`.
fn column(
    scope: &Scope,
    table: &ObjectName,
    is_document: impl Fn(&str) -> bool,
    row: &mut Row,
) -> (ColumnDef, Vec<String>, bool) {
    let (name, type_name, nullable, default) = (row.text(), row.text(), row.text(), row.optional());
    let (extra, comment, expression) = (row.text().to_lowercase(), row.text(), row.text());
    let (collation, table_collation, is_document) = (row.optional(), row.optional(), is_document(&name));
    let (ty, labels) = match types::of_name(&type_name, is_document) {
        Found::Type(ty) => (ty, Vec::new()),
        Found::Labels(labels) => {
            let enum_name =
                ObjectName { schema: table.schema.clone(), name: format!("{}_{name}", table.name) };
            (SqlType::Enum(enum_name), labels)
        }
    };
    let mut column = ColumnDef::new(name, ty);
    column.is_nullable = nullable == "YES";
    column.collation = collation.filter(|name| !is_document && Some(name) != table_collation.as_ref());
    column.comment = Some(comment).filter(|comment| !comment.is_empty());
    column.auto_increment = extra.contains("auto_increment");
    let kind = if extra.contains("stored generated") || extra.contains("persistent") {
        Some(GeneratedKind::Stored)
    } else if extra.contains("virtual generated") {
        Some(GeneratedKind::Virtual)
    } else {
        None
    };
    if let Some(kind) = kind {
        let expression = unescaped(scope, &expression);
        column.generated = Some(GeneratedDef { expression: literal::bare(&expression).to_owned(), kind });
    } else if let Some(sql) = default {
        let sql = default_sql(scope, &column.ty, &extra, sql);
        column.default = literal::default(Dialect::Mysql, &column, &sql);
    }
    if let Some(update) = extra.split("on update ").nth(1) {
        let own = ColumnDef { default: Some(DefaultDef::Now), ..column.clone() };
        let is_now = literal::default(Dialect::Mysql, &own, with_digits(update)) == own.default;
        column.on_update = Some(if is_now { UpdateDef::Now } else { UpdateDef::Sql(update.to_owned()) });
        // A point in time that is written on updates gets this default when it is given none.
        let is_added = |text: &String| text.starts_with("0000-00-00 00:00:00");
        column.default = column.default.filter(
            |default| !matches!(default, DefaultDef::Literal(Literal::String(text)) if is_added(text)),
        );
    }
    (column, labels, extra.contains("invisible"))
}

/// MariaDB prints a default as SQL; MySQL prints a constant without quotes and says of the rest that it is an expression.
fn default_sql(scope: &Scope, ty: &SqlType, extra: &str, default: String) -> String {
    let is_sql = scope.is_mariadb
        || extra.contains("default_generated")
        || default.to_lowercase().starts_with("current_timestamp");
    if is_sql {
        return unescaped(scope, with_digits(&default));
    }
    let is_number = ty.is_integer()
        || matches!(ty, SqlType::Bool | SqlType::Real | SqlType::Double | SqlType::Numeric(_));
    let is_bits = default.starts_with("b'") || default.starts_with("0x");
    if is_number || is_bits { default } else { ident::string_literal(Dialect::Mysql, &default) }
}

/// No digits are printed as none: `CURRENT_TIMESTAMP` by MySQL, `current_timestamp()` by MariaDB.
fn with_digits(sql: &str) -> &str {
    let name = sql.strip_suffix("()").unwrap_or(sql);
    if name.eq_ignore_ascii_case("current_timestamp") { "CURRENT_TIMESTAMP(0)" } else { sql }
}

/// MySQL escapes the quotes and backslashes of an expression once more: `_utf8mb4\'a\\\'b\'`.
pub(super) fn unescaped(scope: &Scope, sql: &str) -> String {
    if scope.is_mariadb {
        return sql.to_owned();
    }
    let mut plain = String::with_capacity(sql.len());
    let mut rest = sql.chars().peekable();
    while let Some(next) = rest.next() {
        let escaped = if next == '\\' { rest.next_if(|c| matches!(c, '\'' | '\\')) } else { None };
        plain.push(escaped.unwrap_or(next));
    }
    plain
}
