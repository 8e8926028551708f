//! Rows just inserted, read again where no statement returns what it wrote (MySQL).
//!
//! A row is found by a key that was given, or by the numbers that the database gave: those of one statement follow each
//! other when it says how many rows it writes, whatever `innodb_autoinc_lock_mode` is, at the distance
//! `auto_increment_increment`. <https://dev.mysql.com/doc/refman/8.0/en/innodb-auto-increment-handling.html>

use orm_schema::Dialect;

use super::{found, request, rows};
use crate::ast::{
    self, BinaryOperator, Change, ConflictAction, Expr, NewRow, NewRows, Order, Raw, RawPart, TableRef,
};
use crate::error::{Error, ErrorKind};
use crate::exec::Lease;
use crate::schema::{ConstraintKind, FromRow, TableMeta};
use crate::sql;
use crate::types::Value;

/// How a row just written is found again.
pub(super) enum Key {
    /// By the number that the database gave it.
    Counted { table: &'static TableMeta, column: &'static str },
    /// By columns of its own. Several keys when any of them may be that of the row a conflict changed.
    Given(Vec<Expr>),
}

impl Key {
    pub(super) fn of(insert: &ast::Insert) -> Result<Self, Error> {
        let table = insert.table;
        let NewRows::Values(rows) = &insert.rows else { return Ok(Self::Given(Vec::new())) };
        let Some(row) = rows.first() else { return Ok(Self::Given(Vec::new())) };
        if let Some(given) = primary_key(table, row) {
            let mut keys = vec![given];
            if !insert.conflicts.is_empty() {
                let uniques =
                    table.constraints.iter().filter(|constraint| constraint.kind == ConstraintKind::Unique);
                keys.extend(uniques.filter_map(|unique| all_given(table, row, unique.columns)));
            }
            return Ok(Self::Given(keys));
        }
        match counted_key(table) {
            Some(column) => Ok(Self::Counted { table, column }),
            None => Err(no_key(table)),
        }
    }

    fn condition(self, last_insert_id: Option<i64>) -> Expr {
        match self {
            Self::Counted { table, column } => {
                equal(table, column, last_insert_id.map_or(Value::Null, Value::I64))
            }
            Self::Given(keys) => Expr::Any(keys),
        }
    }
}

/// Runs an insert of one row and reads the row.
pub(super) async fn one<T: FromRow + Send>(
    lease: &mut Lease<'_>,
    insert: ast::Insert,
    key: Key,
) -> Result<T, Error> {
    let table = insert.table;
    let statement = sql::change(Dialect::Mysql, Change::Insert(insert)).pop().unwrap_or_default();
    let done = lease.execute(request(statement, table)).await?;
    let select = select(table, key.condition(done.last_insert_id));
    let row = rows(lease, request(sql::select(Dialect::Mysql, select), table), T::from_row).await?;
    found(row.into_iter().next(), table)
}

/// An insert of which each row can be read again, as inserts of which all rows have keys that are given, or none has.
pub(super) fn parts(mut insert: ast::Insert) -> Result<Vec<ast::Insert>, Error> {
    let table = insert.table;
    let NewRows::Values(rows) = &mut insert.rows else {
        return Err(Error::unsupported(
            Dialect::Mysql,
            format!("way to hand back what a query inserts into `{}`; use `.execute(..)`", table.name),
        ));
    };
    let rows = std::mem::take(rows);
    let is_given = |row: &NewRow| primary_key(table, row).is_some();
    if counted_key(table).is_none() && !rows.iter().all(is_given) {
        return Err(no_key(table));
    }
    let replaces = |conflict: &ast::Conflict| matches!(conflict.action, ConflictAction::Update { .. });
    let is_plain = !insert.ignores_errors && insert.conflicts.is_empty();
    let has_one_key = table.constraints.iter().all(|constraint| constraint.kind != ConstraintKind::Unique);
    let is_found = has_one_key
        && !insert.ignores_errors
        && insert.conflicts.iter().all(replaces)
        && rows.iter().all(is_given);
    if !is_plain && !is_found {
        return Err(Error::unsupported(
            Dialect::Mysql,
            format!(
                "way to hand back many rows of `{}` of which some may exist; use `.execute(..)`, or `.one(..)` for each",
                table.name
            ),
        ));
    }
    let runs = rows.chunk_by(|row, next| is_given(row) == is_given(next));
    Ok(runs.map(|run| insert.with_rows(run.to_vec())).collect())
}

