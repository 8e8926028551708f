//! The statement that reads a relation for all parents at once.

use orm_schema::Dialect;

use super::super::super::{KeyCells, Links, add_links, cells, free_name, own_cells};
use super::super::{filled, request};
use super::key::Key;
use crate::ast::{
    BinaryOperator, Expr, Item, Join, JoinKind, Keys, ListTest, Order, RowRange, Select, Source,
};
use crate::exec::Request;
use crate::schema::{ColumnMeta, Link, TableMeta};
use crate::sql::{self, Template};
use crate::types::Value;

/// How a row is read: what tells its parents, and the keys of its relations.
pub(super) struct Before {
    pub(super) parents: Told,
    pub(super) links: Links,
}

/// What tells the parents of a row.
pub(super) enum Told {
    /// Its key.
    Key(KeyCells),
    /// The place of a key among those of the statement, the first of which is 1. A row that several keys are equal to comes
    /// with each of them. It is the first cell.
    Place,
}

/// How many keys one statement may have.
pub(super) fn most_keys(dialect: Dialect, link: Link) -> usize {
    let columns = link.child.columns();
    match (are_joined(dialect, &columns), columns.len()) {
        (true, _) => sql::most_keys(dialect, &columns),
        (false, 1) => usize::MAX,
        // A statement of MySQL has 65,535 values, and a range over an index may take 8 MiB: the setting
        // `range_optimizer_max_mem_size`, of which a condition takes 230 bytes.
        (false, several) => 16_384 / several,
    }
}

/// The statement that reads the rows of a relation whose keys are among these. `arguments` are those of a prepared query.
///
/// Only the database knows which texts are equal, so it compares them, and tells for each row the place of the key. It does
/// the same where a condition for each of many keys would be too much for it.
pub(super) fn level(
    dialect: Dialect,
    (mut select, range): (Select, RowRange),
    link: Link,
    links: &[Link],
    keys: Vec<Key>,
    arguments: Option<&[Value]>,
) -> (Request, Before) {
    let table = select.from.table();
    let columns = link.child.columns();
    let name = link.child.table.name;
    let own = own_cells(&select, link.child, name);
    let mut links = add_links(&mut select, links);
    let cells: Vec<Expr> = cells(link.child, name).collect();
    let mut add = |select: &mut Select, told: &[Expr]| {
        select.items.splice(0..0, told.iter().cloned().map(Item::Expr));
        links.shift(told.len());
    };
    let (told, parents) = if are_joined(dialect, &columns) {
        let told = vec![join_keys(&mut select, link.child.table, columns, cells, keys)];
        add(&mut select, &told);
        (told, Told::Place)
    } else {
        select.filters.insert(0, among(&cells, &columns, keys));
        let at = if let Some(own) = own {
            own.into_iter().map(|at| at + links.before).collect()
        } else {
            add(&mut select, &cells);
            (0..cells.len()).collect()
        };
        (cells, Told::Key(KeyCells { columns, at }))
    };
    let statement = if range.is_all() {
        sort_by_key(&mut select, &told);
        sql::select(dialect, select)
    } else {
        sql::ranked(dialect, select, told, range)
    };
    let request = match arguments {
        None => request(statement, table),
        Some(arguments) => filled(&Template::new(dialect, statement), arguments.to_vec()).table(table),
    };
    (request, Before { parents, links })
}

/// Do keys of these columns stand in a source of their own?
fn are_joined(dialect: Dialect, columns: &[&'static ColumnMeta]) -> bool {
    let is_text = columns.iter().any(|column| column.key.is_text());
    is_text
        || match dialect {
            Dialect::Postgres | Dialect::Sqlite => columns.len() > 1,
            // Its source for keys is a query for each of them, and its conditions may be many.
            Dialect::Mysql => false,
        }
}

/// Joins the keys that are equal to the cells. What is returned is their place.
fn join_keys(
    select: &mut Select,
    table: &'static TableMeta,
    columns: Vec<&'static ColumnMeta>,
    cells: Vec<Expr>,
    keys: Vec<Key>,
) -> Expr {
    let alias = free_name("keys", select);
    let pairs = cells.into_iter().zip(&columns).map(|(cell, column)| {
        let key = Expr::Column { source: alias, name: column.name };
        let [cell, key] = [cell, key].map(|side| side.compared_as(column.key.ty));
        Expr::binary(BinaryOperator::Equal, cell, key)
    });
    let on = Some(Expr::All(pairs.collect()));
    let keys = Keys { table, columns, keys: keys.into_iter().map(Key::into_values).collect(), alias };
    let place = Expr::Column { source: alias, name: keys.place() };
    select.joins.push(Join { kind: JoinKind::Inner, source: Source::Keys(keys), on });
    place
}

/// Rows that are sorted come sorted by their key first: they need an order only among those of one parent, and an index on
/// the key saves most of the sorting.
fn sort_by_key(select: &mut Select, cells: &[Expr]) {
    if !select.order_by.is_empty() {
        select.order_by.splice(0..0, cells.iter().cloned().map(Order::ascending));
    }
}

/// The condition that the cells are one of the keys.
fn among(cells: &[Expr], columns: &[&'static ColumnMeta], mut keys: Vec<Key>) -> Expr {
    if let ([cell], [column]) = (cells, columns) {
        let mut values = Vec::with_capacity(keys.len());
        for key in keys {
            match key {
                Key::One(value) => values.push(value),
                Key::Several(several) => values.extend(several),
            }
        }
        return Expr::InList(ListTest {
            operand: Box::new(cell.clone().compared_as(column.key.ty)),
            values,
            ty: column.key.ty,
            is_negated: false,
        });
    }
    if let Some(last) = keys.last().cloned() {
        // One text for lists of many lengths.
        keys.resize(keys.len().next_power_of_two(), last);
    }
    let is = |key: &Key| {
        let pairs = cells.iter().zip(key.values());
        Expr::All(
            pairs
                .map(|(cell, value)| {
                    Expr::binary(BinaryOperator::Equal, cell.clone(), Expr::Value(value.clone()))
                })
                .collect(),
        )
    };
    Expr::Any(keys.iter().map(is).collect())
}
