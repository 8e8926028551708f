//! A change of many rows, each in its own way: rows that change the same columns share statements.
//!
//! PostgreSQL joins the table with arrays, MySQL chooses the value by the key in a CASE. On SQLite, and where a value has no
//! array or the key itself changes, each row has a statement, all of them with one text.

use std::collections::BTreeMap;

use orm_schema::Dialect;

use super::change::{assignments, filters, not_deleted};
use super::insert::returning;
use super::writer::Writer;
use super::{Statement, arrays, chunk};
use crate::ast::{
    Assignment, BinaryOperator, Expr, ListTest, NewRow, RowChange, TableRef, Update, UpdateMany,
};
use crate::schema::TableMeta;
use crate::types::Value;

/// The statements, none of which changes a row of another.
pub(super) fn statements(dialect: Dialect, mut update: UpdateMany) -> Vec<Statement> {
    let mut alike: BTreeMap<Vec<usize>, Vec<RowChange>> = BTreeMap::new();
    for row in std::mem::take(&mut update.rows) {
        alike.entry(row.changes.iter().map(|(position, _)| *position).collect()).or_default().push(row);
    }
    let mut statements = Vec::new();
    for (columns, rows) in alike {
        let changes_key =
            columns.iter().any(|&position| update.key.contains(&update.table.columns[position].name));
        match dialect {
            Dialect::Postgres if !changes_key => joined_with_arrays(&mut statements, &update, rows),
            Dialect::Mysql if !changes_key => chosen_by_key(&mut statements, &update, &columns, rows),
            Dialect::Postgres | Dialect::Mysql | Dialect::Sqlite => {
                statements.extend(rows.into_iter().map(|row| alone(dialect, &update, row)));
            }
        }
    }
    statements
}

/// One row: `update t set a = ? where key = ?`.
fn alone(dialect: Dialect, update: &UpdateMany, row: RowChange) -> Statement {
    let table = update.table;
    let set = row.changes.into_iter().map(|(position, value)| Assignment {
        column: table.columns[position].name,
        value: Expr::Value(value),
    });
    let set = set.collect();
    let filters = vec![key_is(table, &update.key, &row.key)];
    super::update(dialect, self::update(update, set, filters))
}

fn update(update: &UpdateMany, set: Vec<Assignment>, filters: Vec<Expr>) -> Update {
    Update {
        set,
        filters,
        includes_deleted: update.includes_deleted,
        returning: update.returning.clone(),
        ..Update::new(update.table)
    }
}

/// The condition that a row has these values as its key.
fn key_is(table: &'static TableMeta, key: &[&'static str], values: &[Value]) -> Expr {
    let parts = key.iter().zip(values).map(|(&name, value)| {
        Expr::binary(BinaryOperator::Equal, compared(table, name), Expr::Value(value.clone()))
    });
    Expr::All(parts.collect())
}

/// A column of the key, where it is compared.
fn compared(table: &'static TableMeta, name: &'static str) -> Expr {
    let column = Expr::Column { source: table.name, name };
    let declared = table.position(name).and_then(|position| table.columns[position].key.declared_text());
    match declared {
        Some(ty) => Expr::Declared(Box::new(column), ty),
        None => column,
    }
}

/// Many rows: `update t set a = changes.a from unnest(…) as changes (key, a) where t.key = changes.key`.
fn joined_with_arrays(statements: &mut Vec<Statement>, update: &UpdateMany, rows: Vec<RowChange>) {
    let cells = rows.into_iter().map(|row| cells(update, row)).collect();
    for rows in chunk::of_rows(Dialect::Postgres, update.table, cells) {
        match arrays::of_rows(Dialect::Postgres, update.table, rows) {
            Ok(arrays) => statements.push(joined(update, arrays)),
            Err(rows) => {
                let rows = rows.into_iter().map(|row| alone(Dialect::Postgres, update, change(update, row)));
                statements.extend(rows);
            }
        }
    }
}

/// Key and changes of a row by the position of the column.
fn cells(update: &UpdateMany, row: RowChange) -> NewRow {
    let mut cells = vec![None; update.table.columns.len()];
    for (position, value) in row.changes {
        cells[position] = Some(value);
    }
    for (name, value) in update.key.iter().zip(row.key) {
        if let Some(position) = update.table.position(name) {
            cells[position] = Some(value);
        }
    }
    cells
}

