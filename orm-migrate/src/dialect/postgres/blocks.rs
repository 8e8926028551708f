//! Statements in which the server computes what to do: a file has no variables and asks no questions. What each does is told from
//! its text by `effect`, word for word.

use orm_schema::model::{ObjectName, RoleDef};

use super::{object, quoted, text};

/// A role is there for all databases of a server, so that another one may have made it.
pub(super) fn make_role(def: &RoleDef) -> String {
    let (name, options) = (quoted(&def.name), role_options(def));
    format!(
        "DO $$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {}) THEN\n    CREATE ROLE {name};\n  \
         END IF;\n  ALTER ROLE {name} {options};\nEND $$",
        text(&def.name)
    )
}

pub(super) fn role_options(def: &RoleDef) -> String {
    let word = |is_on: bool, word: &str| if is_on { word.to_owned() } else { format!("NO{word}") };
    [
        word(def.can_login, "LOGIN"),
        word(!def.is_noinherit, "INHERIT"),
        word(def.creates_databases, "CREATEDB"),
        word(def.creates_roles, "CREATEROLE"),
        word(def.bypasses_policies, "BYPASSRLS"),
    ]
    .join(" ")
}

/// Writes down the rights on a view before it is dropped.
pub(super) fn keep_rights(view: &ObjectName, setting: &str) -> String {
    let rights =
        format!("SELECT relacl::text FROM pg_catalog.pg_class WHERE oid = {}::regclass", text(&object(view)));
    format!("SELECT set_config({}, coalesce(({rights}), ''), false)", text(setting))
}

/// Grants the rights that are written down.
pub(super) fn grant_again(view: &ObjectName, setting: &str) -> String {
    let (name, setting) = (text(&object(view)), text(setting));
    format!(
        "DO $$\nDECLARE\n  given record;\nBEGIN\n  \
         FOR given IN SELECT * FROM aclexplode(nullif(current_setting({setting}, true), '')::aclitem[]) LOOP\n    \
         EXECUTE format('GRANT %s ON %s TO %s%s', given.privilege_type, {name},\n      \
         CASE given.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(given.grantee)) END,\n      \
         CASE WHEN given.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);\n  \
         END LOOP;\nEND $$"
    )
}
