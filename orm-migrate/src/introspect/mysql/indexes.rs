//! Primary keys, unique keys and indexes: on MySQL all of them are indexes.

use orm_schema::model::{Deferrable, IndexDef, IndexKey, IndexPart, PrimaryKeyDef, TableDef, UniqueDef};

use super::columns::unescaped;
use super::{Scope, Tables, key};
use crate::introspect::literal::bare;
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

const INDEXES: &str = "\
SELECT CAST(s.table_schema AS CHAR), CAST(s.table_name AS CHAR), CAST(s.index_name AS CHAR), CAST(s.non_unique AS SIGNED),
       CAST(s.index_type AS CHAR), CAST(s.column_name AS CHAR), CAST(s.collation AS CHAR), CAST(s.sub_part AS SIGNED),
       {special}
FROM information_schema.statistics s
WHERE s.table_schema IN ({schemas})
ORDER BY s.table_schema, s.table_name, s.index_name, s.seq_in_index";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    let special = if scope.is_mariadb {
        "CAST(NULL AS CHAR), s.ignored = 'YES'"
    } else {
        "CAST(s.expression AS CHAR), s.is_visible = 'NO'"
    };
    let mut found: Vec<((String, String), IndexDef)> = Vec::new();
    for mut row in scope.rows(session, &INDEXES.replace("{special}", special)).await? {
        let key = key(&mut row);
        let (name, is_unique, method) = (row.text(), !row.flag(), row.text());
        let part = part(scope, &method, &mut row);
        if row.flag() {
            tables.lacks(
                &key,
                "index",
                name.clone(),
                "that the server does not use it is not part of the model",
            );
        }
        match found.last_mut() {
            Some((last, index)) if *last == key && index.name == name => index.parts.push(part),
            _ => {
                let method = (method != "BTREE").then(|| method.to_lowercase());
                found.push((
                    key,
                    IndexDef { name, parts: vec![part], is_unique, method, ..IndexDef::default() },
                ));
            }
        }
    }
    for (key, index) in found {
        if let Some(table) = tables.table(&key) {
            add(table, index);
        }
    }
    Ok(())
}

fn part(scope: &Scope, method: &str, row: &mut Row) -> IndexPart {
    let (column, order, prefix, expression) = (row.optional(), row.text(), row.number(), row.optional());
    let key = match (column, expression) {
        (Some(column), _) => IndexKey::Column(column),
        (None, expression) => {
            let sql = unescaped(scope, &expression.unwrap_or_default());
            IndexKey::Expression(bare(&sql).to_owned())
        }
    };
    // A spatial index counts the bytes of a bounding box.
    let prefix = prefix.filter(|_| method != "SPATIAL").and_then(|prefix| u32::try_from(prefix).ok());
    IndexPart { key, is_descending: order == "D", nulls: None, opclass: None, collation: None, prefix }
}

fn add(table: &mut TableDef, index: IndexDef) {
    let is_plain = |part: &IndexPart| part.prefix.is_none() && !part.is_descending;
    let columns: Option<Vec<String>> = index
        .parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(column) if is_plain(part) => Some(column.clone()),
            IndexKey::Column(_) | IndexKey::Expression(_) => None,
        })
        .collect();
    match columns {
        Some(columns) if index.name == "PRIMARY" => {
            table.primary_key = Some(PrimaryKeyDef { name: index.name, columns });
        }
        Some(columns) if index.is_unique && index.method.is_none() => {
            let deferrable = Deferrable::No;
            table.uniques.push(UniqueDef {
                name: index.name,
                columns,
                nulls_not_distinct: false,
                deferrable,
            });
        }
        _ => table.indexes.push(index),
    }
}
