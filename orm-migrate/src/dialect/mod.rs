//! Spells the steps of a migration as each database wants them. Pure: nothing here reads a database.
//!
//! Each database has a folder: `rules` answers the differ, `render` turns steps into statements, `cost` says what statements cost
//! other sessions, `effect` what statements do that compute it on the server.

mod mysql;
mod obstacles;
pub(crate) mod options;
mod postgres;
mod sqlite;
mod statement;
mod write;

pub use statement::{Directive, Statement};

#[cfg(feature = "runner")]
pub(crate) use postgres::arguments;
pub(crate) use postgres::identity;
#[cfg(feature = "runner")]
pub(crate) use write::is_in_parentheses;

use orm_schema::model::TableOptions;
use orm_schema::{Dialect, Pair, SchemaDef, SqlType};

use crate::diff::{DiffRules, Step};
#[cfg(feature = "runner")]
use crate::risk::{ActionKind, Cost};

/// The statements of a migration, in the order of its steps.
///
/// Each carries what it may do to rows and to other sessions; tables created by the same steps have none of either.
pub fn render(dialect: Dialect, schemas: Pair<&SchemaDef>, steps: &[Step]) -> Vec<Statement> {
    match dialect {
        Dialect::Postgres => postgres::statements(schemas, steps),
        Dialect::Mysql => mysql::statements(schemas, steps),
        Dialect::Sqlite => sqlite::statements(schemas, steps),
    }
}

/// What the differ must know about a database.
pub(crate) fn rules(dialect: Dialect) -> &'static dyn DiffRules {
    match dialect {
        Dialect::Postgres => &postgres::Rules,
        Dialect::Mysql => &mysql::Rules,
        Dialect::Sqlite => &sqlite::Rules,
    }
}

/// What an action costs other sessions.
#[cfg(feature = "runner")]
pub(crate) const fn cost(dialect: Dialect, kind: ActionKind) -> Option<Cost> {
    match dialect {
        Dialect::Postgres => postgres::cost(kind),
        Dialect::Mysql => mysql::cost(kind),
        Dialect::Sqlite => sqlite::cost(kind),
    }
}

/// What a statement of ours does whose words do not say it.
#[cfg(feature = "runner")]
pub(crate) fn effect(dialect: Dialect, sql: &str) -> Option<String> {
    match dialect {
        Dialect::Postgres => postgres::effect(sql),
        Dialect::Mysql | Dialect::Sqlite => None,
    }
}

/// Does PostgreSQL write every row anew for this change of type?
pub(crate) fn rewrites_table(types: Pair<&SqlType>) -> bool {
    postgres::rewrites_table(types)
}

/// Does MySQL copy the table for this change of type? Labels of an enum are another question.
pub(crate) fn copies_table(types: Pair<&SqlType>) -> bool {
    mysql::copies_table(types)
}

/// The character set and the collation that other options of a table of MySQL give its texts, if they do.
pub(crate) fn new_texts(options: &Pair<TableOptions>) -> Option<(String, Option<String>)> {
    mysql::new_texts(options)
}
