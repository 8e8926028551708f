//! PostgreSQL 13 and later.

pub(crate) mod arguments;
mod blocks;
mod column;
mod constraint;
#[cfg(feature = "runner")]
mod cost;
#[cfg(feature = "runner")]
mod effect;
mod enums;
pub(crate) mod identity;
mod objects;
mod opclass;
mod partitions;
mod render;
mod rights;
mod row_security;
mod rules;
mod serial;
mod view;

pub(super) use column::rewrites_table;
#[cfg(feature = "runner")]
pub(super) use cost::cost;
#[cfg(feature = "runner")]
pub(super) use effect::effect;
pub(super) use render::statements;
pub(super) use rules::Rules;

use orm_schema::model::ObjectName;
use orm_schema::{Dialect, SchemaDef, SqlType, ident, types};

fn quoted(name: &str) -> String {
    ident::quoted(Dialect::Postgres, name)
}

fn object(name: &ObjectName) -> String {
    super::write::object(Dialect::Postgres, name)
}

fn columns(names: &[String]) -> String {
    super::write::columns(Dialect::Postgres, names)
}

fn text(value: &str) -> String {
    ident::string_literal(Dialect::Postgres, value)
}

/// An enum is a type with a name here, so its labels are not asked for.
fn type_name(ty: &SqlType) -> String {
    types::column_type(Dialect::Postgres, &SchemaDef::default(), ty)
}
