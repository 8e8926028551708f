//! The keys of a row by which its relations are found.

use crate::ast::{Expr, Item, Select};
use crate::schema::{ColumnMeta, Link, Side};

/// The columns of the keys before the cells of a row: for each relation those by which it is found.
pub(in crate::query) type LinkColumns = Vec<Vec<&'static ColumnMeta>>;

/// Puts the keys by which the relations of a row are found before its cells.
pub(in crate::query) fn add_links(select: &mut Select, links: &[Link]) -> LinkColumns {
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

/// The columns of a side, of the source of that name.
pub(in crate::query) fn cells(side: Side, alias: &'static str) -> impl Iterator<Item = Expr> {
    side.columns().into_iter().map(move |column| Expr::Column { source: alias, name: column.name })
}
