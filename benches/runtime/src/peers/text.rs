//! The SQL of W7 alone, built and not sent.

use std::hint::black_box;

use futures_util::future::LocalBoxFuture;

use super::{Failure, Peer};
use crate::workload::Workload;

/// A way to build the SQL of a page, for SQLite, and its values: the length of both.
pub struct Text {
    pub name: &'static str,
    pub build: fn(i64) -> Result<usize, Failure>,
}

impl Peer for Text {
    fn name(&self) -> &'static str {
        self.name
    }

    fn work(
        &mut self,
        _workload: Workload,
        first: i64,
        count: i64,
    ) -> LocalBoxFuture<'_, Result<i64, Failure>> {
        Box::pin(async move {
            for i in first..first + count {
                black_box((self.build)(black_box(i))?);
            }
            Ok(count)
        })
    }
}
