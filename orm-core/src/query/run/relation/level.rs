//! The statement that reads a relation for all parents at once.

use orm_schema::Dialect;

use super::super::request;
use super::key::Key;
use crate::ast::{BinaryOperator, Expr, Item, ListTest, Order, RowRange, Select};
use crate::exec::Request;
use crate::schema::{ColumnMeta, Link, Side};
use crate::sql;

/// The columns of the keys before the cells of a row: those of the parents, then those of each relation of the row.
pub(super) struct KeyColumns {
    pub(super) own: Vec<&'static ColumnMeta>,
    pub(super) links: Vec<Vec<&'static ColumnMeta>>,
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

/// The statement that reads the rows of a relation whose keys are among these.
pub(super) fn level(
    dialect: Dialect,
    (mut select, range): (Select, RowRange),
    link: Link,
    links: &[Link],
    keys: Vec<Key>,
) -> (Request, KeyColumns) {
    let table = select.from.table();
    let alias = link.child.table.name;
    let own = link.child.columns();
    let links = add_links(&mut select, links);
    let cells: Vec<Expr> = cells(link.child, alias).collect();
    select.items.splice(0..0, cells.iter().cloned().map(Item::Expr));
    select.filters.insert(0, among(&cells, &own, keys));
    let statement = if range.is_all() {
        sort_by_key(&mut select, &cells);
        sql::select(dialect, select)
    } else {
        sql::ranked(dialect, select, cells, range)
    };
    (request(statement, table), KeyColumns { own, links })
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
