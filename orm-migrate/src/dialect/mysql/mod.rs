//! MySQL 8.0.16 and later, MariaDB 10.5 and later.

mod alter;
mod column;
mod constraint;
#[cfg(feature = "runner")]
mod cost;
mod objects;
mod options;
mod partitions;
mod render;
mod rules;

pub(super) use column::copies_table;
#[cfg(feature = "runner")]
pub(super) use cost::cost;
pub(super) use options::new_texts;
pub(super) use render::statements;
pub(super) use rules::Rules;

use orm_schema::model::ObjectName;
use orm_schema::{Dialect, ident};

fn quoted(name: &str) -> String {
    ident::quoted(Dialect::Mysql, name)
}

fn object(name: &ObjectName) -> String {
    super::write::object(Dialect::Mysql, name)
}

fn columns(names: &[String]) -> String {
    super::write::columns(Dialect::Mysql, names)
}

fn text(value: &str) -> String {
    ident::string_literal(Dialect::Mysql, value)
}
