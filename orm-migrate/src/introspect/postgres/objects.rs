//! What stands beside the tables: extensions, roles, sequences, domains, functions, triggers.

use orm_schema::Dialect;
use orm_schema::model::{
    ColumnDef, DomainDef, ExtensionDef, IdentityKind, ObjectDef, ObjectName, RoleDef, SequenceDef,
    SequenceOptions, TriggerDef,
};

use super::{Scope, Tables, routines, types};
use crate::dialect;
use crate::introspect::Unmodelled;
use crate::introspect::literal::bare;
use crate::introspect::row::Row;
use crate::runner::MigrateError;
use crate::runner::session::Session;

const NAMESPACES: &str = "\
SELECT n.nspname::text FROM pg_catalog.pg_namespace n
WHERE n.nspname IN (SELECT json_array_elements_text(?::json)) ORDER BY 1";

const EXTENSIONS: &str = "\
SELECT x.extname::text, n.nspname::text, x.extversion::text
FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
WHERE x.extname <> 'plpgsql' AND ?::json IS NOT NULL ORDER BY 1";

const ROLES: &str = "\
SELECT r.rolname::text, r.rolcanlogin::int::bigint, (NOT r.rolinherit)::int::bigint, r.rolcreatedb::int::bigint,
       r.rolcreaterole::int::bigint, r.rolbypassrls::int::bigint
FROM pg_catalog.pg_roles r WHERE r.rolname NOT LIKE 'pg\\_%' AND ?::json IS NOT NULL ORDER BY 1";

/// Those of identity columns are left out; others may be owned by a column.
const SEQUENCES: &str = "\
SELECT n.nspname::text, c.relname::text, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
       s.seqcycle::int::bigint, (s.seqtypid = 'bigint'::regtype)::int::bigint,
       o.refobjid::bigint, a.attname::text
FROM pg_catalog.pg_sequence s
JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend o
  ON o.classid = 'pg_catalog.pg_class'::regclass AND o.objid = c.oid AND o.deptype = 'a' AND o.refobjsubid > 0
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
WHERE n.nspname IN (SELECT json_array_elements_text(?::json))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                  AND d.deptype IN ('e', 'i'))
ORDER BY 1, 2";

const DOMAINS: &str = "\
SELECT n.nspname::text, t.typname::text, pg_catalog.format_type(t.typbasetype, t.typtypmod),
       (t.typnotnull OR t.typdefault IS NOT NULL)::int::bigint,
       (SELECT json_agg(k.conname::text ORDER BY k.conname)::text FROM pg_catalog.pg_constraint k
        WHERE k.contypid = t.oid AND k.contype = 'c'),
       (SELECT min(pg_catalog.pg_get_constraintdef(k.oid)) FROM pg_catalog.pg_constraint k
        WHERE k.contypid = t.oid AND k.contype = 'c')
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'd' AND n.nspname IN (SELECT json_array_elements_text(?::json))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid
                  AND d.deptype = 'e')
ORDER BY 1, 2";

/// A partition has copies of the triggers of its table.
const TRIGGERS: &str = "\
SELECT t.tgrelid::bigint, t.tgname::text, pg_catalog.pg_get_triggerdef(t.oid), (t.tgenabled <> 'O')::int::bigint
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND n.nspname IN (SELECT json_array_elements_text(?::json))
  AND coalesce(to_jsonb(t) ->> 'tgparentid', '0') = '0'
ORDER BY 1, 2";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, NAMESPACES).await? {
        let name = row.text();
        if name != scope.default_schema {
            tables.objects.push(ObjectDef::Namespace(name));
        }
    }
    for mut row in scope.rows(session, EXTENSIONS).await? {
        let (name, schema, version) = (row.text(), row.optional(), row.optional());
        tables.objects.push(ObjectDef::Extension(ExtensionDef { name, schema, version }));
    }
    for mut row in scope.rows(session, ROLES).await? {
        tables.objects.push(ObjectDef::Role(RoleDef {
            name: row.text(),
            can_login: row.flag(),
            is_noinherit: row.flag(),
            creates_databases: row.flag(),
            creates_roles: row.flag(),
            bypasses_policies: row.flag(),
        }));
    }
    for mut row in scope.rows(session, SEQUENCES).await? {
        sequence(scope, tables, &mut row);
    }
    for mut row in scope.rows(session, DOMAINS).await? {
        domain(scope, tables, &mut row);
    }
    routines::read(session, scope, tables).await?;
    for mut row in scope.rows(session, TRIGGERS).await? {
        trigger(tables, &mut row);
    }
    Ok(())
}

fn sequence(scope: &Scope, tables: &mut Tables, row: &mut Row) {
    let name = scope.object(row.text(), row.text());
    let options = sequence_options(row);
    let is_large = row.flag();
    if let (Some(owner), Some(column)) = (row.number(), row.optional()) {
        return owned(tables, owner, &column, &name);
    }
    if !is_large {
        let reason = "the model has only sequences of bigint";
        tables.unmodelled.push(Unmodelled::object("sequence", name.to_string(), reason));
        return;
    }
    let mut def = SequenceDef { name, options, renamed_from: None };
    def.options = def.simplified();
    tables.objects.push(ObjectDef::Sequence(def));
}

