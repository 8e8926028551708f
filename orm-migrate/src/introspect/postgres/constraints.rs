//! Keys, foreign keys and checks.

use orm_schema::model::{CheckDef, Deferrable, ForeignKeyDef, PrimaryKeyDef, ReferentialAction, UniqueDef};

use super::{Scope, Tables};
use crate::introspect::literal::bare;
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// What only newer versions have is looked up by name in the row as a whole: `indnullsnotdistinct` and `confdelsetcols` came with
/// 15, `conperiod` and `conenforced` with 18. Since 18 a NOT NULL is a constraint too (`contype` n), which the column already says.
const CONSTRAINTS: &str = "\
SELECT k.conrelid::bigint, k.conname::text, k.contype::text,
       (SELECT json_agg(a.attname::text ORDER BY p.place)::text FROM unnest(k.conkey) WITH ORDINALITY p(number, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.number),
       k.condeferrable::int::bigint, k.condeferred::int::bigint,
       (to_jsonb(i) ->> 'indnullsnotdistinct' = 'true')::int::bigint,
       rn.nspname::text, r.relname::text,
       (SELECT json_agg(a.attname::text ORDER BY p.place)::text FROM unnest(k.confkey) WITH ORDINALITY p(number, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = p.number),
       k.confdeltype::text, k.confupdtype::text,
       pg_catalog.pg_get_expr(k.conbin, k.conrelid),
       k.convalidated::int::bigint, k.connoinherit::int::bigint, (k.confmatchtype = 'f')::int::bigint,
       (i.indnatts > i.indnkeyatts)::int::bigint,
       (coalesce(to_jsonb(k) ->> 'confdelsetcols', '') <> '')::int::bigint,
       (to_jsonb(k) ->> 'conperiod' = 'true')::int::bigint, (to_jsonb(k) ->> 'conenforced' = 'false')::int::bigint
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
WHERE k.contype IN ('p', 'u', 'f', 'c') AND c.relkind IN ('r', 'p') AND k.conislocal
  AND n.nspname IN (SELECT json_array_elements_text(?::json))
ORDER BY k.conrelid, k.conname";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, CONSTRAINTS).await? {
        let oid = row.number().unwrap_or_default();
        let (name, kind) = (row.text(), row.text());
        add(scope, tables, oid, (&name, &kind), &mut row);
        let is_valid = row.flag();
        let is_check = kind == "c";
        let lacking = [
            (!is_valid, "that it is not validated is not part of the model"),
            (row.flag() && is_check, "NO INHERIT is not part of the model"),
            (row.flag(), "MATCH FULL is not part of the model"),
            (row.flag(), "its included columns are not part of the model"),
            (row.flag(), "the columns that ON DELETE sets are not part of the model"),
            (row.flag(), "its period is not part of the model"),
            (row.flag(), "that it is not enforced is not part of the model"),
        ];
        for (_, reason) in lacking.into_iter().filter(|(is_lacking, _)| *is_lacking) {
            tables.lacks(&oid, "constraint", name.clone(), reason);
        }
    }
    Ok(())
}

fn add(scope: &Scope, tables: &mut Tables, oid: i64, (name, kind): (&str, &str), row: &mut Row) {
    let name = name.to_owned();
    let columns = row.list();
    let deferrable = match (row.flag(), row.flag()) {
        (false, _) => Deferrable::No,
        (true, false) => Deferrable::InitiallyImmediate,
        (true, true) => Deferrable::InitiallyDeferred,
    };
    let nulls_not_distinct = row.flag();
    let references = scope.object(row.text(), row.text());
    let referenced_columns = row.list();
    let (on_delete, on_update) = (action(&row.text()), action(&row.text()));
    let expression = row.text();
    let Some(table) = tables.table(&oid) else { return };
    match kind {
        "p" => table.primary_key = Some(PrimaryKeyDef { name, columns }),
        "u" => table.uniques.push(UniqueDef { name, columns, nulls_not_distinct, deferrable }),
        "c" => table.checks.push(CheckDef { name, expression: bare(&expression).to_owned() }),
        "f" => table.foreign_keys.push(ForeignKeyDef {
            name,
            columns,
            references,
            referenced_columns,
            on_delete,
            on_update,
            deferrable,
        }),
        _ => {}
    }
}

/// <https://www.postgresql.org/docs/17/catalog-pg-constraint.html>, `confupdtype`.
fn action(code: &str) -> ReferentialAction {
    match code {
        "r" => ReferentialAction::Restrict,
        "c" => ReferentialAction::Cascade,
        "n" => ReferentialAction::SetNull,
        "d" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    }
}
