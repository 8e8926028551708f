//! What a name may be by itself: how long, of which characters, and what it does not begin with.

use super::{SchemaProblem, Subject};
use crate::{Dialect, ident};

/// The names that SQLite keeps for itself. <https://sqlite.org/fileformat2.html#intschema>
const OF_SQLITE: &str = "sqlite_";
/// The names of the history, and of what is there for a moment while a database is read.
const OURS: [&str; 2] = ["_orm_", "__orm_"];

/// Reports a name that the database would cut or refuse.
pub(super) fn check(
    name: &str,
    what: &str,
    subject: &dyn Fn() -> Subject,
    dialect: Dialect,
    found: &mut Vec<SchemaProblem>,
) {
    if let Some(Unfit { message, way }) = unfit(name, what, dialect) {
        found.push(SchemaProblem::new(subject(), message).hint(format!("{way}: `name = \"..\"`")));
    }
}

/// The same for a table or a view, of which some names are taken.
pub(super) fn check_relation(
    name: &str,
    what: &str,
    subject: &dyn Fn() -> Subject,
    dialect: Dialect,
    found: &mut Vec<SchemaProblem>,
) {
    check(name, what, subject, dialect, found);
    let taken = of_sqlite(name, what, dialect).or_else(|| {
        let ours = OURS.iter().find(|prefix| begins_with(name, prefix))?;
        Some(format!("the name of the {what} `{name}` begins with `{ours}`, as the tables of orm-migrate do"))
    });
    if let Some(message) = taken {
        found.push(SchemaProblem::new(subject(), message).hint("give it another name: `name = \"..\"`"));
    }
}

/// Why a name does not fit, and the way out.
pub(super) struct Unfit {
    pub(super) message: String,
    pub(super) way: &'static str,
}

/// PostgreSQL cuts names after 63 bytes, which makes one name of two. MySQL refuses more than 64 characters, a space at the end,
/// and characters of more than three bytes, in whose place it would write a question mark.
/// <https://dev.mysql.com/doc/refman/8.4/en/identifiers.html>
pub(super) fn unfit(name: &str, what: &str, dialect: Dialect) -> Option<Unfit> {
    let too_long = |limit: &str| Unfit {
        message: format!("the name of the {what} `{name}` is longer than the {limit} that {dialect} keeps"),
        way: "give it a shorter name",
    };
    let refused = |why: String| Unfit {
        message: format!("the name of the {what} `{name}` {why}"),
        way: "give it another name",
    };
    match dialect {
        Dialect::Postgres => (name.len() > ident::MAX_IDENT_BYTES).then(|| too_long("63 bytes")),
        Dialect::Mysql if name.chars().count() > 64 => Some(too_long("64 characters")),
        Dialect::Mysql if name.ends_with(' ') => {
            Some(refused(format!("ends with a space, which {dialect} refuses")))
        }
        Dialect::Mysql => {
            let wide = name.chars().find(|c| c.len_utf8() > 3)?;
            Some(refused(format!("has the character `{wide}`, which {dialect} keeps in no name")))
        }
        Dialect::Sqlite => None,
    }
}

/// What is said of a name that is SQLite's own: of a table, a view, an index or a trigger.
pub(super) fn of_sqlite(name: &str, what: &str, dialect: Dialect) -> Option<String> {
    (dialect == Dialect::Sqlite && begins_with(name, OF_SQLITE)).then(|| {
        format!("the name of the {what} `{name}` begins with `{OF_SQLITE}`, which SQLite keeps for itself")
    })
}

fn begins_with(name: &str, prefix: &str) -> bool {
    name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
