//! What a statement can be run on.

use futures_util::future::BoxFuture;

use super::Lease;
use crate::dialect::Database;
use crate::error::Error;

/// What a statement of the database `D` can be run on: `&Db<D>`, `&Tx<D>`, `&mut Tx<D>`, or a `&mut` connection of sqlx.
#[diagnostic::on_unimplemented(
    message = "no statement of `{D}` can be run on `{Self}`",
    label = "not an executor of `{D}`",
    note = "pass `&db`, the `tx` of a transaction, or a `&mut` connection of sqlx"
)]
pub trait Executor<D: Database>: Send + sealed::Sealed {
    /// Borrows one connection, waiting until one is free.
    fn lease<'e>(self) -> BoxFuture<'e, Result<Lease<'e>, Error>>
    where
        Self: 'e;
}

pub(super) mod sealed {
    /// Executors are ours: what a lease needs is private.
    pub trait Sealed {}
}
