//! What a statement can be run on.

use futures_util::future::BoxFuture;

use super::{Access, Lease};
use crate::dialect::Database;
use crate::error::Error;

/// What a statement of the database `D` can be run on: `&Db<D>`, `&Tx<D>`, `&mut Tx<D>`, or a `&mut` connection of sqlx.
#[diagnostic::on_unimplemented(
    message = "this statement cannot be run on `{Self}`",
    label = "not a connection of `{D}`",
    note = "pass `&db`, the `tx` of a transaction, or a `&mut` connection of sqlx, of the database that the statement is for"
)]
pub trait Executor<D: Database>: Send + sealed::Sealed {
    /// Borrows one connection, waiting until one is free.
    fn lease<'e>(self) -> BoxFuture<'e, Result<Lease<'e>, Error>>
    where
        Self: 'e;

    /// The same for a statement of which it is known whether it only reads: then a replica may answer it.
    #[doc(hidden)]
    fn lease_for<'e>(self, access: Access) -> BoxFuture<'e, Result<Lease<'e>, Error>>
    where
        Self: Sized + 'e,
    {
        let _ = access;
        self.lease()
    }

    /// The same, and a second connection of the same pool if one is free. The second one is not waited for: others may hold
    /// the rest of the pool and wait as well.
    #[doc(hidden)]
    fn leases_for<'e>(self, access: Access) -> BoxFuture<'e, Result<(Lease<'e>, Option<Lease<'e>>), Error>>
    where
        Self: Sized + 'e,
    {
        Box::pin(async move { Ok((self.lease_for(access).await?, None)) })
    }
}

pub(super) mod sealed {
    /// Executors are ours: what a lease needs is private.
    pub trait Sealed {}
}

/// Makes executors of what sqlx users hold: a connection, one of a pool, a transaction.
macro_rules! executors_of_sqlx {
    ($($feature:literal $database:ident $sqlx:ident $connection:ident;)*) => {
        $(
            executors_of_sqlx!(@one $feature $database sqlx::$connection);
            executors_of_sqlx!(@one $feature $database sqlx::pool::PoolConnection<sqlx::$sqlx>);
            executors_of_sqlx!(@one $feature $database sqlx::Transaction<'_, sqlx::$sqlx>);
        )*
    };
    (@one $feature:literal $database:ident $ty:ty) => {
        #[cfg(feature = $feature)]
        impl sealed::Sealed for &mut $ty {}

        #[cfg(feature = $feature)]
        impl Executor<crate::dialect::$database> for &mut $ty {
            fn lease<'e>(self) -> BoxFuture<'e, Result<Lease<'e>, Error>>
            where
                Self: 'e,
            {
                Box::pin(std::future::ready(Ok(Lease::borrowed(super::connection::Connection::$database(self)))))
            }
        }
    };
}

executors_of_sqlx! {
    "postgres" Postgres Postgres PgConnection;
    "mysql" Mysql MySql MySqlConnection;
    "sqlite" Sqlite Sqlite SqliteConnection;
}
