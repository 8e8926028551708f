//! SELECT.

use super::combined::{self, Tail};
use super::expr::{conditions, expr};
use super::grouping::{self, is_one_group};
use super::source::{ROWS, join, source, with};
use super::writer::Writer;
use super::{deleted, repeated, window};
use crate::ast::{Distinct, Expr, Item, Select, TableRef};
use crate::schema::TableMeta;

/// How the cells of a query are named.
#[derive(Clone, Copy)]
pub(super) enum CellNames {
    /// As the database names them.
    Own,
    /// By their position: MySQL wants the columns of a derived table to have different names.
    Numbered,
    /// As the columns of a table.
    Of(&'static TableMeta),
}

impl CellNames {
    /// The name of the cell at `position`.
    pub(super) fn of(self, position: usize) -> String {
        match self {
            Self::Of(table) if position < table.columns.len() => table.columns[position].name.to_owned(),
            Self::Own | Self::Numbered | Self::Of(_) => format!("c{position}"),
        }
    }
}

/// About how long the text of a query is, so that most are written without moving.
pub(super) fn length(select: &Select) -> usize {
    let item = |item: &Item| match item {
        Item::Row(source) => source.table.row.0.len().max(64),
        Item::Expr(_) | Item::Everything => 32,
    };
    let clauses = select.joins.len() + select.filters.len() + select.order_by.len();
    128 + select.items.iter().map(item).sum::<usize>() + 48 * clauses
}

/// Appends a query.
pub(super) fn select(writer: &mut Writer, select: Select) {
    query(writer, select, CellNames::Own);
}

/// Appends a query whose cells are named like that.
pub(super) fn query(writer: &mut Writer, mut select: Select, names: CellNames) {
    with(writer, std::mem::take(&mut select.with));
    if !select.combined.is_empty() {
        return combined::query(writer, select, names);
    }
    writer.check_groups(&select);
    let tail = Tail::take(&mut select);
    let keys = repeated::keys(writer.dialect, &select);
    writer.in_query(keys, |writer| {
        rows(writer, select, names);
        tail.write(writer);
    });
}

/// Appends a query without what stands before and behind it.
pub(super) fn rows(writer: &mut Writer, mut select: Select, names: CellNames) {
    head(writer, &mut select);
    let items = std::mem::take(&mut select.items);
    match names {
        CellNames::Numbered | CellNames::Of(_) if !matches!(items[..], [Item::Everything]) => {
            named_items(writer, items, names);
        }
        // All cells of a subquery have the names that it gives them.
        _ => self::items(writer, items),
    }
    body(writer, select, names);
}

/// Appends a query for the sake of its rows and not of their cells.
pub(super) fn select_one(writer: &mut Writer, mut select: Select) {
    // Which rows are equal depends on the select list, and so do the groups that it makes without a GROUP BY.
    if !matches!(select.distinct, Distinct::No) || !select.combined.is_empty() || is_one_group(&select) {
        return query(writer, select, CellNames::Numbered);
    }
    with(writer, std::mem::take(&mut select.with));
    let tail = Tail::take(&mut select);
    writer.push("select 1");
    writer.in_query(Vec::new(), |writer| {
        body(writer, select, CellNames::Own);
        tail.write(writer);
    });
}

/// Appends the query that counts the rows of another.
pub(super) fn count(writer: &mut Writer, mut query: Select) {
    query.order_by.clear();
    query.lock = None;
    with(writer, std::mem::take(&mut query.with));
    let counts_its_rows = query.is_one_row_for_each();
    writer.push("select count(*)");
    if counts_its_rows {
        writer.in_query(Vec::new(), |writer| body(writer, query, CellNames::Own));
    } else {
        writer.push(" from (");
        select_one(writer, query);
        writer.push(") as ");
        writer.ident(ROWS);
    }
}

/// Appends a select list.
pub(super) fn items(writer: &mut Writer, items: Vec<Item>) {
    writer.list(", ", items, |writer, item| match item {
        Item::Expr(expression) => expr(writer, expression),
        Item::Row(source) => writer.row(source),
        Item::Everything => writer.push("*"),
    });
}

/// Appends a select list with a name for each cell.
fn named_items(writer: &mut Writer, items: Vec<Item>, names: CellNames) {
    writer.list(", ", cells(items).into_iter().enumerate(), |writer, (position, cell)| {
        expr(writer, cell);
        writer.push(" as ");
        writer.ident(&names.of(position));
    });
}

/// The cells of a select list.
pub(super) fn cells(items: Vec<Item>) -> Vec<Expr> {
    let mut cells = Vec::new();
    for item in items {
        match item {
            Item::Expr(expression) => cells.push(expression),
            Item::Row(TableRef { table, alias }) => cells
                .extend(table.columns.iter().map(|column| Expr::Column { source: alias, name: column.name })),
            Item::Everything => {}
        }
    }
    cells
}

/// Appends what comes before the select list.
fn head(writer: &mut Writer, select: &mut Select) {
    writer.push("select ");
    match std::mem::replace(&mut select.distinct, Distinct::No) {
        Distinct::No => {}
        Distinct::Rows => writer.push("distinct "),
        Distinct::On(keys) => {
            writer.push("distinct on (");
            writer.list(", ", keys, expr);
            writer.push(") ");
        }
    }
}

/// Appends everything between the select list and what follows the rows.
fn body(writer: &mut Writer, mut select: Select, names: CellNames) {
    deleted::leave_out(&mut select);
    writer.push(" from ");
    source(writer, select.from, names);
    for join in select.joins {
        self::join(writer, join);
    }
    if !select.filters.is_empty() {
        writer.push(" where ");
        conditions(writer, select.filters);
    }
    grouping::group_by(writer, select.group_by, select.grouping);
    if !select.having.is_empty() {
        writer.push(" having ");
        conditions(writer, select.having);
    }
    window::clause(writer);
}
