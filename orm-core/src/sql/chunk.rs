//! How many rows go into one statement.
//!
//! A statement takes so many values and so many bytes. The lengths of chunks are few, so that the texts repeat and stay in
//! the statement cache. A row that leaves other columns to the database than the one before it ends a chunk on SQLite, which
//! has no word for a default value, and on PostgreSQL where an array for each column is worth it.

use orm_schema::Dialect;

use super::arrays;
use crate::ast::{Insert, NewRow, NewRows};
use crate::schema::TableMeta;

/// An insert as several of its kind, each of which is one statement; none without rows.
pub(super) fn chunks(dialect: Dialect, mut insert: Insert) -> Vec<Insert> {
    let rows = match &mut insert.rows {
        NewRows::Values(rows) => std::mem::take(rows),
        NewRows::Query { .. } => return vec![insert],
    };
    let chunks = of_rows(dialect, insert.table, rows);
    chunks.into_iter().map(|rows| insert.with_rows(rows)).collect()
}

/// The rows in chunks.
pub(super) fn of_rows(dialect: Dialect, table: &TableMeta, rows: Vec<NewRow>) -> Vec<Vec<NewRow>> {
    split(rows, |rows| length(dialect, table, rows))
}

/// The rows in chunks for a statement that compares each of them with each.
pub(super) fn of_few_rows(rows: Vec<NewRow>) -> Vec<Vec<NewRow>> {
    split(rows, |rows| previous_power_of_two(length_of_bytes(&rows[..rows.len().min(MOST_COMPARED_ROWS)])))
}

fn split(rows: Vec<NewRow>, length: impl Fn(&[NewRow]) -> usize) -> Vec<Vec<NewRow>> {
    if rows.len() == 1 {
        return vec![rows];
    }
    let mut rows = rows.into_iter();
    let mut chunks = Vec::new();
    while !rows.as_slice().is_empty() {
        let length = length(rows.as_slice());
        chunks.push(rows.by_ref().take(length).collect());
    }
    chunks
}

/// How many of the rows go into the next statement: one at least.
fn length(dialect: Dialect, table: &TableMeta, rows: &[NewRow]) -> usize {
    match dialect {
        Dialect::Postgres => {
            let first = &rows[..rows.len().min(MOST_ROWS)];
            let alike = &first[..length_of_like_rows(first)];
            let is_worth_it = alike.len() == first.len() || alike.len() >= WORTH_A_STATEMENT;
            let alike = &alike[..length_of_bytes(alike)];
            if is_worth_it && arrays::hold(table, alike) {
                alike.len()
            } else {
                length_of_values(dialect, rows)
            }
        }
        Dialect::Mysql => length_of_values(dialect, rows),
        Dialect::Sqlite => {
            let first = &rows[..rows.len().min(MOST_VALUE_ROWS)];
            length_of_values(dialect, &first[..length_of_like_rows(first)])
        }
    }
}

/// How many rows go into a statement with a placeholder for each value.
fn length_of_values(dialect: Dialect, rows: &[NewRow]) -> usize {
    let columns = rows.first().map_or(0, Vec::len).max(1);
    let largest = previous_power_of_two(most_values(dialect) / columns).clamp(1, MOST_VALUE_ROWS);
    let length = length_of_bytes(&rows[..rows.len().min(largest)]);
    if length == rows.len() && length <= FEW_ROWS { length } else { previous_power_of_two(length) }
}

/// More rows in a statement make it no faster.
const MOST_ROWS: usize = 16_384;

/// More rows of placeholders in a statement make it no faster.
const MOST_VALUE_ROWS: usize = 1024;

/// More rows that are compared with each other cost more than further statements.
const MOST_COMPARED_ROWS: usize = 64;

/// Up to so many rows the last statement takes all that are left.
const FEW_ROWS: usize = 16;

/// So many rows that name the same columns get a statement of their own, where rows of other columns follow.
const WORTH_A_STATEMENT: usize = 64;

/// The most bytes of a statement: MySQL refuses packets over `max_allowed_packet`, 16 MB by default on MariaDB. A row that is
/// larger on its own is sent on its own.
const MOST_BYTES: usize = 4 << 20;

/// The most values a statement takes: the protocols of PostgreSQL and MySQL count them in 16 bits, SQLite is built with
/// `SQLITE_MAX_VARIABLE_NUMBER` 32766 since 3.32.
const fn most_values(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Postgres | Dialect::Mysql => 65535,
        Dialect::Sqlite => 32766,
    }
}

/// How many rows at the start are small enough together.
fn length_of_bytes(rows: &[NewRow]) -> usize {
    let mut bytes = 0;
    let fits = |row: &&NewRow| {
        bytes += row.iter().flatten().map(crate::types::Value::size).sum::<usize>();
        bytes <= MOST_BYTES
    };
    rows.iter().take_while(fits).count().max(1)
}

/// How many rows at the start name the same columns. Rows that name none go one by one: `default values` makes one row.
fn length_of_like_rows(rows: &[NewRow]) -> usize {
    let Some(first) = rows.first() else { return 0 };
    if first.iter().all(Option::is_none) {
        return 1;
    }
    rows.iter()
        .take_while(|row| row.iter().zip(first).all(|(cell, like)| cell.is_some() == like.is_some()))
        .count()
}

const fn previous_power_of_two(number: usize) -> usize {
    if number == 0 { 0 } else { 1 << number.ilog2() }
}
