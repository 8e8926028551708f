//! Views and materialized views.

use orm_schema::model::{CheckOption, ViewColumnDef, ViewDef, ViewOptions};
use serde::Deserialize;

use super::{Scope, Tables, types};
use crate::introspect::in_the_way::ColumnRead;
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

/// The query is printed in full, `*` and types written out. <https://www.postgresql.org/docs/17/functions-info.html>
const VIEWS: &str = "\
SELECT c.oid::bigint, n.nspname::text, c.relname::text, (c.relkind = 'm')::int::bigint,
       pg_catalog.pg_get_viewdef(c.oid), pg_catalog.obj_description(c.oid, 'pg_class'), array_to_json(c.reloptions)::text,
       (SELECT json_agg(json_build_object(
            'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
            'enum_schema', en.nspname, 'enum', e.typname) ORDER BY a.attnum)::text
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_type e
          ON e.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END AND e.typtype = 'e'
        LEFT JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
       (SELECT json_agg(DISTINCT jsonb_build_object('schema', rn.nspname, 'table', rc.relname, 'column', ra.attname))::text
        FROM pg_catalog.pg_rewrite w
        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
         AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> c.oid
        JOIN pg_catalog.pg_class rc ON rc.oid = d.refobjid
        JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
        LEFT JOIN pg_catalog.pg_attribute ra ON ra.attrelid = d.refobjid AND ra.attnum = d.refobjsubid AND d.refobjsubid > 0
        WHERE w.ev_class = c.oid)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm')
  AND n.nspname IN (SELECT json_array_elements_text(?::json))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY n.nspname, c.relname";

/// A column that a view reads, or a table as a whole.
#[derive(Deserialize)]
struct Read {
    schema: String,
    table: String,
    column: Option<String>,
}

/// A column as the query writes it.
#[derive(Deserialize)]
struct Column {
    name: String,
    #[serde(rename = "type")]
    ty: String,
    enum_schema: Option<String>,
    #[serde(rename = "enum")]
    enum_name: Option<String>,
}

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, VIEWS).await? {
        let oid = row.number().unwrap_or_default();
        let (view, unknown) = view(scope, &mut row);
        let reads: Vec<Read> = row.json().unwrap_or_default();
        tables.column_reads.extend(reads.into_iter().map(|Read { schema, table, column }| ColumnRead {
            view: view.name.clone(),
            table: scope.object(schema, table),
            column,
        }));
        let name = view.name.to_string();
        let kind = view.kind();
        tables.add_view(oid, view);
        if unknown {
            tables.lacks(&oid, kind, name, "its storage parameters are not part of the model");
        }
    }
    Ok(())
}

/// The view, and whether it has options that the model does not hold.
fn view(scope: &Scope, row: &mut Row) -> (ViewDef, bool) {
    let name = scope.object(row.text(), row.text());
    let (is_materialized, query, comment) = (row.flag(), row.text(), row.optional());
    let mut options = ViewOptions::default();
    let mut unknown = false;
    for option in row.list() {
        let (key, value) = option.split_once('=').unwrap_or((&option, "true"));
        let is_on = matches!(value.to_ascii_lowercase().as_str(), "true" | "on" | "yes" | "1");
        match key {
            "security_invoker" => options.security_invoker = is_on,
            "security_barrier" => options.security_barrier = is_on,
            "check_option" if value.eq_ignore_ascii_case("local") => {
                options.check_option = Some(CheckOption::Local);
            }
            "check_option" => options.check_option = Some(CheckOption::Cascaded),
            _ => unknown = true,
        }
    }
    let columns: Vec<Column> = row.json().unwrap_or_default();
    let column = |column: Column| {
        let enum_name = column.enum_schema.zip(column.enum_name);
        let enum_name = enum_name.map(|(schema, name)| scope.object(schema, name));
        ViewColumnDef { ty: types::of_name(&column.ty, enum_name), name: column.name, is_nullable: true }
    };
    let view = ViewDef {
        name,
        columns: columns.into_iter().map(column).collect(),
        query: query.trim().trim_end_matches(';').to_owned(),
        is_materialized,
        comment,
        options,
        ..ViewDef::default()
    };
    (view, unknown)
}
