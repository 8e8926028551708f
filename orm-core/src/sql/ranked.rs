//! The first rows for each value of a key: what a limit means where a relation is read for many rows at once.

use orm_schema::Dialect;

use super::Statement;
use super::select::{CellNames, cells, query};
use super::source::ROWS;
use super::writer::Writer;
use crate::ast::{Expr, Item, Over, RowRange, Select, Window, WindowFunction};
use crate::types::Value;

/// The statement of a query of whose rows `range` are read for each value of `keys` on its own. Rows with one key come in the
/// order of the query; behind the cells of the query there is one more.
pub(crate) fn ranked(dialect: Dialect, mut select: Select, keys: Vec<Expr>, range: RowRange) -> Statement {
    let order_by = std::mem::take(&mut select.order_by);
    let place = Over {
        function: WindowFunction::Named("row_number", Vec::new()),
        window: Window { partition_by: keys, order_by, ..Window::default() },
    };
    let items = cells(std::mem::take(&mut select.items));
    let name = CellNames::Numbered.of(items.len());
    select.items = items.into_iter().chain([Expr::Over(Box::new(place))]).map(Item::Expr).collect();

    let mut writer = Writer::new(dialect, 512);
    writer.push("select * from (");
    query(&mut writer, select, CellNames::Numbered);
    writer.push(") as ");
    writer.ident(ROWS);
    let mut separator = " where ";
    let last = range.limit.map(|rows| rows.saturating_add(range.offset));
    let first = Some(range.offset).filter(|rows| *rows > 0);
    for (comparison, bound) in [(" > ", first), (" <= ", last)] {
        let Some(bound) = bound else { continue };
        writer.push(separator);
        writer.ident(&name);
        writer.push(comparison);
        writer.bind(Value::I64(i64::try_from(bound).unwrap_or(i64::MAX)));
        separator = " and ";
    }
    writer.push(" order by ");
    writer.ident(&name);
    writer.finish()
}
