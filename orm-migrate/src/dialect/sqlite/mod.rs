//! SQLite 3.35 and later.

mod column;
mod constraint;
#[cfg(feature = "runner")]
mod cost;
mod objects;
mod rebuild;
mod render;
mod rules;

#[cfg(feature = "runner")]
pub(super) use cost::cost;
pub(super) use render::statements;
pub(super) use rules::Rules;

use orm_schema::{Dialect, ident};

fn quoted(name: &str) -> String {
    ident::quoted(Dialect::Sqlite, name)
}

fn columns(names: &[String]) -> String {
    super::write::columns(Dialect::Sqlite, names)
}

fn text(value: &str) -> String {
    ident::string_literal(Dialect::Sqlite, value)
}
