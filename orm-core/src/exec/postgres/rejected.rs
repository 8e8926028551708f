//! The errors of PostgreSQL, by SQLSTATE. <https://www.postgresql.org/docs/current/errcodes-appendix.html>
//!
//! Only the message and the names of objects are looked at: DETAIL repeats the values of rows.

use std::borrow::Cow;

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;

use crate::error::{Error, ErrorKind, Violation};
use crate::exec::failure::{About, PENDING, problem_of_value, without_values};
use crate::schema::ConstraintKind;

/// What an error of PostgreSQL about such a statement means.
pub(super) fn error(error: &dyn DatabaseError, about: About<'_>) -> Error {
    let Some(error) = error.try_downcast_ref::<PgDatabaseError>() else {
        return Error::new(ErrorKind::Sql { code: None }, "PostgreSQL rejects the statement");
    };
    of_code(error, about).with_code(error.code())
}

fn of_code(error: &PgDatabaseError, about: About<'_>) -> Error {
    let table = about.table;
    let violation = |kind| Violation::of_constraint(error.table(), error.constraint(), kind, table);
    let code = error.code();
    match code {
        "23505" => Error::unique(violation(ConstraintKind::Unique)),
        // A row that others refer to. An update may break either side, which only the message tells, in the language of the
        // server. PostgreSQL 18 has a code of its own for RESTRICT.
        "23503" if about.is_delete || error.message().starts_with("update or delete") => {
            Error::foreign_key(violation(ConstraintKind::ForeignKey).of_other_rows())
        }
        "23001" => Error::foreign_key(violation(ConstraintKind::ForeignKey).of_other_rows()),
        "23503" => Error::foreign_key(violation(ConstraintKind::ForeignKey)),
        "23514" => Error::check(violation(ConstraintKind::Check)),
        "23502" => {
            let columns: Vec<_> = error.column().into_iter().collect();
            Error::not_null(Violation::of_columns(error.table(), &columns, table))
        }
        "40001" | "40P01" => Error::new(
            ErrorKind::Serialization,
            format!(
                "the transaction met another one (serialization failure or deadlock); run it again ({code})"
            ),
        ),
        "55P03" => Error::new(
            ErrorKind::Timeout,
            "the statement waited for a lock longer than allowed; another transaction holds it",
        ),
        "57014" => Error::new(ErrorKind::Timeout, "the statement took longer than allowed, or was cancelled"),
        "25006" => Error::read_only(),
        "25P02" => Error::new(
            ErrorKind::Transaction,
            "an earlier statement of the transaction failed; PostgreSQL runs nothing more until it is rolled back",
        ),
        "28P01" | "28000" | "42501" | "3D000" => {
            Error::new(ErrorKind::Access, format!("PostgreSQL refuses access: {}", told(error, about)))
        }
        "57P01" | "57P02" | "57P03" | "53300" => Error::new(
            ErrorKind::Connection,
            format!("PostgreSQL closed the connection: {}", told(error, about)),
        ),
        // 08P01 is a value in the wrong form, after which the connection lives on.
        code if code.starts_with("08") && code != "08P01" => {
            Error::new(ErrorKind::Connection, format!("the connection broke: {}", told(error, about)))
        }
        code if code.starts_with("22") => Error::invalid_value(error.column(), &problem(error), about.table),
        code => {
            let hint = match code {
                "42P01" | "42703" => format!("; {PENDING}"),
                _ => String::new(),
            };
            Error::new(
                ErrorKind::Sql { code: Some(code.to_owned()) },
                format!("PostgreSQL rejects the statement: {} ({code}){hint}", told(error, about)),
            )
        }
    }
}

/// The message as far as it cannot hold a bound value. An error with a position quotes the text of the statement.
fn told<'a>(error: &'a PgDatabaseError, about: About<'_>) -> Cow<'a, str> {
    if is_raised(error) {
        return Cow::Borrowed(RAISED);
    }
    if !about.has_values || error.position().is_some() {
        return Cow::Borrowed(error.message());
    }
    without_values(error.message())
}

fn problem(error: &PgDatabaseError) -> String {
    if is_raised(error) { RAISED.to_owned() } else { problem_of_value(error.message()) }
}

const RAISED: &str = "a function or trigger raised an exception";

/// Is the message that of a RAISE in PL/pgSQL, which may print the values of a row?
fn is_raised(error: &PgDatabaseError) -> bool {
    error.routine() == Some("exec_stmt_raise")
}
