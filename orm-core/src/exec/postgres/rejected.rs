//! The errors of PostgreSQL, by SQLSTATE. <https://www.postgresql.org/docs/current/errcodes-appendix.html>
//!
//! Only the message and the names of objects are looked at: DETAIL repeats the values of rows.

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;

use crate::error::{Error, ErrorKind, Violation};
use crate::exec::failure::without_value;
use crate::schema::{ConstraintKind, TableMeta};

/// What an error of PostgreSQL about a statement on `table` means.
pub(super) fn error(error: &dyn DatabaseError, table: Option<&TableMeta>) -> Error {
    let Some(error) = error.try_downcast_ref::<PgDatabaseError>() else {
        return Error::new(ErrorKind::Sql { code: None }, "PostgreSQL rejects the statement");
    };
    let violation = |kind| Violation::of_constraint(error.table(), error.constraint(), kind, table);
    let code = error.code();
    match code {
        "23505" => Error::unique(violation(ConstraintKind::Unique)),
        "23503" => Error::foreign_key(violation(ConstraintKind::ForeignKey)),
        "23514" => Error::check(violation(ConstraintKind::Check)),
        "23502" => {
            let columns: Vec<_> = error.column().into_iter().collect();
            Error::not_null(Violation::of_columns(error.table(), &columns, table))
        }
        "40001" | "40P01" | "55P03" => Error::new(
            ErrorKind::Serialization,
            format!("the transaction met another one; run it again ({code}: {})", error.message()),
        ),
        "57014" => Error::new(ErrorKind::Timeout, "the statement took longer than allowed, or was cancelled"),
        "25P02" => Error::new(
            ErrorKind::Transaction,
            "an earlier statement of the transaction failed; PostgreSQL runs nothing more until it is rolled back",
        ),
        "28P01" | "28000" | "42501" | "3D000" => {
            Error::new(ErrorKind::Access, format!("PostgreSQL refuses access: {}", error.message()))
        }
        "57P01" | "57P02" | "57P03" | "53300" => Error::new(
            ErrorKind::Connection,
            format!("PostgreSQL closed the connection: {}", error.message()),
        ),
        // 08P01 is a value in the wrong form, after which the connection lives on.
        code if code.starts_with("08") && code != "08P01" => {
            Error::new(ErrorKind::Connection, format!("the connection broke: {}", error.message()))
        }
        code if code.starts_with("22") => {
            Error::invalid_value(error.column(), without_value(error.message()))
        }
        code => Error::new(
            ErrorKind::Sql { code: Some(code.to_owned()) },
            format!("PostgreSQL rejects the statement: {} ({code})", error.message()),
        ),
    }
}
