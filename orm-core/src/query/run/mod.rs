//! The terminals: what runs a statement on an executor and reads its rows.

mod change;
mod copy;
#[cfg(feature = "sqlite")]
mod counted_key;
mod explain;
mod insert;
mod merge;
mod page;
mod prepared;
mod raw;
mod read_back;
mod refresh;
mod relation;
mod select;
mod truncate;
mod update_many;

pub use copy::CopiesOn;
pub use explain::Explanation;
pub(in crate::query) use relation::children;
pub use relation::{LinkKeys, Rows, Streamed};
pub use truncate::TruncatesOn;

use std::ops::ControlFlow;

use super::Decode;
use crate::ast;
use crate::error::Error;
use crate::exec::{Access, Lease, Request};
use crate::schema::TableMeta;
use crate::sql::{Filled, Statement, Template};
use crate::types::{Cells, DecodeError, Field, Value};

fn request(statement: Statement, table: &'static TableMeta) -> Request {
    let request = Request::new(statement.text, statement.binds).table(table);
    Request { refusal: statement.refusal, is_kept: !statement.is_once, ..request }
}

/// A statement that was written before, with arguments in their places.
fn filled(template: &Template, arguments: Vec<Value>) -> Request {
    let Filled { text, binds, refusal, is_once } = template.fill(arguments);
    Request { refusal, is_kept: !is_once, ..Request::new(text, binds) }
}

/// May a replica answer the query?
fn access(query: &ast::Select) -> Access {
    if query.only_reads() { Access::Reads } else { Access::Writes }
}

/// All rows of a statement.
async fn rows<Row: Send>(
    lease: &mut Lease<'_>,
    request: Request,
    decode: Decode<Row>,
) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    lease
        .fetch(request, &mut |cells| {
            rows.push(decode(cells)?);
            Ok(ControlFlow::Continue(()))
        })
        .await?;
    Ok(rows)
}

/// The first row of a query; the others are not read.
async fn first<Row: Send>(
    lease: &mut Lease<'_>,
    request: Request,
    decode: Decode<Row>,
) -> Result<Option<Row>, Error> {
    let mut row = None;
    lease
        .fetch(request, &mut |cells| {
            row = Some(decode(cells)?);
            Ok(ControlFlow::Break(()))
        })
        .await?;
    Ok(row)
}

/// The next cell of a row.
fn cell<F: Field>(cells: &mut Cells<'_>) -> Result<F, DecodeError> {
    cells.get()
}

fn found<Row>(row: Option<Row>, table: &TableMeta) -> Result<Row, Error> {
    row.ok_or_else(|| Error::not_found(table.name))
}
