//! Inserting one row and having it back, on every database.

use orm_schema::Dialect;

use super::super::{Insert, Single};
use super::{found, request, rows};
use crate::ast::{self, BinaryOperator, Change, Expr, Item, NewRows, TableRef};
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::{Executor, Lease};
use crate::schema::{ConstraintKind, FromRow, Table, TableMeta};
use crate::sql;
use crate::types::Value;

impl<D: Database, T: Table> Insert<D, T, Single> {
    /// Writes the row and hands it back, with what the database filled in.
    ///
    /// One statement with `returning` where the database has it. On MySQL the row is read back by its key on the same
    /// connection; a key that is neither given nor counted up by the database is an error before anything is written.
    /// A row left out by a conflict is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound).
    pub async fn one<E: Executor<D>>(self, executor: E) -> Result<T, Error> {
        match D::DIALECT {
            Dialect::Postgres | Dialect::Sqlite => {
                let mut lease = executor.lease().await?;
                returned(&mut lease, D::DIALECT, self.ast).await
            }
            Dialect::Mysql => {
                let key = Key::of(&self.ast)?;
                let mut lease = executor.lease().await?;
                read_back(&mut lease, self.ast, key).await
            }
        }
    }
}

async fn returned<T: FromRow + Send>(
    lease: &mut Lease<'_>,
    dialect: Dialect,
    insert: ast::Insert,
) -> Result<T, Error> {
    let table = insert.table;
    let change = Change::Insert(insert).returning(vec![Item::Row(TableRef::plain(table))]);
    let statement = sql::change(dialect, change).pop().unwrap_or_default();
    let row = rows(lease, request(statement, table), T::from_row).await?.into_iter().next();
    found(row, table)
}

async fn read_back<T: FromRow + Send>(
    lease: &mut Lease<'_>,
    insert: ast::Insert,
    key: Key,
) -> Result<T, Error> {
    let table = insert.table;
    let statement = sql::change(Dialect::Mysql, Change::Insert(insert)).pop().unwrap_or_default();
    let done = lease.execute(request(statement, table)).await?;
    let mut select = ast::Select::table(TableRef::plain(table));
    select.filters.push(key.condition(done.last_insert_id));
    select.includes_deleted = true;
    let statement = sql::select(Dialect::Mysql, select);
    let row = rows(lease, request(statement, table), T::from_row).await?.into_iter().next();
    found(row, table)
}

/// How a row just written is found again.
enum Key {
    /// By the number that the database gave it.
    Counted { table: &'static TableMeta, column: &'static str },
    /// By columns of its own. Several keys when any of them may be that of the row a conflict changed.
    Given(Vec<Expr>),
}

impl Key {
    fn of(insert: &ast::Insert) -> Result<Self, Error> {
        let table = insert.table;
        let NewRows::Values(rows) = &insert.rows else { return Ok(Self::Given(Vec::new())) };
        let Some(row) = rows.first() else { return Ok(Self::Given(Vec::new())) };
        let primary: Vec<&'static str> = table.primary_key.iter().map(|&i| table.columns[i].name).collect();
        if let Some(given) = all_given(table, row, &primary) {
            let mut keys = vec![given];
            if insert.conflict.is_some() {
                let uniques =
                    table.constraints.iter().filter(|constraint| constraint.kind == ConstraintKind::Unique);
                keys.extend(uniques.filter_map(|unique| all_given(table, row, unique.columns)));
            }
            return Ok(Self::Given(keys));
        }
        match table.primary_key {
            &[position] if table.columns[position].is_auto_increment => {
                Ok(Self::Counted { table, column: table.columns[position].name })
            }
            _ => Err(Error::unsupported(
                Dialect::Mysql,
                format!(
                    "way to hand back a row of `{}` whose key it makes; give the key, or use `.execute(..)`",
                    table.name
                ),
            )),
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

/// The condition that all of `columns` have the values of `row`; `None` when the row does not give them all.
fn all_given(table: &'static TableMeta, row: &[Option<Value>], columns: &[&'static str]) -> Option<Expr> {
    if columns.is_empty() {
        return None;
    }
    let equal = |&column: &&'static str| Some(equal(table, column, row[table.position(column)?].clone()?));
    columns.iter().map(equal).collect::<Option<Vec<_>>>().map(Expr::All)
}

fn equal(table: &'static TableMeta, name: &'static str, value: Value) -> Expr {
    Expr::binary(BinaryOperator::Equal, Expr::Column { source: table.name, name }, Expr::Value(value))
}
