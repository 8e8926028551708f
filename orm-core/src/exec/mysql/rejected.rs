//! The errors of MySQL and MariaDB, by number. They name constraints in their messages only, next to the values of rows:
//! what is kept of a message is what stands in its known places.
//! <https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html>,
//! <https://mariadb.com/kb/en/mariadb-error-code-reference/>

use std::borrow::Cow;

use sqlx::error::DatabaseError;
use sqlx::mysql::MySqlDatabaseError;

use crate::error::{Error, ErrorKind, Violation};
use crate::exec::failure::{About, PENDING, problem_of_value, without_values};
use crate::schema::{ColumnMeta, ConstraintKind, Declared, TableMeta};

/// What an error of MySQL about such a statement means.
pub(super) fn error(error: &dyn DatabaseError, about: About<'_>) -> Error {
    let Some(error) = error.try_downcast_ref::<MySqlDatabaseError>() else {
        return Error::new(ErrorKind::Sql { code: None }, "MySQL rejects the statement");
    };
    of_number(error, about).with_code(error.number().to_string())
}

fn of_number(error: &MySqlDatabaseError, about: About<'_>) -> Error {
    let (message, table) = (error.message(), about.table);
    match error.number() {
        1022 | 1062 | 1169 | 1586 => Error::unique(unique(message, table)),
        1216 | 1452 | 1761 | 1762 => Error::foreign_key(foreign_key(message, table)),
        // A row that others refer to.
        1217 | 1451 => Error::foreign_key(foreign_key(message, table).of_other_rows()),
        3819 => Error::check(check(message, '\'', table)),
        4025 if error.code() == Some("23000") => Error::check(check(message, '`', table)),
        1048 | 1364 => {
            let columns: Vec<_> = quoted(message, '\'').into_iter().collect();
            Error::not_null(Violation::of_columns(None, &columns, table))
        }
        // 1020 is how a snapshot of MariaDB fails, 3058 a deadlock of named locks, 3101 and 1180 one in a cluster.
        1020 | 1180 | 1213 | 3058 | 3101 => Error::new(
            ErrorKind::Serialization,
            format!(
                "the transaction met another one (deadlock or conflict); run it again ({})",
                error.number()
            ),
        ),
        1205 => Error::new(
            ErrorKind::Timeout,
            "the statement waited for a lock longer than allowed; another transaction holds it",
        )
        .retryable(),
        1290 | 1792 | 1836 => Error::read_only(),
        1317 | 1969 | 3024 => {
            Error::new(ErrorKind::Timeout, "the statement took longer than allowed, or was cancelled")
        }
        1044 | 1045 | 1049 | 1142 | 1143 | 1227 => {
            Error::new(ErrorKind::Access, format!("MySQL refuses access: {message}"))
        }
        1040 | 1053 | 1152 | 1927 => {
            Error::new(ErrorKind::Connection, format!("MySQL closed the connection: {message}"))
        }
        1264 | 1265 | 1292 | 1365 | 1366 | 1367 | 1406 | 1411 | 1441 | 1690 | 3140 | 3141 | 4078 => {
            let column = column(message);
            let range = if error.number() == 1292 { range(column, table) } else { "" };
            Error::invalid_value(column, &(problem(message) + range), table)
        }
        number => Error::new(
            ErrorKind::Sql { code: Some(number.to_string()) },
            format!(
                "MySQL rejects the statement: {} ({number}){}",
                told(number, message, about),
                hint(number)
            ),
        ),
    }
}

/// The message as far as it cannot hold a bound value.
fn told<'a>(number: u16, message: &'a str, about: About<'_>) -> Cow<'a, str> {
    match number {
        // A SIGNAL says what it likes.
        1644 => Cow::Borrowed("a trigger or procedure signalled an error"),
        // They quote the text of the statement: unknown and doubtful names, a syntax error, a wrong number of values.
        1051 | 1052 | 1054 | 1064 | 1109 | 1136 | 1146 | 1305 => Cow::Borrowed(message),
        _ if !about.has_values => Cow::Borrowed(message),
        _ => without_values(message),
    }
}

fn hint(number: u16) -> String {
    match number {
        1051 | 1054 | 1146 => format!("; {PENDING}"),
        _ => String::new(),
    }
}

/// `Duplicate entry 'x' for key 'users.users_email_key'`; MariaDB leaves out the table.
fn unique(message: &str, table: Option<&TableMeta>) -> Violation {
    let Some(key) = message.rsplit_once(" for key ").and_then(|(_, key)| quoted(key, '\'')) else {
        return Violation::default();
    };
    let key = key.rsplit_once('.').map_or(key, |(_, key)| key);
    Violation::of_constraint(None, Some(key), ConstraintKind::Unique, table)
}

/// ``… a foreign key constraint fails (`db`.`posts`, CONSTRAINT `posts_author_fk` FOREIGN KEY …)``
fn foreign_key(message: &str, table: Option<&TableMeta>) -> Violation {
    let owner = message.split_once("fails (").and_then(|(_, place)| place.split_once(", CONSTRAINT "));
    let Some((owner, constraint)) = owner else {
        return Violation::default();
    };
    let owner = owner.rsplit_once("`.`").map(|(_, name)| name.trim_end_matches('`'));
    Violation::of_constraint(owner, quoted(constraint, '`'), ConstraintKind::ForeignKey, table)
}

/// `Check constraint 'name' is violated.`, ``CONSTRAINT `name` failed for `db`.`table` ``
fn check(message: &str, quote: char, table: Option<&TableMeta>) -> Violation {
    match quoted(message, quote) {
        // MariaDB calls the check of a column by the column's name, with its table before it.
        Some(name) => {
            let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
            Violation::of_constraint(None, Some(name), ConstraintKind::Check, table)
        }
        None => Violation::default(),
    }
}

/// `Data too long for column 'name' at row 1`, ``… for column `db`.`table`.`name` at row 1``
fn column(message: &str) -> Option<&str> {
    // A message that ends otherwise ends with the value, which may hold these words.
    let (place, _) = message.rsplit_once(" at row ").filter(|(_, row)| row.parse::<u64>().is_ok())?;
    let (_, column) = place.rsplit_once(" column ")?;
    column.rsplit(['.', '`', '\'']).find(|part| !part.is_empty())
}

/// What a column takes that holds a point in time. <https://dev.mysql.com/doc/refman/8.4/en/datetime.html>
fn range(column: Option<&str>, table: Option<&TableMeta>) -> &'static str {
    let named = |found: &&ColumnMeta| Some(found.name) == column;
    let is_timestamp = table.and_then(|table| table.columns.iter().find(named)).is_some_and(|column| {
        match column.key.declared {
            Declared::Inferred | Declared::Char => column.ty.starts_with("timestamptz"),
            Declared::Sql(sql) => sql.to_ascii_lowercase().starts_with("timestamp"),
        }
    });
    if is_timestamp {
        "; a TIMESTAMP takes 1970-01-01 00:00:01 to 2038-01-19 03:14:07 in UTC (MariaDB since 11.5: to 2106-02-07), and \
         `#[column(type = \"datetime(6)\")]` the years 1000 to 9999"
    } else {
        ""
    }
}

/// What is wrong, up to where the message names the column or the value.
fn problem(message: &str) -> String {
    let end = message.find(" for column").unwrap_or(message.len());
    problem_of_value(&message[..end])
}

/// The first thing in these quotes.
fn quoted(text: &str, quote: char) -> Option<&str> {
    let (_, rest) = text.split_once(quote)?;
    rest.split_once(quote).map(|(name, _)| name)
}
