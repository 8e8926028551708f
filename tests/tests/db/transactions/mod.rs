//! What transactions keep, what they undo, and that nothing stays open behind them.

mod after_commit;
mod basics;
mod dropped;
mod enclosed;
mod options;
mod retrying;

use std::future::Future;
use std::ops::ControlFlow;
use std::pin::pin;

use futures_util::future;
use orm_core::dialect::Database;
use orm_core::exec::{Driver, Executor, Request};
use orm_core::{Db, Error, PoolOptions, Retryable};
use orm_schema::Dialect;

#[derive(Debug)]
enum Failed {
    OnPurpose,
    Otherwise(Error),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Otherwise(error)
    }
}

impl Retryable for Failed {
    fn is_retryable(&self) -> bool {
        match self {
            Self::OnPurpose => false,
            Self::Otherwise(error) => error.is_retryable(),
        }
    }
}

async fn table<D: Database>(db: &Db<D>) -> Result<(), Error> {
    let sql = "create table t (id integer primary key not null)";
    db.lease().await?.execute(Request::new(sql, vec![])).await.map(drop)
}

fn insert(id: i32) -> Request {
    Request::new(format!("insert into t values ({id})"), vec![])
}

async fn add<D: Database>(executor: impl Executor<D>, id: i32) -> Result<(), Error> {
    executor.lease().await?.execute(insert(id)).await.map(drop)
}

async fn rows<D: Database>(executor: impl Executor<D>) -> Result<Vec<i32>, Error> {
    let mut ids = Vec::new();
    let mut lease = executor.lease().await?;
    lease
        .fetch(Request::new("select id from t order by id", vec![]), &mut |cells| {
            ids.push(cells.get()?);
            Ok(ControlFlow::Continue(()))
        })
        .await?;
    Ok(ids)
}

/// Polls a future so many times, giving the server time to answer in between, and drops it.
pub(super) async fn poll_times(work: impl Future, polls: u32) {
    let mut work = pin!(work);
    for _ in 0..polls {
        if future::poll_fn(|context| std::task::Poll::Ready(work.as_mut().poll(context))).await.is_ready() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_micros(200)).await;
    }
}

/// The same database over a pool of that size.
async fn sized<D: Driver>(_: &Db<D>, url: &str, size: u32) -> Result<Db<D>, Error> {
    PoolOptions::new().size(size).connect(url).await
}

fn is_mysql<D: Database>(_: &Db<D>) -> bool {
    D::DIALECT == Dialect::Mysql
}
