//! The owner and the rights of what is dropped and made again: views and their columns, columns of tables, and functions.
//!
//! They are written down before, into a setting of the session, since a file has no variables, and given back behind: in the same
//! session, or the statement fails. What a statement here does is told from its text by `effect`.

use std::collections::HashSet;

use orm_schema::model::{ObjectDef, ObjectName};

use super::enums::outgoing;
use super::{object, quoted, text};
use crate::diff::{ObjectChange, Step, TableChange};

/// What is dropped and made again. The rights of each have a setting of their own.
pub(super) struct Remade<'s> {
    views: Vec<&'s ObjectName>,
    functions: Vec<&'s ObjectName>,
    columns: Vec<(&'s ObjectName, &'s str)>,
}

impl<'s> Remade<'s> {
    pub(super) fn of(steps: &'s [Step]) -> Self {
        let view = |step: &'s Step| match step {
            Step::DropView { view, remade_as: Some(_) } => Some(&view.name),
            _ => None,
        };
        let is_made = |name: &ObjectName| {
            steps.iter().any(|step| match step {
                Step::Object(change) => {
                    matches!(&**change, ObjectChange::Create(ObjectDef::Function(made)) if made.name == *name)
                }
                _ => false,
            })
        };
        let function = |step: &'s Step| match step {
            Step::Object(change) => match &**change {
                ObjectChange::Drop(ObjectDef::Function(def)) => Some(&def.name).filter(|name| is_made(name)),
                _ => None,
            },
            _ => None,
        };
        let added: HashSet<(&ObjectName, &str)> = steps
            .iter()
            .filter_map(|step| match change_of(step)? {
                (table, TableChange::AddColumn { column, .. }) => Some((table, column.name.as_str())),
                _ => None,
            })
            .collect();
        let column = |step: &'s Step| match change_of(step)? {
            (table, TableChange::DropColumn(column)) => {
                Some((table, column.name.as_str())).filter(|column| added.contains(column))
            }
            _ => None,
        };
        Self {
            columns: steps.iter().filter_map(column).collect(),
            views: steps.iter().filter_map(view).collect(),
            functions: steps.iter().filter_map(function).collect(),
        }
    }

    /// Where the rights on the view of this previous name are kept.
    pub(super) fn view(&self, name: &ObjectName) -> Option<String> {
        self.views.iter().position(|other| *other == name).map(setting)
    }

    /// The same for a function.
    pub(super) fn function(&self, name: &ObjectName) -> Option<String> {
        self.functions.iter().position(|other| *other == name).map(|at| setting(self.views.len() + at))
    }

    /// The same for a column of a table.
    pub(super) fn column(&self, table: &ObjectName, name: &str) -> Option<String> {
        let at = self.columns.iter().position(|other| *other == (table, name));
        at.map(|at| setting(self.views.len() + self.functions.len() + at))
    }
}

fn change_of(step: &Step) -> Option<(&ObjectName, &TableChange)> {
    match step {
        Step::AlterTable { table, change } => Some((table, change)),
        _ => None,
    }
}

fn setting(at: usize) -> String {
    format!("orm.rights_{}", at + 1)
}

/// Writes down the owner of a view, and the rights on it and on its columns.
pub(super) fn keep(view: &ObjectName, setting: &str) -> String {
    format!(
        "SELECT set_config({}, coalesce((SELECT json_build_object('owner', c.relowner::regrole, 'rights',\n  \
         (SELECT coalesce(json_object_agg(part, acl::text), '{{}}') FROM (SELECT '' AS part, c.relacl AS acl UNION ALL\n  \
         SELECT attname, attacl FROM pg_catalog.pg_attribute WHERE attrelid = c.oid) AS parts WHERE acl IS NOT NULL))::text\n  \
         FROM pg_catalog.pg_class AS c WHERE c.oid = {}::regclass), ''), false)",
        text(setting),
        text(&object(view))
    )
}

/// Gives a view, and those columns that it still has, what is written down.
pub(super) fn give_again(view: &ObjectName, setting: &str) -> String {
    let view = text(&object(view));
    let begin = begin(setting, &view);
    format!(
        "{begin}  \
         FOR given IN SELECT part, item.* FROM json_each_text(kept->'rights') AS parts (part, acl), aclexplode(acl::aclitem[]) AS item\n    \
         WHERE part = '' OR part IN (SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = {view}::regclass) LOOP\n    \
         EXECUTE format('GRANT %s%s ON %s TO %s%s', given.privilege_type, ' (' || quote_ident(nullif(given.part, '')) || ')', {view},\n      \
         {GRANTEE});\n  \
         END LOOP;\n  \
         EXECUTE format('ALTER TABLE %s OWNER TO %s', {view}, kept->>'owner');\nEND $$"
    )
}

