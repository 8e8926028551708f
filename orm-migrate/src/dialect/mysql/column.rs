//! Columns of MySQL.

use std::fmt::Write as _;

use orm_schema::model::{ColumnDef, EnumDef, EnumLabelDef, GeneratedKind, UpdateDef};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType, types};

use super::rules::{current_timestamp, default};
use super::{quoted, text};
use crate::dialect::write;

/// A column as `CREATE TABLE`, `ADD COLUMN` and `MODIFY` want it: all of it, since `MODIFY` forgets what is not said.
pub(super) fn definition(schema: &SchemaDef, column: &ColumnDef) -> String {
    let mut sql =
        format!("{} {}", quoted(&column.name), types::column_type(Dialect::Mysql, schema, &column.ty));
    if let Some(collation) = &column.collation {
        let _ = write!(sql, " COLLATE {collation}");
    }
    if let Some(generated) = &column.generated {
        let kind = match generated.kind {
            GeneratedKind::Stored => "STORED",
            GeneratedKind::Virtual => "VIRTUAL",
        };
        // MariaDB takes no NULL or NOT NULL here.
        let _ = write!(sql, " GENERATED ALWAYS AS {} {kind}", write::parenthesized(&generated.expression));
    } else {
        // A TIMESTAMP without either is NOT NULL on some servers and NULL on others.
        sql += if column.is_nullable { " NULL" } else { " NOT NULL" };
    }
    if let Some(default) = default(column) {
        let _ = write!(sql, " DEFAULT {default}");
    }
    if column.on_update.as_ref().is_some_and(|update| is_kept(&column.ty, update)) {
        let _ = write!(sql, " ON UPDATE {}", current_timestamp(&column.ty));
    }
    if column.auto_increment {
        sql += " AUTO_INCREMENT";
    }
    if let Some(comment) = &column.comment {
        let _ = write!(sql, " COMMENT {}", text(comment));
    }
    sql
}

/// Does the database itself write this on updates?
pub(super) fn is_kept(ty: &SqlType, update: &UpdateDef) -> bool {
    *update == UpdateDef::Now && matches!(ty, SqlType::Timestamp(_) | SqlType::TimestampTz(_))
}

/// A new column until its rows have their values: it holds NULL.
pub(super) fn empty_definition(schema: &SchemaDef, column: &ColumnDef) -> String {
    definition(schema, &ColumnDef { is_nullable: true, default: None, ..column.clone() })
}

/// The default of a column if it is another value for each row, or each server: MySQL adds no column with it (error 1674), so that
/// rows are given it in a statement of their own. MariaDB would.
/// <https://dev.mysql.com/doc/refman/8.0/en/replication-rbr-safe-unsafe.html>
pub(super) fn differing_default(column: &ColumnDef) -> Option<String> {
    const DIFFERING: [&str; 8] = [
        "uuid(",
        "uuid_short(",
        "rand(",
        "random_bytes(",
        "sysdate(",
        "user(",
        "load_file(",
        "connection_id(",
    ];
    let sql = default(column)?;
    let lower = sql.to_lowercase();
    DIFFERING.iter().any(|call| lower.contains(call)).then_some(sql)
}

/// The column while its rows are written: it holds the old labels and the new ones, and NULL if it held that before.
pub(super) fn relaxed_definition(
    schema: &SchemaDef,
    columns: &Pair<ColumnDef>,
    labels: &[Pair<String>],
) -> String {
    let Pair { previous, next: column } = columns;
    let relaxed = ColumnDef { is_nullable: previous.is_nullable || column.is_nullable, ..column.clone() };
    let (SqlType::Enum(name), false) = (&column.ty, labels.is_empty()) else {
        return definition(schema, &relaxed);
    };
    let next = schema.enum_def(name).map(|def| def.labels.clone()).unwrap_or_default();
    let old = labels.iter().map(|label| EnumLabelDef { label: label.previous.clone(), renamed_from: None });
    let old: Vec<EnumLabelDef> =
        old.filter(|old| !next.iter().any(|label| label.label == old.label)).collect();
    let both =
        EnumDef { name: name.clone(), labels: next.into_iter().chain(old).collect(), renamed_from: None };
    definition(&SchemaDef { enums: vec![both], ..SchemaDef::default() }, &relaxed)
}

/// Is the table copied for this change of type? Measured by `tests/tests/costs`: a longer text stays where it is, as long as its
/// length takes as many bytes as before (one up to 255 bytes, which are 63 characters).
pub(in crate::dialect) fn copies_table(types: Pair<&SqlType>) -> bool {
    const BYTES_OF_A_CHARACTER: u32 = 4;
    let is_long = |length: u32| length.saturating_mul(BYTES_OF_A_CHARACTER) > 255;
    match (types.previous, types.next) {
        (SqlType::Varchar(previous), SqlType::Varchar(next)) => {
            next < previous || is_long(*previous) != is_long(*next)
        }
        (previous, next) => previous != next,
    }
}
