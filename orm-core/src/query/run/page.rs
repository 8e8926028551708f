//! Running queries page by page.

use std::ops::ControlFlow;

use super::super::{Cursor, CursorPage, Page, PageAfter, Paginated};
use super::{cell, first, found, request, rows};
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::Executor;
use crate::sql;

impl<D: Database, Sc, Row: Send> Paginated<D, Sc, Row> {
    /// The rows of the page, and how many there are in all. Rows written between the two statements are counted or not,
    /// unless they run in a transaction that sees one state.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<Page<Row>, Error> {
        let Self { select, page, per_page } = self;
        let (table, decode) = (select.ast.from.table(), select.decode);
        let total = request(sql::count(D::DIALECT, (*select.ast).clone()), table);
        let select = select.limit(per_page).offset((page - 1).saturating_mul(per_page));
        let query = request(sql::select(D::DIALECT, *select.ast), table);
        let mut lease = executor.lease().await?;
        let total = found(first(&mut lease, total, cell::<i64>).await?, table)?;
        let rows = rows(&mut lease, query, decode).await?;
        Ok(Page { rows, total: total.unsigned_abs(), page, per_page })
    }
}

impl<D: Database, Row: Send, V> PageAfter<D, Row, V> {
    /// The rows of the page, and the cursor of the next one.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<CursorPage<Row, V>, Error> {
        let Self { ast, decode, read, rows: limit, .. } = self;
        let table = ast.from.table();
        let request = request(sql::select(D::DIALECT, *ast), table);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let (mut rows, mut last, mut has_more) = (Vec::new(), Vec::new(), false);
        executor
            .lease()
            .await?
            .fetch(request, &mut |cells| {
                if rows.len() == limit {
                    has_more = true;
                    return Ok(ControlFlow::Break(()));
                }
                rows.push(decode(cells)?);
                last.clear();
                read(cells, &mut last)?;
                Ok(ControlFlow::Continue(()))
            })
            .await?;
        Ok(CursorPage { rows, next: has_more.then(|| Cursor::new(last)) })
    }
}