/// Writes down the owner of a function and the rights on it.
///
/// Where there are several functions of the name, the server finds it by the types of its arguments, however those are written.
pub(super) fn keep_of_function(function: &ObjectName, types: &str, setting: &str) -> String {
    let ObjectName { schema, name } = function;
    let place = schema.as_ref().map_or_else(
        || "pg_catalog.pg_function_is_visible(f.oid)".to_owned(),
        |schema| format!("f.pronamespace = {}::regnamespace", text(&quoted(schema))),
    );
    format!(
        "SELECT set_config({}, coalesce((SELECT json_build_object('owner', f.proowner::regrole, 'rights', f.proacl::text)::text\n  \
         FROM pg_catalog.pg_proc AS f WHERE f.proname = {} AND {place}\n  \
         AND CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_proc AS o WHERE o.proname = f.proname AND o.pronamespace = f.pronamespace AND o.oid <> f.oid)\n  \
         THEN f.oid = pg_catalog.to_regprocedure({}) ELSE true END),\n  \
         ''), false)",
        text(setting),
        text(name),
        text(&format!("{}({types})", object(function)))
    )
}

/// Gives a function what is written down. Everybody may call a new one, unless that is taken away.
pub(super) fn give_function_again(signature: &str, setting: &str) -> String {
    let function = text(signature);
    let begin = begin(setting, &function);
    format!(
        "{begin}  \
         IF kept->>'rights' IS NOT NULL THEN\n    \
         EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', {function});\n  \
         END IF;\n  \
         FOR given IN SELECT * FROM aclexplode((kept->>'rights')::aclitem[]) LOOP\n    \
         EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s%s', {function},\n      \
         {GRANTEE});\n  \
         END LOOP;\n  \
         EXECUTE format('ALTER FUNCTION %s OWNER TO %s', {function}, kept->>'owner');\nEND $$"
    )
}

/// Writes down the rights on a column of a table.
pub(super) fn keep_of_column(table: &ObjectName, column: &str, setting: &str) -> String {
    format!(
        "SELECT set_config({}, coalesce((SELECT json_build_object('rights', a.attacl::text)::text\n  \
         FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = {}::regclass AND a.attname = {}), ''), false)",
        text(setting),
        text(&object(table)),
        text(column)
    )
}

/// Gives a column of a table what is written down.
pub(super) fn give_column_again(table: &ObjectName, column: &str, setting: &str) -> String {
    let begin = begin(setting, &text(&format!("{}.{}", object(table), quoted(column))));
    let (table, column) = (text(&object(table)), text(column));
    format!(
        "{begin}  \
         FOR given IN SELECT * FROM aclexplode((kept->>'rights')::aclitem[]) LOOP\n    \
         EXECUTE format('GRANT %s (%I) ON %s TO %s%s', given.privilege_type, {column}, {table},\n      \
         {GRANTEE});\n  \
         END LOOP;\nEND $$"
    )
}

/// Gives a type the owner, the rights and the comment of the one whose place it takes, which is still there.
pub(super) fn hand_over_type(name: &ObjectName) -> String {
    let (old, new) = (text(&object(&outgoing(name))), text(&object(name)));
    format!(
        "DO $$\nDECLARE\n  old pg_catalog.pg_type;\n  given record;\nBEGIN\n  \
         SELECT * INTO old FROM pg_catalog.pg_type WHERE oid = {old}::regtype;\n  \
         IF old.typacl IS NOT NULL THEN\n    \
         EXECUTE format('REVOKE ALL ON TYPE %s FROM PUBLIC', {new});\n  \
         END IF;\n  \
         FOR given IN SELECT * FROM aclexplode(old.typacl) LOOP\n    \
         EXECUTE format('GRANT USAGE ON TYPE %s TO %s%s', {new},\n      \
         {GRANTEE});\n  \
         END LOOP;\n  \
         EXECUTE format('COMMENT ON TYPE %s IS %L', {new}, obj_description(old.oid, 'pg_type'));\n  \
         EXECUTE format('ALTER TYPE %s OWNER TO %s', {new}, old.typowner::regrole);\nEND $$"
    )
}

/// Who gets a right, and whether to give it to others.
const GRANTEE: &str = "\
CASE given.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(given.grantee)) END,
      CASE WHEN given.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END";

/// The head of a block, with what is written down as a variable. Another session has not written anything down: rights that are lost
/// are nothing to be silent about.
fn begin(setting: &str, what: &str) -> String {
    format!(
        "DO $$\nDECLARE\n  \
         kept json := nullif(current_setting({}, true), '');\n  \
         given record;\nBEGIN\n  \
         IF kept IS NULL THEN\n    \
         RAISE EXCEPTION 'the rights on % were kept in a session that has ended: take this statement out of the file '\n      \
         '(generate --accept-edits), and give them and the owner by hand behind the migration', {what};\n  \
         END IF;\n",
        text(setting)
    )
}
