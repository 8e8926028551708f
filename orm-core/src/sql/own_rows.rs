//! Subqueries of an update or delete that read the table it changes. MySQL takes them from a table in between only (error 1093):
//! <https://dev.mysql.com/doc/refman/8.0/en/subquery-restrictions.html>. MariaDB takes them as they are, and either way.

use orm_schema::Dialect;

use super::writer::Writer;
use crate::ast::{Item, Select, Source};
use crate::schema::TableMeta;

/// The subquery as it may stand in the change that is written. One that compares with a row of the change stays as it is: MariaDB
/// has no such rows in a table in between.
pub(super) fn apart(writer: &Writer, mut select: Select) -> Select {
    let (Dialect::Mysql, Some(table)) = (writer.dialect, writer.changed()) else { return select };
    if !reads(&select, table) || compares_with(&mut select, table) {
        return select;
    }
    Select::new(Source::Rows(Box::new(select)), vec![Item::Everything])
}

/// Does the query read the table?
fn reads(select: &Select, table: &TableMeta) -> bool {
    let is_it = |source: &Source| match source {
        Source::Table(read) | Source::Decorated { table: read, .. } => read.table.is(table),
        Source::Query { select, .. } | Source::Rows(select) => reads(select, table),
        Source::Values { .. } | Source::Keys(_) | Source::Raw { .. } => false,
    };
    is_it(&select.from)
        || select.joins.iter().any(|join| is_it(&join.source))
        || select.combined.iter().any(|next| reads(&next.select, table))
}

/// Does the query name the table that is changed, where that is none of its own sources?
fn compares_with(select: &mut Select, table: &TableMeta) -> bool {
    let mut own = std::iter::once(&select.from).chain(select.joins.iter().map(|join| &join.source));
    if own.any(|source| source.alias() == table.name) {
        return false;
    }
    let mut is_named = false;
    select.visit_sources(&mut |name| is_named |= *name == table.name);
    is_named
}
