//! MySQL as the execution loop sees it.

use std::iter;

use futures_util::future::BoxFuture;
use orm_schema::Dialect;
use sqlx::error::DatabaseError;
use sqlx::mysql::{MySqlArguments, MySqlConnectOptions, MySqlQueryResult, MySqlRow};
use sqlx::{Arguments, ConnectOptions, MySqlPool};

use super::{bind, rejected};
use crate::dialect::Mysql;
use crate::error::Error;
use crate::exec::driver::Wire;
use crate::exec::failure::About;
use crate::exec::pool::{Kept, Kind, Pool, PoolSettings, Server};
use crate::exec::{Db, Done, Driver, Place, RowRef, failure};
use crate::types::Value;

impl Wire for sqlx::MySql {
    fn arguments(binds: Vec<Value>) -> Result<MySqlArguments, Error> {
        let mut arguments = MySqlArguments::default();
        arguments.reserve(binds.len(), binds.len() * 12);
        for value in binds {
            bind::add(&mut arguments, value).map_err(|error| failure::encode(error.as_ref()))?;
        }
        Ok(arguments)
    }

    fn row(row: &MySqlRow) -> RowRef<'_> {
        RowRef::Mysql(row)
    }

    fn done(result: &MySqlQueryResult) -> Done {
        Done {
            rows_affected: result.rows_affected(),
            last_insert_id: i64::try_from(result.last_insert_id()).ok().filter(|&id| id != 0),
            rows_read: 0,
        }
    }

    fn rejected(error: &dyn DatabaseError, about: About<'_>) -> Error {
        rejected::error(error, about)
    }
}

impl Driver for Mysql {
    type Options = MySqlConnectOptions;

    fn place(options: &MySqlConnectOptions) -> Place {
        options.into()
    }

    fn options(url: &str) -> Result<MySqlConnectOptions, Error> {
        failure::check_scheme(url, Dialect::Mysql, "mysql")?;
        url.parse().map_err(failure::map_plain::<sqlx::MySql>)
    }

    fn open(options: MySqlConnectOptions, pool: PoolSettings) -> BoxFuture<'static, Result<Pool, Error>> {
        Box::pin(async move {
            let options = options.timezone(Some("+00:00".to_owned())).disable_statement_logging();
            let PoolSettings { limits, on_connect, is_lazy } = pool;
            let on_connect = iter::once(SESSION.to_owned()).chain(on_connect).collect();
            let server = Server { options, on_connect };
            let kept = if is_lazy { Kept::new(server, limits) } else { Kept::open(server, limits).await? };
            Ok(Pool::new(Kind::KeptMysql(kept)))
        })
    }
}

/// What our statements ask of a session. MySQL would cut what `group_concat` makes after 1,024 bytes, and only warn of it. It sees no
/// grouping key in an expression with a value that is bound again, where we look ourselves what is grouped. And the second form of
/// its plans says nothing of a delete; MySQL has two since 8.3, and MariaDB passes over such comments.
const SESSION: &str = "set session group_concat_max_len = 4294967295, \
     session sql_mode = replace(@@session.sql_mode, 'ONLY_FULL_GROUP_BY', '') \
     /*!80300 , session explain_json_format_version = 1 */";

impl From<MySqlPool> for Db<Mysql> {
    fn from(pool: MySqlPool) -> Self {
        let place = Place::from(&*pool.connect_options());
        Self::over(Pool::new(Kind::Mysql(pool))).at(place)
    }
}
