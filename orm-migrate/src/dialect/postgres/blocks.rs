//! Roles, in statements in which the server computes what to do: a file has no variables and asks no questions. What such a statement
//! does is told from its text by `effect`, word for word.

use orm_schema::model::RoleDef;

use super::{quoted, text};

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
