//! Indexes that are no constraint.

use orm_schema::model::{IndexDef, IndexKey, IndexPart, NullsOrder};
use orm_schema::tokens::tokens;
use serde::Deserialize;

use super::{Scope, Tables};
use crate::introspect::literal::bare;
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// Bit 0 of `indoption` is DESC, bit 1 NULLS FIRST. <https://www.postgresql.org/docs/17/catalog-pg-index.html>
///
/// An operator class goes without saying if it is the default of the very type, or of one that the type is read as where it has none
/// of its own: that of `text` for a `varchar`.
const INDEXES: &str = "\
SELECT i.indrelid::bigint, x.relname::text, i.indisunique::int::bigint, m.amname::text,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid), array_to_string(x.reloptions, ', '),
       (to_jsonb(i) ->> 'indnullsnotdistinct' = 'true')::int::bigint,
       i.indnkeyatts::bigint,
       (SELECT json_agg(json_build_object(
            'column', a.attname, 'sql', pg_catalog.pg_get_indexdef(i.indexrelid, p.place::int, false),
            'options', i.indoption[p.place - 1], 'opclass', o.opcname || coalesce('(' || array_to_string(t.attoptions, ', ') || ')', ''),
            'is_unsaid', t.attoptions IS NULL AND o.opcdefault AND (o.opcintype = a.atttypid OR NOT EXISTS (
                SELECT FROM pg_catalog.pg_opclass d WHERE d.opcmethod = o.opcmethod AND d.opcdefault AND d.opcintype = a.atttypid)),
            'collation', CASE WHEN i.indcollation[p.place - 1] NOT IN (0, coalesce(a.attcollation, 100)) THEN l.collname END
        ) ORDER BY p.place)::text
        FROM unnest(i.indkey::int[]) WITH ORDINALITY p(number, place)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = p.number AND p.number > 0
        LEFT JOIN pg_catalog.pg_attribute t ON t.attrelid = i.indexrelid AND t.attnum = p.place
        LEFT JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[p.place - 1]
        LEFT JOIN pg_catalog.pg_collation l ON l.oid = i.indcollation[p.place - 1]),
       pg_catalog.pg_get_indexdef(i.indexrelid), i.indisvalid::int::bigint
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_am m ON m.oid = x.relam
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND NOT x.relispartition
  AND n.nspname IN (SELECT json_array_elements_text(?::json))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY i.indrelid, x.relname";

/// One part of an index.
#[derive(Deserialize)]
pub(super) struct Part {
    column: Option<String>,
    sql: String,
    options: Option<i64>,
    opclass: Option<String>,
    is_unsaid: Option<bool>,
    collation: Option<String>,
}

impl Part {
    /// The operator class that it has without saying so.
    pub(super) fn unsaid_opclass(&self) -> Option<String> {
        self.opclass.clone().filter(|_| self.is_unsaid == Some(true))
    }
}

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, INDEXES).await? {
        let oid = row.number().unwrap_or_default();
        let (index, unsaid) = index(&mut row);
        let name = index.name.clone();
        tables.note_opclasses(&oid, &name, unsaid);
        if let Some(indexes) = tables.indexes(&oid) {
            indexes.push(index);
        }
        if !row.flag() {
            tables.lacks(
                &oid,
                "index",
                name,
                "it is invalid: building it failed, drop it and build it again",
            );
        }
    }
    Ok(())
}

/// An index, and what its parts have without saying so.
fn index(row: &mut Row) -> (IndexDef, Vec<Option<String>>) {
    let (name, is_unique, method) = (row.text(), row.flag(), row.text());
    let (predicate, with, nulls_not_distinct) = (row.optional(), row.optional(), row.flag());
    let keys = usize::try_from(row.number().unwrap_or_default()).unwrap_or_default();
    let mut parts: Vec<Part> = row.json().unwrap_or_default();
    leave_out_inherited(&mut parts, &row.text());
    let included = parts.split_off(keys.min(parts.len()));
    let unsaid = parts.iter().map(Part::unsaid_opclass).collect();
    let index = IndexDef {
        name,
        parts: parts.into_iter().map(part).collect(),
        is_unique,
        method: Some(method).filter(|method| method != "btree"),
        predicate: predicate.map(|sql| bare(&sql).to_owned()),
        include: included.into_iter().filter_map(|part| part.column).collect(),
        with,
        nulls_not_distinct,
        concurrently: false,
    };
    (index, unsaid)
}

/// An expression has the collation of what it is over, and only in `statement` it shows whether the index says another one.
fn leave_out_inherited(parts: &mut [Part], statement: &str) {
    if parts.iter().all(|part| part.column.is_some() || part.collation.is_none()) {
        return;
    }
    let mut says = vec![false];
    let mut depth = 0_usize;
    let tokens = tokens(statement);
    for token in tokens.iter().skip_while(|token| !token.is_symbol("(")) {
        match token.text {
            "(" => depth += 1,
            ")" => depth -= 1,
            "," if depth == 1 => says.push(false),
            _ if depth == 1 && token.is_word("collate") => {
                if let Some(says) = says.last_mut() {
                    *says = true;
                }
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    for (part, says) in parts.iter_mut().zip(says) {
        part.collation = part.collation.take().filter(|_| says || part.column.is_some());
    }
}

pub(super) fn part(part: Part) -> IndexPart {
    let options = part.options.unwrap_or_default();
    let (is_descending, nulls_first) = (options & 1 != 0, options & 2 != 0);
    let key = match part.column {
        Some(column) => IndexKey::Column(column),
        None => IndexKey::Expression(bare(&part.sql).to_owned()),
    };
    let nulls = match (is_descending, nulls_first) {
        (false, true) => Some(NullsOrder::First),
        (true, false) => Some(NullsOrder::Last),
        (false, false) | (true, true) => None,
    };
    let opclass = part.opclass.filter(|_| part.is_unsaid != Some(true));
    IndexPart { key, is_descending, nulls, opclass, collation: part.collation, prefix: None }
}
