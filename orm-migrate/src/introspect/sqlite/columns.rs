//! Columns and the primary key.

use std::collections::BTreeMap;

use orm_schema::model::{
    ColumnDef, EnumDef, EnumLabelDef, GeneratedDef, GeneratedKind, ObjectName, PrimaryKeyDef,
};
use orm_schema::{Dialect, SqlType, ident};

use super::statement::{ColumnText, Statement};
use super::{Tables, rows};
use crate::introspect::literal;
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// `hidden` is 2 for a virtual and 3 for a stored generated column. <https://sqlite.org/pragma.html#pragma_table_xinfo>
const COLUMNS: &str = "\
SELECT m.name, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden
FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) x
WHERE m.type = 'table' AND x.hidden <> 1
ORDER BY m.name, x.cid";

pub(super) async fn read(
    session: &mut dyn Session,
    statements: &BTreeMap<String, Statement>,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    let mut keys: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
    for mut row in rows(session, COLUMNS, &[]).await? {
        let table = row.text();
        let Some(statement) = statements.get(&table) else { continue };
        let (column, text, place) = column(&table, statement, &mut row);
        if place > 0 {
            keys.entry(table.clone()).or_default().push((place, column.name.clone()));
        }
        if let (SqlType::Enum(name), Some(labels)) = (&column.ty, text.labels()) {
            let labels = labels.into_iter().map(|label| EnumLabelDef { label, renamed_from: None });
            tables.enums.push(EnumDef { name: name.clone(), labels: labels.collect(), renamed_from: None });
        }
        if let Some(table) = tables.table(&table) {
            let is_enum = matches!(column.ty, SqlType::Enum(_));
            table.checks.extend(text.checks.iter().filter(|_| !is_enum).cloned());
            table.columns.push(column);
        }
    }
    for (name, mut columns) in keys {
        columns.sort();
        if let Some(table) = tables.table(&name) {
            let columns: Vec<String> = columns.into_iter().map(|(_, name)| name).collect();
            let is_rowid =
                |column: &ColumnDef| column.ty == SqlType::BigInt && columns == [column.name.as_str()];
            let is_descending = |column: &ColumnDef| statements[&name].column(&column.name).is_descending_key;
            // The rowid is never NULL, whether its column says so or not.
            for column in table.columns.iter_mut().filter(|column| is_rowid(column) && !is_descending(column))
            {
                column.is_nullable &= table.options.without_rowid;
            }
            table.primary_key = Some(PrimaryKeyDef { name: ident::primary_key_name(&name), columns });
        }
    }
    Ok(())
}

/// A column, what its statement says of it, and its place in the primary key, from 1.
fn column(table: &str, statement: &Statement, row: &mut Row) -> (ColumnDef, ColumnText, i64) {
    let (name, type_name, is_not_null) = (row.text(), row.text(), row.flag());
    let (default, place, hidden) = (row.optional(), row.number().unwrap_or_default(), row.number());
    let text = statement.column(&name);
    let ty = match text.labels() {
        Some(_) => SqlType::Enum(ObjectName::new(format!("{table}_{name}"))),
        None => of_name(&type_name),
    };
    let mut column = ColumnDef::new(name, ty);
    column.is_nullable = !is_not_null;
    column.collation.clone_from(&text.collation);
    column.auto_increment = text.is_auto_increment;
    let kind = match hidden {
        Some(2) => Some(GeneratedKind::Virtual),
        Some(3) => Some(GeneratedKind::Stored),
        _ => None,
    };
    column.generated = kind.map(|kind| {
        let expression = literal::bare(text.generated.as_deref().unwrap_or_default()).to_owned();
        GeneratedDef { expression, kind }
    });
    if let (Some(sql), None) = (default, kind) {
        column.default = literal::default(Dialect::Sqlite, &column, &sql);
    }
    (column, text, place)
}

/// SQLite keeps four kinds of values; more is not to be learned from it.
pub(super) fn of_name(name: &str) -> SqlType {
    match name.to_ascii_uppercase().as_str() {
        "INTEGER" => SqlType::BigInt,
        "REAL" => SqlType::Double,
        "TEXT" => SqlType::Text,
        "BLOB" => SqlType::Bytes,
        _ => SqlType::Custom(name.to_owned()),
    }
}
