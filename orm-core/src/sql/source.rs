//! FROM lists, joins, and the named queries before a statement.

use orm_schema::Dialect;

use super::expr::{expr, raw};
use super::select::{CellNames, query};
use super::writer::Writer;
use super::{Refusal, Statement, change, insert, keys, values};
use crate::ast::{Change, Cte, CteBody, Decoration, IndexHint, Join, JoinKind, SampleMethod, Source};
use crate::types::Value;

/// Appends `with …`, if there are named queries.
pub(super) fn with(writer: &mut Writer, queries: Vec<Cte>) {
    if queries.is_empty() {
        return;
    }
    let queries = once(writer, queries);
    let is_recursive = queries.iter().any(|query| query.is_recursive);
    writer.push(if is_recursive { "with recursive " } else { "with " });
    writer.list(", ", queries, cte);
    writer.push(" ");
}

/// Each of the queries once: one that is read in several places stands in the list as often.
fn once(writer: &mut Writer, queries: Vec<Cte>) -> Vec<Cte> {
    let mut all: Vec<Cte> = Vec::with_capacity(queries.len());
    for query in queries {
        match all.iter().find(|other| other.target.name == query.target.name) {
            None => all.push(query),
            Some(other) if alone(writer.dialect, other) == alone(writer.dialect, &query) => {}
            Some(_) => writer.refuse(Refusal::SameName(query.target.name)),
        }
    }
    all
}

/// A named query as it is without a statement behind it.
fn alone(dialect: Dialect, query: &Cte) -> (String, Vec<Value>) {
    let mut writer = Writer::new(dialect, 256);
    cte(&mut writer, query.clone());
    let Statement { text, binds, .. } = writer.finish();
    (text, binds)
}

fn cte(writer: &mut Writer, cte: Cte) {
    writer.ident(cte.target.name);
    writer.push(" (");
    writer.list(", ", cte.target.columns, |writer, column| writer.ident(column.name));
    writer.push(") as ");
    match (cte.is_materialized, writer.dialect) {
        (None, _) | (_, Dialect::Mysql) => {}
        (Some(true), Dialect::Postgres | Dialect::Sqlite) => writer.push("materialized "),
        (Some(false), Dialect::Postgres | Dialect::Sqlite) => writer.push("not materialized "),
    }
    writer.push("(");
    match cte.body {
        CteBody::Select(select) => query(writer, *select, CellNames::Own),
        CteBody::Change(change) => match *change {
            Change::Insert(insert) => insert::whole(writer, insert),
            Change::Update(update) => change::update(writer, update),
            Change::Delete(delete) => change::delete(writer, delete),
        },
    }
    writer.push(")");
    if let Some(search) = cte.search {
        writer.push(if search.is_depth_first {
            " search depth first by "
        } else {
            " search breadth first by "
        });
        writer.list(", ", search.by, Writer::ident);
        writer.push(" set ");
        writer.ident(search.column);
    }
    if let Some(cycle) = cte.cycle {
        writer.push(" cycle ");
        writer.list(", ", cycle.by, Writer::ident);
        writer.push(" set ");
        writer.ident(cycle.column);
        writer.push(" using ");
        writer.ident(cycle.path);
    }
}

/// Appends a source of a FROM list. `names` are those of the cells of a query that is all rows of this source.
pub(super) fn source(writer: &mut Writer, source: Source, names: CellNames) {
    match source {
        Source::Table(source) => writer.source(source),
        Source::Query { select, target, is_lateral } => {
            writer.push(if is_lateral { "lateral (" } else { "(" });
            query(writer, *select, CellNames::Of(target.table));
            writer.push(") as ");
            writer.ident(target.alias);
        }
        Source::Decorated { table, decoration } => {
            writer.source(table);
            self::decoration(writer, decoration);
        }
        Source::Values { rows, target } => values::values(writer, rows, target),
        Source::Keys(keys) => keys::keys(writer, keys),
        Source::Raw { raw, target, is_lateral } => {
            writer.push(if is_lateral { "lateral (" } else { "(" });
            self::raw(writer, raw);
            writer.push(") as ");
            writer.ident(target.alias);
        }
        Source::Rows(select) => {
            writer.push("(");
            let names = if matches!(names, CellNames::Own) { CellNames::Numbered } else { names };
            query(writer, *select, names);
            writer.push(") as ");
            writer.ident(ROWS);
        }
    }
}

fn decoration(writer: &mut Writer, decoration: Decoration) {
    match decoration {
        Decoration::Index(hint, indexes) => {
            writer.push(match hint {
                IndexHint::Use => " use index (",
                IndexHint::Force => " force index (",
                IndexHint::Ignore => " ignore index (",
            });
            writer.list(", ", indexes, Writer::ident);
            writer.push(")");
        }
        Decoration::Sample { method, percent, seed } => {
            writer.push(match method {
                SampleMethod::Bernoulli => " tablesample bernoulli (",
                SampleMethod::System => " tablesample system (",
            });
            writer.bind(Value::F64(percent));
            writer.push(")");
            if let Some(seed) = seed {
                writer.push(" repeatable (");
                writer.bind(Value::F64(seed));
                writer.push(")");
            }
        }
    }
}

/// The name of a source of which only the rows count.
pub(super) const ROWS: &str = "rows";

/// Appends a join.
pub(super) fn join(writer: &mut Writer, join: Join) {
    writer.push(match join.kind {
        JoinKind::Inner => " join ",
        JoinKind::Left => " left join ",
        JoinKind::Right => " right join ",
        JoinKind::Full => " full join ",
        JoinKind::Cross => " cross join ",
    });
    source(writer, join.source, CellNames::Own);
    if let Some(on) = join.on {
        writer.push(" on ");
        expr(writer, on);
    }
}
