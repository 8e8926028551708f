use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::runtime::Builder;

use super::{Condition, Kept, Limits, Manager};
use crate::error::{Error, ErrorKind};

/// Connections that know their number, and what is to be thought of them.
#[derive(Default)]
struct Counted(AtomicU32);

struct Numbered {
    number: u32,
    condition: Condition,
}

impl Manager for Counted {
    type Connection = Numbered;

    fn connect(&self) -> BoxFuture<'_, Result<Numbered, Error>> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move { Ok(Numbered { number, condition: Condition::InOrder }) })
    }

    fn condition(connection: &Numbered) -> Condition {
        connection.condition
    }

    fn recover(connection: &mut Numbered) -> BoxFuture<'_, bool> {
        connection.condition = Condition::InOrder;
        Box::pin(async { true })
    }

    fn close(_connection: Numbered) -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }
}

#[test]
fn the_connection_used_last_is_lent_first() {
    run(Limits::default(), async |pool| {
        let mut first = pool.acquire().await?;
        let mut second = pool.acquire().await?;
        assert_eq!((first.connection().number, second.connection().number), (0, 1));
        drop(second);
        drop(first);
        assert_eq!(pool.acquire().await?.connection().number, 0);
        Ok(())
    });
}

#[test]
fn a_connection_of_unknown_state_does_not_come_back() {
    run(Limits::default(), async |pool| {
        pool.acquire().await?.connection().condition = Condition::Unknown;
        let mut next = pool.acquire().await?;
        assert_eq!(next.connection().number, 1);
        next.discard();
        drop(next);
        assert_eq!(pool.acquire().await?.connection().number, 2);
        Ok(())
    });
}

#[test]
fn an_unfinished_connection_comes_back_in_order() {
    run(Limits { connections: 1, ..Limits::default() }, async |pool| {
        pool.acquire().await?.connection().condition = Condition::Unfinished;
        let mut again = pool.acquire().await?;
        assert_eq!(again.connection().number, 0);
        assert_eq!(again.connection().condition, Condition::InOrder);
        Ok(())
    });
}

#[test]
fn connections_that_grew_old_are_replaced() {
    run(Limits { age: Duration::ZERO, ..Limits::default() }, async |pool| {
        assert_eq!(pool.acquire().await?.connection().number, 1);
        assert_eq!(pool.acquire().await?.connection().number, 2);
        Ok(())
    });
}

#[test]
fn who_finds_no_connection_waits_for_one() {
    run(Limits { connections: 1, ..Limits::default() }, async |pool| {
        let lent = pool.acquire().await?;
        let mut waiting = Box::pin(pool.acquire());
        assert!(waiting.as_mut().now_or_never().is_none());
        drop(lent);
        assert_eq!(waiting.await?.connection().number, 0);
        Ok(())
    });
}

#[test]
fn who_asks_for_a_free_connection_does_not_wait() {
    run(Limits { connections: 2, ..Limits::default() }, async |pool| {
        let lent = pool.acquire().await?;
        let free = pool.acquire_free().await?;
        assert_eq!(free.expect("one more may be opened").connection().number, 1);
        let free = pool.acquire_free().await?;
        assert_eq!(
            pool.acquire_free().now_or_never().map(|none| none.is_ok_and(|it| it.is_none())),
            Some(true)
        );
        drop((lent, free));
        pool.close().await;
        assert!(pool.acquire_free().await.is_err());
        Ok(())
    });
}

#[test]
fn a_closed_pool_waits_for_what_is_lent_and_lends_no_more() {
    run(Limits::default(), async |pool| {
        let lent = pool.acquire().await?;
        let mut closing = Box::pin(pool.close());
        assert!(closing.as_mut().now_or_never().is_none());
        assert!(is_closed(&pool).await);
        drop(lent);
        closing.await;
        assert!(is_closed(&pool).await);
        pool.close().await;
        Ok(())
    });
}

async fn is_closed(pool: &Arc<Kept<Counted>>) -> bool {
    pool.acquire().await.is_err_and(|error| matches!(error.kind(), ErrorKind::Pool))
}

fn run(limits: Limits, body: impl AsyncFnOnce(Arc<Kept<Counted>>) -> Result<(), Error>) {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let pool = Kept::open(Counted::default(), limits).await.expect("a pool");
        body(pool).await.expect("success");
    });
}
