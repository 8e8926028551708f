//! Running queries page by page.

use std::ops::ControlFlow;

use super::super::{Cursor, CursorPage, Loads, Page, PageAfter, Paginated};
use super::relation::Root;
use super::{cell, first, found, request};
use crate::dialect::Database;
use crate::error::Error;
use crate::exec::Executor;
use crate::sql;

impl<D: Database, Sc, Row: Send, L: Loads<D, Row>> Paginated<D, Sc, Row, L> {
    /// The rows of the page, and how many there are in all. Rows written between the two statements are counted or not,
    /// unless they run in a transaction that sees one state.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<Page<L::Out>, Error> {
        let Self { select, page, per_page } = self;
        let (table, decode) = (select.ast.from.table(), select.decode);
        let total = request(sql::count(D::DIALECT, (*select.ast).clone()), table);
        let select = select.limit(per_page).offset((page - 1).saturating_mul(per_page));
        let mut links = Vec::new();
        select.loads.links(&mut links);
        let root = Root::new::<D>(*select.ast, &links);
        let mut lease = executor.lease_for(root.request.access).await?;
        let total = found(first(&mut lease, total, cell::<i64>).await?, table)?;
        let rows = root.fetch(&mut lease, decode, usize::MAX).await?.load(&mut lease, select.loads).await?;
        Ok(Page { rows, total: total.unsigned_abs(), page, per_page })
    }
}

impl<D: Database, Row: Send, V, L: Loads<D, Row>> PageAfter<D, Row, V, L> {
    /// The rows of the page, and the cursor of the next one.
    pub async fn all<E: Executor<D>>(self, executor: E) -> Result<CursorPage<L::Out, V>, Error> {
        let Self { ast, decode, loads, read, rows: limit, .. } = self;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut links = Vec::new();
        loads.links(&mut links);
        let root = Root::new::<D>(*ast, &links);
        let (mut last, mut has_more) = (Vec::new(), false);
        let mut lease = executor.lease_for(root.request.access).await?;
        let rows = root.visit(&mut lease, |cells, links, rows| {
            if rows.len() == limit {
                has_more = true;
                return Ok(ControlFlow::Break(()));
            }
            rows.take(cells, links, decode)?;
            last.clear();
            read(cells, &mut last)?;
            Ok(ControlFlow::Continue(()))
        });
        let rows = rows.await?.load(&mut lease, loads).await?;
        Ok(CursorPage { rows, next: has_more.then(|| Cursor::new(last)) })
    }
}
