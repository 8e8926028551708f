//! The keys of a row by which its relations are found.

use crate::ast::{Expr, Item, Select};
use crate::schema::{ColumnMeta, Link, Side};

/// The keys of a row by which its relations are found, and the cells before its own that they need.
#[derive(Debug, Clone, Default)]
pub(in crate::query) struct Links {
    /// So many cells stand before those of the row.
    pub(in crate::query) before: usize,
    /// For each relation the key by which it is found.
    pub(in crate::query) keys: Vec<KeyCells>,
}

/// A key among the cells of a row.
#[derive(Debug, Clone)]
pub(in crate::query) struct KeyCells {
    /// Its columns.
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "rows are read from a database"))]
    pub(in crate::query) columns: Vec<&'static ColumnMeta>,
    /// The place of each, from that of the first cell that belongs to the row.
    pub(in crate::query) at: Vec<usize>,
}

impl Links {
    /// Makes room for so many cells before all others.
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "statements are run on a database"))]
    pub(in crate::query) fn shift(&mut self, cells: usize) {
        self.before += cells;
        self.keys.iter_mut().flat_map(|key| &mut key.at).for_each(|at| *at += cells);
    }
}

/// Puts the keys by which the relations of a row are found before its cells, as far as they are none of these.
pub(in crate::query) fn add_links(select: &mut Select, links: &[Link]) -> Links {
    let (first, alias) = (select.from.table(), select.from.alias());
    let mut added = Vec::new();
    let mut own = Vec::new();
    let mut keys: Vec<KeyCells> = Vec::with_capacity(links.len());
    for link in links {
        let table = link.parent.table;
        // The first source may have another name here.
        let is_first = first.is(table);
        let alias = if is_first { alias } else { table.name };
        let columns = link.parent.columns();
        let places = own_cells(select, link.parent, alias);
        own.push(places.is_some());
        let at = places.unwrap_or_else(|| {
            added.extend(cells(link.parent, alias).map(Item::Expr));
            (added.len() - columns.len()..added.len()).collect()
        });
        keys.push(KeyCells { columns, at });
    }
    let before = added.len();
    for (key, _) in keys.iter_mut().zip(own).filter(|(_, is_own)| *is_own) {
        key.at.iter_mut().for_each(|at| *at += before);
    }
    select.items.splice(0..0, added);
    Links { before, keys }
}

/// The places of the columns of a side, of the source of that name, among the cells of a query that begin with all of the source.
pub(in crate::query) fn own_cells(select: &Select, side: Side, alias: &str) -> Option<Vec<usize>> {
    match select.items.first() {
        Some(Item::Row(row)) if row.alias == alias && row.table.is(side.table) => {
            side.columns().into_iter().map(|column| row.table.position(column.name)).collect()
        }
        _ => None,
    }
}

/// The columns of a side, of the source of that name.
pub(in crate::query) fn cells(side: Side, alias: &'static str) -> impl Iterator<Item = Expr> {
    side.columns().into_iter().map(move |column| Expr::Column { source: alias, name: column.name })
}
