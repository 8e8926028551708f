//! Columns of SQLite.

use std::fmt::Write as _;

use orm_schema::model::{ColumnDef, GeneratedKind, TableDef};
use orm_schema::{Dialect, SchemaDef, SqlType, types};

use super::rules::default;
use super::{quoted, text};
use crate::dialect::write;

/// A column as `CREATE TABLE` and `ADD COLUMN` want it. The key stands with the column if it is that column alone.
pub(super) fn definition(schema: &SchemaDef, table: &TableDef, column: &ColumnDef) -> String {
    let name = quoted(&column.name);
    let mut sql = format!("{name} {}", types::column_type(Dialect::Sqlite, schema, &column.ty));
    // SQLite lets a key be NULL unless told not to.
    if !column.is_nullable {
        sql += " NOT NULL";
    }
    if is_sole_key(table, column) {
        sql += " PRIMARY KEY";
        if column.auto_increment {
            sql += " AUTOINCREMENT";
        }
    }
    if let Some(collation) = &column.collation {
        let _ = write!(sql, " COLLATE {}", quoted(collation));
    }
    if let Some(default) = default(column) {
        let _ = write!(sql, " DEFAULT {default}");
    }
    if let Some(generated) = &column.generated {
        let kind = match generated.kind {
            GeneratedKind::Stored => "STORED",
            GeneratedKind::Virtual => "VIRTUAL",
        };
        let _ = write!(sql, " GENERATED ALWAYS AS {} {kind}", write::parenthesized(&generated.expression));
    }
    if let SqlType::Enum(enum_name) = &column.ty {
        let labels = schema.enum_def(enum_name).map(|def| def.labels.as_slice()).unwrap_or_default();
        let labels: Vec<String> = labels.iter().map(|label| text(&label.label)).collect();
        let _ = write!(sql, " CHECK ({name} IN ({}))", labels.join(", "));
    }
    sql
}

/// Is the column the whole primary key?
pub(super) fn is_sole_key(table: &TableDef, column: &ColumnDef) -> bool {
    table.primary_key.as_ref().is_some_and(|pk| pk.columns == [column.name.as_str()])
}
