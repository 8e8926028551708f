//! Columns.

use orm_schema::Dialect;
use orm_schema::model::{ColumnDef, GeneratedDef, GeneratedKind, IdentityDef, IdentityKind};

use super::objects::sequence_options;
use super::{Scope, Tables, types};
use crate::dialect::identity;
use crate::introspect::literal;
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// `attcollation` differs from the type's collation only when the column has one of its own. A serial column is one whose default
/// asks the sequence that it owns.
const COLUMNS: &str = "\
SELECT a.attrelid::bigint, a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod),
       en.nspname::text, e.typname::text, a.attnotnull::int::bigint,
       CASE WHEN a.attcollation <> t.typcollation THEN l.collname::text END,
       pg_catalog.col_description(a.attrelid, a.attnum),
       pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated::text,
       CASE o.deptype WHEN 'a' THEN 's' ELSE a.attidentity::text END,
       s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle::int::bigint,
       q.relname::text
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_type e
  ON e.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END AND e.typtype = 'e'
LEFT JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace
LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_catalog.pg_depend o
  ON o.classid = 'pg_catalog.pg_class'::regclass
 AND o.refclassid = 'pg_catalog.pg_class'::regclass AND o.refobjid = a.attrelid AND o.refobjsubid = a.attnum
 AND CASE WHEN a.attidentity <> '' THEN o.deptype = 'i'
          ELSE o.deptype = 'a' AND a.attnotnull AND pg_catalog.pg_get_expr(d.adbin, d.adrelid)
               = 'nextval(' || quote_literal(o.objid::regclass::text) || '::regclass)' END
LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = o.objid
LEFT JOIN pg_catalog.pg_class q ON q.oid = s.seqrelid
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
  AND n.nspname IN (SELECT json_array_elements_text(?::json))
ORDER BY a.attrelid, a.attnum";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, COLUMNS).await? {
        let oid = row.number().unwrap_or_default();
        let column = column(scope, &mut row);
        let odd = column.odd_serial;
        if let Some(table) = tables.table(&oid) {
            table.columns.push(column.def);
        }
        if let Some((name, reason)) = odd {
            tables.lacks(&oid, "sequence", name, reason);
        }
    }
    Ok(())
}

struct Column {
    def: ColumnDef,
    /// The sequence of a serial column that is not as one that is made with it, and how.
    odd_serial: Option<(String, &'static str)>,
}

fn column(scope: &Scope, row: &mut Row) -> Column {
    let (name, type_name) = (row.text(), row.text());
    let enum_name = match (row.optional(), row.optional()) {
        (Some(schema), Some(name)) => Some(scope.object(schema, name)),
        _ => None,
    };
    let mut column = ColumnDef::new(name, types::of_name(&type_name, enum_name));
    column.is_nullable = !row.flag();
    column.collation = row.optional();
    column.comment = row.optional();
    let expression = row.optional();
    let kind = match row.text().as_str() {
        "s" => Some(GeneratedKind::Stored),
        "v" => Some(GeneratedKind::Virtual),
        _ => None,
    };
    let counter = identity(row);
    let sequence = row.text();
    let mut odd_serial = None;
    match (expression, kind, counter) {
        (Some(sql), Some(kind), _) => {
            column.generated = Some(GeneratedDef { expression: literal::bare(&sql).to_owned(), kind });
        }
        (_, None, Some(counter)) if counter.kind == IdentityKind::Serial => {
            if !identity::is_of_serial(&column.ty, &counter) {
                odd_serial = Some((sequence, "a serial column has no options in the model"));
            }
            column.identity = Some(IdentityDef::plain(IdentityKind::Serial));
        }
        (_, None, Some(counter)) => {
            let counter = identity::simplified(&column.ty, &counter);
            column.auto_increment = identity::is_plain(&counter);
            column.identity = (!column.auto_increment).then_some(counter);
        }
        (Some(sql), None, None) => column.default = literal::default(Dialect::Postgres, &column, &sql),
        (None, ..) => {}
    }
    Column { def: column, odd_serial }
}

fn identity(row: &mut Row) -> Option<IdentityDef> {
    let kind = match row.text().as_str() {
        "a" => Some(IdentityKind::Always),
        "d" => Some(IdentityKind::ByDefault),
        "s" => Some(IdentityKind::Serial),
        _ => None,
    };
    let options = sequence_options(row);
    kind.map(|kind| IdentityDef { kind, options })
}
