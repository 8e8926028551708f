//! Indexes and unique constraints.

use orm_schema::ident;
use orm_schema::model::{Deferrable, IndexDef, IndexKey, IndexPart, UniqueDef};

use super::{Tables, rows, statement};
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// `origin` is `c` for `CREATE INDEX`, `u` for a UNIQUE constraint and `pk` for a key. A part without a name is an expression,
/// which only the statement holds. <https://sqlite.org/pragma.html#pragma_index_list>
const INDEXES: &str = "\
SELECT m.name, l.name, l.origin, l.\"unique\", i.sql, x.name, x.\"desc\", x.coll
FROM sqlite_schema m
JOIN pragma_index_list(m.name) l
JOIN pragma_index_xinfo(l.name) x
LEFT JOIN sqlite_schema i ON i.type = 'index' AND i.name = l.name
WHERE m.type = 'table' AND x.key = 1 AND l.origin <> 'pk'
ORDER BY m.name, l.seq DESC, x.seqno";

/// An index while its parts arrive.
struct Found {
    table: String,
    is_constraint: bool,
    sql: String,
    index: IndexDef,
}

pub(super) async fn read(session: &mut dyn Session, tables: &mut Tables) -> Result<(), MigrateError> {
    let mut found: Vec<Found> = Vec::new();
    for mut row in rows(session, INDEXES, &[]).await? {
        let (table, name, origin, is_unique, sql) =
            (row.text(), row.text(), row.text(), row.flag(), row.text());
        let part = part(&mut row);
        match found.last_mut() {
            Some(last) if last.table == table && last.index.name == name => last.index.parts.push(part),
            _ => {
                let index = IndexDef { name, parts: vec![part], is_unique, ..IndexDef::default() };
                found.push(Found { table, is_constraint: origin == "u", sql, index });
            }
        }
    }
    for found in found {
        add(tables, found);
    }
    Ok(())
}

fn part(row: &mut Row) -> IndexPart {
    let (column, is_descending, collation) = (row.optional(), row.flag(), row.optional());
    let mut part = match column {
        Some(column) => IndexPart::column(column),
        None => IndexPart::expression(""),
    };
    part.is_descending = is_descending;
    part.collation = collation;
    part
}

fn add(tables: &mut Tables, found: Found) {
    let Found { table, is_constraint, sql, mut index } = found;
    let text = statement::index(&sql);
    let Some(table) = tables.table(&table) else { return };
    for (at, part) in index.parts.iter_mut().enumerate() {
        let own = match &part.key {
            IndexKey::Column(name) => table.column(name).and_then(|column| column.collation.as_deref()),
            IndexKey::Expression(_) => None,
        };
        // Each part has one, which is that of the column unless the statement says another.
        let inherited = own.unwrap_or("BINARY");
        part.collation.take_if(|name| name.eq_ignore_ascii_case(inherited));
        if let (IndexKey::Expression(_), Some(sql)) = (&part.key, text.parts.get(at)) {
            part.key = IndexKey::Expression(sql.clone());
        }
    }
    index.predicate = text.predicate;
    if is_constraint {
        let columns: Vec<String> = index
            .parts
            .into_iter()
            .filter_map(|part| match part.key {
                IndexKey::Column(name) => Some(name),
                IndexKey::Expression(_) => None,
            })
            .collect();
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        let name = ident::unique_name(&table.name.name, &names);
        let deferrable = Deferrable::No;
        table.uniques.push(UniqueDef { name, columns, nulls_not_distinct: false, deferrable });
    } else {
        table.indexes.push(index);
    }
}
