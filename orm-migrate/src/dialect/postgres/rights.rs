//! The owner and the rights of what is dropped and made again: views, their columns, and functions.
//!
//! They are written down before, into a setting of the session, since a file has no variables, and given back behind. What a
//! statement here does is told from its text by `effect`.

use orm_schema::model::{ObjectDef, ObjectName};

use super::{object, quoted, text};
use crate::diff::{ObjectChange, Step};

/// What is dropped and made again. The rights of each have a setting of their own.
pub(super) struct Remade<'s> {
    views: Vec<&'s ObjectName>,
    functions: Vec<&'s ObjectName>,
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
        Self {
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
    let (view, kept) = (text(&object(view)), kept(setting));
    format!(
        "DO $$\nDECLARE\n  {kept}  given record;\nBEGIN\n  \
         FOR given IN SELECT part, item.* FROM json_each_text(kept->'rights') AS parts (part, acl), aclexplode(acl::aclitem[]) AS item\n    \
         WHERE part = '' OR part IN (SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = {view}::regclass) LOOP\n    \
         EXECUTE format('GRANT %s%s ON %s TO %s%s', given.privilege_type, ' (' || quote_ident(nullif(given.part, '')) || ')', {view},\n      \
         {GRANTEE});\n  \
         END LOOP;\n  \
         IF kept IS NOT NULL THEN\n    \
         EXECUTE format('ALTER TABLE %s OWNER TO %s', {view}, kept->>'owner');\n  \
         END IF;\nEND $$"
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
    let (function, kept) = (text(signature), kept(setting));
    format!(
        "DO $$\nDECLARE\n  {kept}  given record;\nBEGIN\n  \
         IF kept->>'rights' IS NOT NULL THEN\n    \
         EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', {function});\n  \
         END IF;\n  \
         FOR given IN SELECT * FROM aclexplode((kept->>'rights')::aclitem[]) LOOP\n    \
         EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s%s', {function},\n      \
         {GRANTEE});\n  \
         END LOOP;\n  \
         IF kept IS NOT NULL THEN\n    \
         EXECUTE format('ALTER FUNCTION %s OWNER TO %s', {function}, kept->>'owner');\n  \
         END IF;\nEND $$"
    )
}

/// Who gets a right, and whether to give it to others.
const GRANTEE: &str = "\
CASE given.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(given.grantee)) END,
      CASE WHEN given.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END";

/// What is written down, as a variable.
fn kept(setting: &str) -> String {
    format!("kept json := nullif(current_setting({}, true), '');\n", text(setting))
}
