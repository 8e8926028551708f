//! The errors of SQLite. It names what was violated in its messages only: <https://www.sqlite.org/rescode.html>.

use sqlx::error::DatabaseError;

use crate::error::{Error, ErrorKind, Violation};
use crate::exec::failure::{About, PENDING, without_values};
use crate::schema::{ConstraintKind, ConstraintMeta, TableMeta};

/// Primary result codes: the low byte of an extended one.
mod code {
    pub(super) const PERM: i32 = 3;
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const READONLY: i32 = 8;
    pub(super) const INTERRUPT: i32 = 9;
    pub(super) const IOERR: i32 = 10;
    pub(super) const CORRUPT: i32 = 11;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANTOPEN: i32 = 14;
    pub(super) const TOOBIG: i32 = 18;
    pub(super) const CONSTRAINT: i32 = 19;
    pub(super) const MISMATCH: i32 = 20;
    pub(super) const NOTADB: i32 = 26;
    /// A value of the wrong storage class for a STRICT table.
    pub(super) const CONSTRAINT_DATATYPE: i32 = 3091;
}

/// What an error of SQLite about such a statement means.
pub(super) fn error(error: &dyn DatabaseError, about: About<'_>) -> Error {
    let extended = error.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or(0);
    let message = error.message();
    if about.has_values {
        of_run(extended, message, about.table, false)
    } else {
        of_text(extended, message, about.table)
    }
}

/// What an extended result code and its message mean before values are bound: it can quote the text of the statement only.
pub(super) fn of_text(extended: i32, message: &str, table: Option<&TableMeta>) -> Error {
    let error = of_code(extended, message, table, false).unwrap_or_else(|| rejects(extended, message));
    error.with_code(extended.to_string())
}

/// What an extended result code and its message mean once values are bound. `is_insert` says that the statement adds rows
/// to `table` and does nothing else.
pub(super) fn of_run(extended: i32, message: &str, table: Option<&TableMeta>, is_insert: bool) -> Error {
    let error = of_code(extended, message, table, is_insert).unwrap_or_else(|| {
        if message.starts_with("no such table: ") {
            return rejects(extended, message);
        }
        // What a function says about its argument stands after a colon or in quotes: `bad JSON path: 'x'`.
        let told = without_values(message);
        rejects(extended, told.split_once(": ").map_or(&*told, |(problem, _)| problem))
    });
    error.with_code(extended.to_string())
}

fn rejects(extended: i32, message: &str) -> Error {
    let is_unknown = ["no such table", "no such column", "has no column named"];
    let hint = if is_unknown.iter().any(|words| message.contains(words)) {
        format!("; {PENDING}")
    } else {
        String::new()
    };
    Error::new(
        ErrorKind::Sql { code: Some(extended.to_string()) },
        format!("SQLite rejects the statement: {message}{hint}"),
    )
}

/// What the codes with a kind of their own mean.
fn of_code(extended: i32, message: &str, table: Option<&TableMeta>, is_insert: bool) -> Option<Error> {
    Some(match extended & 0xff {
        code::CONSTRAINT if extended == code::CONSTRAINT_DATATYPE => invalid_value(message, table),
        code::CONSTRAINT => constraint(extended, message, table, is_insert),
        code::MISMATCH => invalid_value(message, table),
        code::TOOBIG => Error::invalid_value(None, "a text or blob is too big", table),
        code::BUSY | code::LOCKED => Error::new(
            ErrorKind::Serialization,
            "the SQLite database is locked by another connection; run the transaction again",
        ),
        code::INTERRUPT => Error::new(ErrorKind::Timeout, "the statement was interrupted"),
        code::CANTOPEN => Error::new(
            ErrorKind::Connection,
            "the SQLite file cannot be opened; check that its folder exists and may be written to",
        ),
        code::READONLY | code::PERM => Error::new(ErrorKind::Access, "the SQLite file is read-only"),
        code::IOERR | code::CORRUPT | code::FULL | code::NOTADB => {
            Error::new(ErrorKind::Connection, format!("the SQLite file cannot be used: {message}"))
        }
        _ => return None,
    })
}

fn constraint(extended: i32, message: &str, table: Option<&TableMeta>, is_insert: bool) -> Error {
    let (rule, subject) = message.split_once(" constraint failed").unwrap_or((message, ""));
    let subject = subject.strip_prefix(": ").unwrap_or("");
    match rule {
        "UNIQUE" => Error::unique(unique(subject, table)),
        "NOT NULL" => Error::not_null(of_columns(subject, table)),
        "CHECK" => Error::check(check(subject, table)),
        // Whatever else changes a row can also break the foreign keys of other tables that refer to it.
        "FOREIGN KEY" if is_insert => {
            Error::foreign_key(Violation::of_only(ConstraintKind::ForeignKey, table))
        }
        "FOREIGN KEY" => Error::foreign_key(Violation::of_table(table)),
        // A trigger says what it likes in RAISE.
        _ => rejects(extended, "a constraint or trigger refuses a row"),
    }
}

/// `users.email, users.tenant`, or `index 'name'` when the index is over expressions.
fn unique(subject: &str, table: Option<&TableMeta>) -> Violation {
    match subject.strip_prefix("index '").and_then(|name| name.strip_suffix('\'')) {
        Some(name) => Violation::of_constraint(None, Some(name), ConstraintKind::Unique, table),
        None => of_columns(subject, table),
    }
}

/// The name of the check, or the text of its condition when it has none.
fn check(subject: &str, table: Option<&TableMeta>) -> Violation {
    let is_name = !subject.is_empty() && subject.chars().all(|each| each.is_alphanumeric() || each == '_');
    let is_known = table.is_some_and(|table| table.constraints.iter().any(|each| each.name == subject));
    let by_column = || named_by_column(subject, table).or(is_name.then_some(subject));
    match if is_known { Some(subject) } else { by_column() } {
        Some(name) => Violation::of_constraint(None, Some(name), ConstraintKind::Check, table),
        None => Violation::of_only(ConstraintKind::Check, table),
    }
}

/// The only check of the column that a condition begins with: rules such as `check(range(..))` have no name in the
/// database, and SQLite shows what stands in the first quotes of their condition.
fn named_by_column<'a>(column: &str, table: Option<&'a TableMeta>) -> Option<&'a str> {
    let is_about = |each: &&ConstraintMeta| each.kind == ConstraintKind::Check && each.columns == [column];
    let mut candidates = table?.constraints.iter().filter(is_about);
    match (candidates.next(), candidates.next()) {
        (Some(only), None) => Some(only.name),
        _ => None,
    }
}

fn of_columns(subject: &str, table: Option<&TableMeta>) -> Violation {
    let mut name = None;
    let mut columns = Vec::new();
    for qualified in subject.split(", ") {
        let (owner, column) = qualified.split_once('.').unwrap_or(("", qualified));
        name = Some(owner).filter(|owner| !owner.is_empty());
        columns.push(column);
    }
    Violation::of_columns(name, &columns, table)
}

fn invalid_value(message: &str, table: Option<&TableMeta>) -> Error {
    // `cannot store TEXT value in INTEGER column users.age`
    let column =
        message.rsplit_once(" column ").map(|(_, column)| column.rsplit('.').next().unwrap_or(column));
    Error::invalid_value(column, "the value has the wrong type", table)
}