/// The change that is in these cells.
fn change(update: &UpdateMany, mut cells: NewRow) -> RowChange {
    let position = |name: &&'static str| update.table.position(name);
    let key = update.key.iter().filter_map(position).filter_map(|position| cells[position].take()).collect();
    let changes = cells.into_iter().enumerate().filter_map(|(position, cell)| Some((position, cell?)));
    RowChange { key, changes: changes.collect() }
}

fn joined(update: &UpdateMany, arrays: arrays::Arrays) -> Statement {
    let table = update.table;
    let source = if table.name == CHANGES { OTHER_CHANGES } else { CHANGES };
    let names: Vec<_> = arrays.positions().into_iter().map(|position| table.columns[position].name).collect();
    let new = |name| Expr::Column { source, name };
    let set = names.iter().filter(|name| !update.key.contains(name));
    let set = set.map(|&column| Assignment { column, value: new(column) }).collect();
    let mut conditions: Vec<Expr> = update
        .key
        .iter()
        .map(|&name| {
            Expr::binary(BinaryOperator::Equal, Expr::Column { source: table.name, name }, new(name))
        })
        .collect();
    if !update.includes_deleted {
        conditions.extend(not_deleted(TableRef::plain(table)));
    }
    let mut writer = Writer::new(Dialect::Postgres, 256);
    writer.push("update ");
    writer.table(table);
    writer.push(" set ");
    assignments(&mut writer, table, set, false);
    writer.push(" from ");
    arrays.unnest(&mut writer);
    writer.push(" as ");
    writer.ident(source);
    writer.push(" (");
    writer.list(", ", names, Writer::ident);
    writer.push(")");
    filters(&mut writer, conditions);
    returning(&mut writer, update.returning.clone());
    writer.finish()
}

/// The name of the source of the new values.
const CHANGES: &str = "changes";
/// The same for a table that has that name.
const OTHER_CHANGES: &str = "new_changes";

/// Many rows: `update t set a = case when key = ? then ? … else a end where key in (…)`.
fn chosen_by_key(
    statements: &mut Vec<Statement>,
    update: &UpdateMany,
    columns: &[usize],
    rows: Vec<RowChange>,
) {
    let cells = rows.into_iter().map(|row| cells(update, row)).collect();
    for rows in chunk::of_few_rows(cells) {
        let mut rows: Vec<RowChange> = rows.into_iter().map(|row| change(update, row)).collect();
        if let [_] = rows[..] {
            statements.extend(rows.pop().map(|row| alone(Dialect::Mysql, update, row)));
            continue;
        }
        let table = update.table;
        let keys: Vec<Expr> = rows.iter().map(|row| key_is(table, &update.key, &row.key)).collect();
        let filter = match update.key[..] {
            [name] => {
                is_one_of(table, name, rows.iter().filter_map(|row| row.key.first().cloned()).collect())
            }
            _ => Expr::Any(keys.clone()),
        };
        let mut set: Vec<Assignment> = columns
            .iter()
            .map(|&position| {
                let column = table.columns[position].name;
                let same = Box::new(Expr::Column { source: table.name, name: column });
                Assignment { column, value: Expr::Case { arms: Vec::new(), otherwise: Some(same) } }
            })
            .collect();
        for (row, key) in rows.into_iter().zip(keys) {
            for (assignment, (_, value)) in set.iter_mut().zip(row.changes) {
                if let Expr::Case { arms, .. } = &mut assignment.value {
                    arms.push((key.clone(), Expr::Value(value)));
                }
            }
        }
        statements.push(super::update(Dialect::Mysql, self::update(update, set, vec![filter])));
    }
}

fn is_one_of(table: &'static TableMeta, name: &'static str, values: Vec<Value>) -> Expr {
    let ty = table.position(name).map_or("", |position| table.columns[position].ty);
    let operand = Box::new(Expr::Column { source: table.name, name });
    Expr::InList(ListTest { operand, values, ty, is_negated: false })
}
