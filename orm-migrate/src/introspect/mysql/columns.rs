//! Columns. An enum has no name here: it gets that of its table and column.

use orm_schema::model::{
    ColumnDef, EnumDef, EnumLabelDef, GeneratedDef, GeneratedKind, ObjectName, UpdateDef,
};
use orm_schema::{Dialect, SqlType, ident};

use super::types::{self, Found};
use super::{Scope, Tables, key};
use crate::introspect::literal;
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// The last column tells the collation of the table, which a column inherits.
const COLUMNS: &str = "\
SELECT CAST(c.table_schema AS CHAR), CAST(c.table_name AS CHAR), CAST(c.column_name AS CHAR), CAST(c.column_type AS CHAR),
       CAST(c.is_nullable AS CHAR), CAST(c.column_default AS CHAR), CAST(c.extra AS CHAR), CAST(c.column_comment AS CHAR),
       CAST(c.generation_expression AS CHAR), CAST(c.collation_name AS CHAR), CAST(t.table_collation AS CHAR), {document}
FROM information_schema.columns c
JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
WHERE c.table_schema IN ({schemas})
ORDER BY c.table_schema, c.table_name, c.ordinal_position";

/// MariaDB keeps a document as text, under a check of the name of the column.
const MARIADB_DOCUMENT: &str = "\
EXISTS (SELECT 1 FROM information_schema.check_constraints k WHERE k.constraint_schema = c.table_schema
 AND k.table_name = c.table_name AND k.constraint_name = c.column_name AND k.level = 'Column'
 AND k.check_clause = concat('json_valid(`', replace(c.column_name, '`', '``'), '`)'))";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    let document = if scope.is_mariadb { MARIADB_DOCUMENT } else { "0" };
    for mut row in scope.rows(session, &COLUMNS.replace("{document}", document)).await? {
        let key = key(&mut row);
        let Some(table) = tables.table(&key).map(|table| table.name.clone()) else { continue };
        let (column, labels) = column(scope, &table, &mut row);
        if let (SqlType::Enum(name), false) = (&column.ty, labels.is_empty()) {
            let labels = labels.into_iter().map(|label| EnumLabelDef { label, renamed_from: None });
            tables.enums.push(EnumDef { name: name.clone(), labels: labels.collect(), renamed_from: None });
        }
        if let Some(table) = tables.table(&key) {
            table.columns.push(column);
        }
    }
    Ok(())
}

/// A column, and its labels if it is an enum.
fn column(scope: &Scope, table: &ObjectName, row: &mut Row) -> (ColumnDef, Vec<String>) {
    let (name, type_name, nullable, default) = (row.text(), row.text(), row.text(), row.optional());
    let (extra, comment, expression) = (row.text().to_lowercase(), row.text(), row.text());
    let (collation, table_collation, is_document) = (row.optional(), row.optional(), row.flag());
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
        let own = ColumnDef { default: Some(orm_schema::model::DefaultDef::Now), ..column.clone() };
        let is_now = literal::default(Dialect::Mysql, &own, update) == own.default;
        column.on_update = Some(if is_now { UpdateDef::Now } else { UpdateDef::Sql(update.to_owned()) });
    }
    (column, labels)
}

/// MariaDB prints a default as SQL; MySQL prints a constant without quotes and says of the rest that it is an expression.
fn default_sql(scope: &Scope, ty: &SqlType, extra: &str, default: String) -> String {
    let is_sql = scope.is_mariadb
        || extra.contains("default_generated")
        || default.to_lowercase().starts_with("current_timestamp");
    if is_sql {
        return unescaped(scope, &default);
    }
    let is_number = ty.is_integer()
        || matches!(ty, SqlType::Bool | SqlType::Real | SqlType::Double | SqlType::Numeric(_));
    let is_bits = default.starts_with("b'") || default.starts_with("0x");
    if is_number || is_bits { default } else { ident::string_literal(Dialect::Mysql, &default) }
}

/// MySQL escapes the quotes of an expression once more: `_utf8mb4\'a\'`.
pub(super) fn unescaped(scope: &Scope, sql: &str) -> String {
    if scope.is_mariadb { sql.to_owned() } else { sql.replace("\\'", "'") }
}
