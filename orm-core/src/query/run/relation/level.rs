//! The statement that reads a relation for all parents at once.

use orm_schema::Dialect;

use super::super::super::free_name;
use super::super::request;
use super::key::Key;
use crate::ast::{
    BinaryOperator, Expr, Item, Join, JoinKind, Keys, ListTest, Order, RowRange, Select, Source,
};
use crate::exec::Request;
use crate::schema::{ColumnMeta, Link, Side, TableMeta};
use crate::sql;

/// What stands before the cells of a row: what tells its parents, then the keys of each relation of the row.
pub(super) struct Before {
    pub(super) parents: Told,
    pub(super) links: Vec<Vec<&'static ColumnMeta>>,
}

/// What tells the parents of a row.
pub(super) enum Told {
    /// The columns of its key.
    Key(Vec<&'static ColumnMeta>),
    /// The place of a key among those of the statement, the first of which is 1. A row that several keys are equal to comes
    /// with each of them.
    Place,
}

/// Puts the keys by which the relations of a row are found before its cells.
pub(super) fn add_links(select: &mut Select, links: &[Link]) -> Vec<Vec<&'static ColumnMeta>> {
    let (first, alias) = (select.from.table(), select.from.alias());
    let items = links.iter().flat_map(|link| {
        let table = link.parent.table;
        // The first source may have another name here.
        let is_first = (first.schema, first.name) == (table.schema, table.name);
        cells(link.parent, if is_first { alias } else { table.name })
    });
    let items: Vec<Item> = items.map(Item::Expr).collect();
    select.items.splice(0..0, items);
    links.iter().map(|link| link.parent.columns()).collect()
}

/// How many keys one statement may have.
pub(super) fn most_keys(dialect: Dialect, link: Link) -> usize {
    let columns = link.child.columns();
    if is_text(&columns) { sql::most_keys(dialect, columns.len()) } else { usize::MAX }
}

/// The statement that reads the rows of a relation whose keys are among these.
///
/// Only the database knows which texts are equal, so it compares them, and tells for each row the place of the key.
pub(super) fn level(
    dialect: Dialect,
    (mut select, range): (Select, RowRange),
    link: Link,
    links: &[Link],
    keys: Vec<Key>,
) -> (Request, Before) {
    let table = select.from.table();
    let columns = link.child.columns();
    let links = add_links(&mut select, links);
    let cells: Vec<Expr> = cells(link.child, link.child.table.name).collect();
    let (told, parents) = if is_text(&columns) {
        (vec![join_keys(&mut select, link.child.table, columns, cells, keys)], Told::Place)
    } else {
        select.filters.insert(0, among(&cells, &columns, keys));
        (cells, Told::Key(columns))
    };
    select.items.splice(0..0, told.iter().cloned().map(Item::Expr));
    let statement = if range.is_all() {
        sort_by_key(&mut select, &told);
        sql::select(dialect, select)
    } else {
        sql::ranked(dialect, select, told, range)
    };
    (request(statement, table), Before { parents, links })
}

fn is_text(columns: &[&'static ColumnMeta]) -> bool {
    columns.iter().any(|column| column.key.is_text())
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

fn cells(side: Side, alias: &'static str) -> impl Iterator<Item = Expr> {
    side.columns().into_iter().map(move |column| Expr::Column { source: alias, name: column.name })
}

/// The condition that the cells are one of the keys.
fn among(cells: &[Expr], columns: &[&'static ColumnMeta], keys: Vec<Key>) -> Expr {
    if let ([cell], [column]) = (cells, columns) {
        let mut values = Vec::with_capacity(keys.len());
        for key in keys {
            match key {
                Key::One(value) => values.push(value),
                Key::Several(several) => values.extend(several),
            }
        }
        return Expr::InList(ListTest {
            operand: Box::new(cell.clone()),
            values,
            ty: column.key.ty,
            is_negated: false,
        });
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