/// How a sequence counts, that of a column as well: six columns of the catalog.
pub(super) fn sequence_options(row: &mut Row) -> SequenceOptions {
    SequenceOptions {
        start: row.number(),
        increment: row.number(),
        min: row.number(),
        max: row.number(),
        cache: row.number(),
        cycle: row.flag(),
    }
}

/// A sequence that goes with a column: that of a serial column, or one that the model does not hold.
fn owned(tables: &mut Tables, owner: i64, column: &str, name: &ObjectName) {
    let Some(table) = tables.table(&owner) else {
        let reason = "it belongs to a table that is not read";
        return tables.unmodelled.push(Unmodelled::object("sequence", name.to_string(), reason));
    };
    let is_serial = |column: &ColumnDef| {
        column.identity.as_ref().is_some_and(|identity| identity.kind == IdentityKind::Serial)
    };
    let name_of_serial = dialect::rules(Dialect::Postgres).counter_name(&table.name.name, column);
    let reason = if !table.column(column).is_some_and(is_serial) {
        "its column does not count with it alone"
    } else if name_of_serial.as_ref() != Some(&name.name) || name.schema != table.name.schema {
        "a serial column names its sequence by itself"
    } else {
        return;
    };
    tables.lacks(&owner, "sequence", name.to_string(), reason);
}

fn domain(scope: &Scope, tables: &mut Tables, row: &mut Row) {
    let name = scope.object(row.text(), row.text());
    let ty = types::of_name(&row.text(), None);
    let has_more = row.flag();
    let (names, print) = (row.list(), row.optional());
    let check = print.as_deref().and_then(condition);
    let def = DomainDef { name, ty, check, renamed_from: None };
    let is_named_so = names.iter().all(|name| *name == def.check_name());
    if has_more || names.len() > 1 || !is_named_so {
        let reason = "the model has only domains with one check of its name, without NOT NULL and default";
        tables.unmodelled.push(Unmodelled::object("domain", def.name.to_string(), reason));
    } else {
        tables.objects.push(ObjectDef::Domain(def));
    }
}

/// The inside of `CHECK ((VALUE > 0))`.
pub(in crate::introspect) fn condition(print: &str) -> Option<String> {
    Some(bare(print.strip_prefix("CHECK ")?).to_owned())
}

fn trigger(tables: &mut Tables, row: &mut Row) {
    let oid = row.number().unwrap_or_default();
    let (name, print, is_switched) = (row.text(), row.text(), row.flag());
    let Some(table) = tables.table(&oid).map(|table| table.name.clone()) else {
        return tables.lacks_trigger(&oid, name, "triggers of views are not part of the model");
    };
    match parts(&print) {
        Some((event, body)) if !is_switched => {
            let def = TriggerDef { name, table, event, body, depends_on: Vec::new() };
            tables.objects.push(ObjectDef::Trigger(def));
        }
        Some(_) => tables.lacks_trigger(&oid, name, "whether it runs is not part of the model"),
        None => tables.lacks_trigger(&oid, name, "constraint triggers are not part of the model"),
    }
}

/// The event and the body of `CREATE TRIGGER touch BEFORE UPDATE ON public.users FOR EACH ROW ..`.
pub(in crate::introspect) fn parts(print: &str) -> Option<(String, String)> {
    let rest = print.strip_prefix("CREATE TRIGGER ")?;
    let rest = behind_name(rest)?.trim_start();
    let at = rest.find(" ON ")?;
    let (event, rest) = (&rest[..at], &rest[at + 4..]);
    let mut rest = behind_name(rest)?;
    while let Some(inner) = rest.strip_prefix('.') {
        rest = behind_name(inner)?;
    }
    Some((event.to_owned(), rest.trim().to_owned()))
}

/// The text behind a name, which may be in quotes.
fn behind_name(text: &str) -> Option<&str> {
    if !text.starts_with('"') {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$')?;
        return Some(&text[end..]);
    }
    let mut at = 1;
    loop {
        at += text.get(at..)?.find('"')? + 1;
        if !text[at..].starts_with('"') {
            return Some(&text[at..]);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_is_read_around_its_names() {
        let print = r#"CREATE TRIGGER "to ON ""uch" BEFORE UPDATE OF name ON app."the users" FOR EACH ROW EXECUTE FUNCTION f()"#;
        let (event, body) = parts(print).expect("a trigger");
        assert_eq!(
            (event.as_str(), body.as_str()),
            ("BEFORE UPDATE OF name", "FOR EACH ROW EXECUTE FUNCTION f()")
        );
        assert_eq!(
            parts("CREATE CONSTRAINT TRIGGER t AFTER INSERT ON u FOR EACH ROW EXECUTE FUNCTION f()"),
            None
        );
    }
}
