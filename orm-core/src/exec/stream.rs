//! Rows handed on one by one, as they arrive.

use std::ops::ControlFlow;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use futures_util::Stream;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

use super::driver::Pace;
use super::{Executor, Lease, Request};
use crate::dialect::Database;
use crate::error::Error;
use crate::types::{Cells, DecodeError};

/// The rows of a statement as they arrive, each read by `decode`. The connection is held until the stream is dropped.
pub fn stream<'e, D, E, T>(
    executor: E,
    request: Request,
    decode: impl FnMut(&mut Cells<'_>) -> Result<T, DecodeError> + Send + 'e,
) -> BoxStream<'e, Result<T, Error>>
where
    D: Database,
    E: Executor<D> + 'e,
    T: Send + 'e,
{
    let access = request.access;
    rows(async move { executor.lease_for(access).await }, request, decode)
}

/// The same on this connection, which is given back after the last row.
pub(crate) fn stream_on<'e, T: Send + 'e>(
    lease: Lease<'e>,
    request: Request,
    decode: impl FnMut(&mut Cells<'_>) -> Result<T, DecodeError> + Send + 'e,
) -> BoxStream<'e, Result<T, Error>> {
    rows(std::future::ready(Ok(lease)), request, decode)
}

fn rows<'e, T: Send + 'e>(
    lease: impl Future<Output = Result<Lease<'e>, Error>> + Send + 'e,
    request: Request,
    mut decode: impl FnMut(&mut Cells<'_>) -> Result<T, DecodeError> + Send + 'e,
) -> BoxStream<'e, Result<T, Error>> {
    let slot = Arc::new(Mutex::new(None));
    let filled = Arc::clone(&slot);
    let reading = async move {
        let mut lease = lease.await?;
        let mut visit = |cells: &mut Cells<'_>| {
            let value = decode(cells)?;
            *filled.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
            Ok(ControlFlow::Continue(()))
        };
        lease.run(request, &mut visit, Pace::RowByRow).await.map(drop)
    };
    Box::pin(Rows { reading: Some(Box::pin(reading)), slot })
}

/// Polls the reading future, which is pending after each row, and takes what it left in the slot.
struct Rows<'e, T> {
    reading: Option<BoxFuture<'e, Result<(), Error>>>,
    slot: Arc<Mutex<Option<T>>>,
}

impl<T> Stream for Rows<'_, T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(reading) = &mut self.reading else {
            return Poll::Ready(None);
        };
        let end = reading.as_mut().poll(context);
        if let Poll::Ready(result) = end {
            self.reading = None;
            return Poll::Ready(result.err().map(Err));
        }
        match self.slot.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(value) => Poll::Ready(Some(Ok(value))),
            None => Poll::Pending,
        }
    }
}