/// Runs an insert of one chunk and reads its rows, in their order.
pub(super) async fn chunk<T: FromRow + Send>(
    lease: &mut Lease<'_>,
    insert: ast::Insert,
    all: &mut Vec<T>,
) -> Result<(), Error> {
    let table = insert.table;
    let NewRows::Values(given) = &insert.rows else { return Ok(()) };
    let count = given.len();
    let keys: Option<Vec<Expr>> = given.iter().map(|row| primary_key(table, row)).collect();
    let done = lease.execute(request(sql::insert(Dialect::Mysql, insert), table)).await?;
    let before = all.len();
    match (keys, counted_key(table)) {
        (Some(mut keys), _) => {
            while !keys.is_empty() {
                let rest = keys.split_off(keys.len().min(KEYS_AT_ONCE));
                let select = in_order(table, keys);
                all.append(
                    &mut rows(lease, request(sql::select(Dialect::Mysql, select), table), T::from_row)
                        .await?,
                );
                keys = rest;
            }
        }
        (None, Some(column)) => {
            let select = counted(table, column, done.last_insert_id.unwrap_or_default(), count);
            all.append(
                &mut rows(lease, request(sql::select(Dialect::Mysql, select), table), T::from_row).await?,
            );
        }
        (None, None) => return Err(no_key(table)),
    }
    if all.len() - before == count {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::NotFound,
        format!(
            "rows just inserted into `{}` are not found by their keys; does a trigger change them?",
            table.name
        ),
    ))
}

/// How many rows are looked for by keys in one query. It compares each key with each row.
const KEYS_AT_ONCE: usize = 32;

/// The query of the rows with these keys, in the order of the keys.
fn in_order(table: &'static TableMeta, keys: Vec<Expr>) -> ast::Select {
    let arms = keys.iter().zip(0..).map(|(key, position)| (key.clone(), Expr::Value(Value::I32(position))));
    let position = Expr::Case { arms: arms.collect(), otherwise: None };
    let mut select = select(table, Expr::Any(keys));
    select.order_by.push(Order::ascending(position));
    select
}

/// The query of so many rows that the database counted up from `first` on.
fn counted(table: &'static TableMeta, column: &'static str, first: i64, count: usize) -> ast::Select {
    let further = i64::try_from(count).unwrap_or(i64::MAX) - 1;
    let key = || RawPart::Column { source: table.name, name: column };
    let bind = |number| RawPart::Bind(Value::I64(number));
    let range = Raw {
        parts: vec![
            key(),
            RawPart::Sql(" between "),
            bind(first),
            RawPart::Sql(" and "),
            bind(first),
            RawPart::Sql(" + "),
            bind(further),
            RawPart::Sql(" * @@auto_increment_increment"),
        ],
    };
    // Between the numbers of this server lie those that others of its cluster give.
    let own = Raw {
        parts: vec![
            RawPart::Sql("("),
            key(),
            RawPart::Sql(" - "),
            bind(first),
            RawPart::Sql(") % @@auto_increment_increment = 0"),
        ],
    };
    let mut select = select(table, Expr::Raw(range));
    select.filters.push(Expr::Raw(own));
    select.order_by.push(Order::ascending(Expr::Column { source: table.name, name: column }));
    select
}

fn select(table: &'static TableMeta, condition: Expr) -> ast::Select {
    let mut select = ast::Select::table(TableRef::plain(table));
    select.filters.push(condition);
    select.includes_deleted = true;
    select
}

/// The column of the primary key if the database counts it up.
fn counted_key(table: &TableMeta) -> Option<&'static str> {
    match table.primary_key {
        &[position] if table.columns[position].is_auto_increment => Some(table.columns[position].name),
        _ => None,
    }
}

/// The condition that the primary key is that of `row`; `None` when the row does not give all of it.
fn primary_key(table: &'static TableMeta, row: &NewRow) -> Option<Expr> {
    let columns: Vec<&'static str> = table.primary_key.iter().map(|&at| table.columns[at].name).collect();
    all_given(table, row, &columns)
}

/// The condition that all of `columns` have the values of `row`; `None` when the row does not give them all.
fn all_given(table: &'static TableMeta, row: &NewRow, columns: &[&'static str]) -> Option<Expr> {
    if columns.is_empty() {
        return None;
    }
    let equal = |&column: &&'static str| Some(equal(table, column, row[table.position(column)?].clone()?));
    columns.iter().map(equal).collect::<Option<Vec<_>>>().map(Expr::All)
}

fn equal(table: &'static TableMeta, name: &'static str, value: Value) -> Expr {
    Expr::binary(BinaryOperator::Equal, Expr::Column { source: table.name, name }, Expr::Value(value))
}

fn no_key(table: &TableMeta) -> Error {
    Error::unsupported(
        Dialect::Mysql,
        format!(
            "way to hand back a row of `{}` whose key it makes; give the key, or use `.execute(..)`",
            table.name
        ),
    )
}
