//! Exclusion constraints.

use orm_schema::model::{Deferrable, ExclusionDef, ExclusionPart};
use serde::Deserialize;

use super::indexes::{self, Part};
use super::{Scope, Tables};
use crate::introspect::literal::bare;
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// `conexclop` has one operator for each part of the index behind the constraint.
/// <https://www.postgresql.org/docs/17/catalog-pg-constraint.html>
const EXCLUSIONS: &str = "\
SELECT k.conrelid::bigint, k.conname::text, m.amname::text, pg_catalog.pg_get_expr(i.indpred, i.indrelid),
       k.condeferrable::int::bigint, k.condeferred::int::bigint,
       (SELECT json_agg(json_build_object(
            'column', a.attname, 'sql', pg_catalog.pg_get_indexdef(i.indexrelid, p.place::int, false),
            'options', i.indoption[p.place - 1], 'opclass', o.opcname || coalesce('(' || array_to_string(t.attoptions, ', ') || ')', ''),
            'is_unsaid', t.attoptions IS NULL AND o.opcdefault AND (o.opcintype = a.atttypid OR NOT EXISTS (
                SELECT FROM pg_catalog.pg_opclass d WHERE d.opcmethod = o.opcmethod AND d.opcdefault AND d.opcintype = a.atttypid)),
            'collation', CASE WHEN i.indcollation[p.place - 1] NOT IN (0, coalesce(a.attcollation, 100)) THEN l.collname END,
            'operator', e.oprname
        ) ORDER BY p.place)::text
        FROM unnest(i.indkey::int[]) WITH ORDINALITY p(number, place)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = p.number AND p.number > 0
        LEFT JOIN pg_catalog.pg_attribute t ON t.attrelid = i.indexrelid AND t.attnum = p.place
        LEFT JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[p.place - 1]
        LEFT JOIN pg_catalog.pg_collation l ON l.oid = i.indcollation[p.place - 1]
        LEFT JOIN pg_catalog.pg_operator e ON e.oid = k.conexclop[p.place]
        WHERE p.place <= i.indnkeyatts),
       (i.indnatts > i.indnkeyatts)::int::bigint
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_am m ON m.oid = x.relam
WHERE k.contype = 'x' AND c.relkind IN ('r', 'p') AND k.conislocal
  AND n.nspname IN (SELECT json_array_elements_text(?::json))
ORDER BY k.conrelid, k.conname";

#[derive(Deserialize)]
struct Compared {
    #[serde(flatten)]
    part: Part,
    operator: String,
}

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, EXCLUSIONS).await? {
        let oid = row.number().unwrap_or_default();
        let (exclusion, unsaid) = exclusion(&mut row);
        let name = exclusion.name.clone();
        tables.note_opclasses(&oid, &name, unsaid);
        if let Some(table) = tables.table(&oid) {
            table.exclusions.push(exclusion);
        }
        if row.flag() {
            tables.lacks(&oid, "constraint", name, "its included columns are not part of the model");
        }
    }
    Ok(())
}

/// An exclusion constraint, and what its parts have without saying so.
fn exclusion(row: &mut Row) -> (ExclusionDef, Vec<Option<String>>) {
    let (name, method, predicate) = (row.text(), row.text(), row.optional());
    let deferrable = match (row.flag(), row.flag()) {
        (false, _) => Deferrable::No,
        (true, false) => Deferrable::InitiallyImmediate,
        (true, true) => Deferrable::InitiallyDeferred,
    };
    let parts: Vec<Compared> = row.json().unwrap_or_default();
    let part = |compared: Compared| ExclusionPart {
        part: indexes::part(compared.part),
        operator: compared.operator,
    };
    let unsaid = parts.iter().map(|compared| compared.part.unsaid_opclass()).collect();
    let exclusion = ExclusionDef {
        name,
        method: Some(method).filter(|method| method != "btree"),
        parts: parts.into_iter().map(part).collect(),
        predicate: predicate.map(|sql| bare(&sql).to_owned()),
        deferrable,
    };
    (exclusion, unsaid)
}
