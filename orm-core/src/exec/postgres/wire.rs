//! PostgreSQL as the execution loop sees it.

use futures_util::future::BoxFuture;
use orm_schema::Dialect;
use sqlx::error::DatabaseError;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgQueryResult, PgRow};
use sqlx::{Arguments, ConnectOptions, PgPool};

use super::{bind::Bind, rejected};
use crate::dialect::Postgres;
use crate::error::Error;
use crate::exec::driver::Wire;
use crate::exec::failure::About;
use crate::exec::pool::{Kept, Kind, Pool, PoolSettings, Server};
use crate::exec::{Db, Done, Driver, Place, RowRef, failure};
use crate::types::Value;

impl Wire for sqlx::Postgres {
    fn arguments(binds: Vec<Value>) -> Result<PgArguments, Error> {
        let mut arguments = PgArguments::default();
        Arguments::reserve(&mut arguments, binds.len(), binds.len() * 12);
        for value in binds {
            Arguments::add(&mut arguments, Bind(value)).map_err(|error| failure::encode(error.as_ref()))?;
        }
        Ok(arguments)
    }

    fn row(row: &PgRow) -> RowRef<'_> {
        RowRef::Postgres(row)
    }

    fn done(result: &PgQueryResult) -> Done {
        Done { rows_affected: result.rows_affected(), ..Done::default() }
    }

    fn rejected(error: &dyn DatabaseError, about: About<'_>) -> Error {
        rejected::error(error, about)
    }
}

impl Driver for Postgres {
    type Options = PgConnectOptions;

    fn place(options: &PgConnectOptions) -> Place {
        options.into()
    }

    fn options(url: &str) -> Result<PgConnectOptions, Error> {
        failure::check_scheme(url, Dialect::Postgres, "postgres")?;
        url.parse().map_err(failure::map_plain::<sqlx::Postgres>)
    }

    fn open(options: PgConnectOptions, pool: PoolSettings) -> BoxFuture<'static, Result<Pool, Error>> {
        Box::pin(async move {
            let options = options.disable_statement_logging();
            let PoolSettings { limits, on_connect, is_lazy } = pool;
            let server = Server { options, on_connect };
            let kept = if is_lazy { Kept::new(server, limits) } else { Kept::open(server, limits).await? };
            Ok(Pool::new(Kind::KeptPostgres(kept)))
        })
    }
}

impl From<PgPool> for Db<Postgres> {
    fn from(pool: PgPool) -> Self {
        let place = Place::from(&*pool.connect_options());
        Self::over(Pool::new(Kind::Postgres(pool))).at(place)
    }
}
