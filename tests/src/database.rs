//! A fresh database per test, on each server.

use std::env;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{Connection, Executor, MySqlConnection, PgConnection};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// A database server that tests run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// The one of `ORM_TEST_POSTGRES_URL`.
    Postgres,
    /// The one of `ORM_TEST_MYSQL_URL`, MySQL or MariaDB.
    Mysql,
    /// A file.
    Sqlite,
}

impl Server {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Postgres, Self::Mysql, Self::Sqlite];

    /// The URL of the server itself.
    ///
    /// # Panics
    /// When the environment does not name it: a database that cannot be had is a failure, not a skip.
    fn admin_url(self) -> String {
        let variable = match self {
            Self::Postgres => "ORM_TEST_POSTGRES_URL",
            Self::Mysql => "ORM_TEST_MYSQL_URL",
            Self::Sqlite => unreachable!("a file needs no server"),
        };
        env::var(variable)
            .unwrap_or_else(|_| panic!("{variable} is not set; run `scripts/test`, which starts a server"))
    }
}

/// What a test body returns: nothing, or a `Result` whose error fails the test.
pub trait Outcome {
    /// Panics if the test failed.
    fn assert_success(self);
}

impl Outcome for () {
    fn assert_success(self) {}
}

impl<E: Debug> Outcome for Result<(), E> {
    fn assert_success(self) {
        if let Err(error) = self {
            panic!("{error:?}");
        }
    }
}

/// Runs `body` with the URL of an empty database, which is gone afterwards, also when the body panics.
///
/// # Panics
/// When the body does, returns an error, or the server cannot be reached.
pub fn run<O: Outcome>(server: Server, body: impl AsyncFnOnce(String) -> O) {
    let runtime =
        Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime can be made");
    match server {
        Server::Postgres | Server::Mysql => {
            let database = ServerDatabase::create(&runtime, server);
            let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(body(database.url()))));
            database.drop(&runtime);
            finish(result);
        }
        Server::Sqlite => {
            let folder = folder();
            let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display());
            finish(catch_unwind(AssertUnwindSafe(|| runtime.block_on(body(url)))));
        }
    }
}

/// A temporary folder, in memory where the system has a place for that: what is thrown away need not wait for a disk.
///
/// # Panics
/// When it cannot be made.
pub fn folder() -> TempDir {
    let in_memory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    in_memory.expect("a temporary folder can be made")
}

fn finish<O: Outcome>(result: Result<O, Box<dyn std::any::Any + Send>>) {
    match result {
        Ok(outcome) => outcome.assert_success(),
        Err(panic) => resume_unwind(panic),
    }
}

/// A database on a server, with a name of its own.
struct ServerDatabase {
    server: Server,
    admin_url: String,
    name: String,
}

impl ServerDatabase {
    fn create(runtime: &Runtime, server: Server) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("orm_test_{}_{}", process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let database = Self { server, admin_url: server.admin_url(), name };
        database.execute(runtime, &format!("CREATE DATABASE {}", database.name));
        database
    }

    /// The server's URL with the name of this database in place of its own.
    fn url(&self) -> String {
        let (address, options) = self.admin_url.split_once('?').unwrap_or((&self.admin_url, ""));
        let (server, _) = address.rsplit_once('/').expect("the URL of a server names a database");
        format!("{server}/{}?{options}", self.name).trim_end_matches('?').to_owned()
    }

    /// Drops it, and on MySQL, where a namespace of a schema is a database of its own, those whose names begin with its name.
    fn drop(self, runtime: &Runtime) {
        if self.server == Server::Postgres {
            return self.execute(runtime, &format!("DROP DATABASE {} WITH (FORCE)", self.name));
        }
        let pattern = format!("{}\\_%", self.name.replace('_', "\\_"));
        let query =
            "SELECT CAST(schema_name AS CHAR) FROM information_schema.schemata WHERE schema_name LIKE ?";
        let namespaces: Result<Vec<String>, sqlx::Error> = runtime.block_on(async {
            let mut connection = MySqlConnection::connect(&self.admin_url).await?;
            sqlx::query_scalar(query).bind(pattern).fetch_all(&mut connection).await
        });
        let namespaces = namespaces.unwrap_or_else(|error| panic!("{error}: {query}"));
        for name in namespaces.iter().chain([&self.name]) {
            // Tables of one may refer to tables of another.
            self.execute(runtime, &format!("SET foreign_key_checks = 0; DROP DATABASE {name}"));
        }
    }

    fn execute(&self, runtime: &Runtime, sql: &str) {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        let url = &self.admin_url;
        runtime
            .block_on(async {
                if self.server == Server::Postgres {
                    PgConnection::connect(url).await?.execute(sql).await.map(drop)
                } else {
                    MySqlConnection::connect(url).await?.execute(sql).await.map(drop)
                }
            })
            .unwrap_or_else(|error: sqlx::Error| {
                panic!("{:?} server of the environment: {error}", self.server)
            });
    }
}

/// Makes a test of each server out of one body, which is compiled once for each dialect: `name::postgres`, `name::mysql`,
/// `name::sqlite`.
///
/// The body gets an [`orm_core::Db`] on an empty database of its own, and if it asks for it the URL too. It returns nothing
/// or a `Result`.
///
/// ```text
/// db_test!(null_is_not_equal_to_null, async |db| {
///     let equal: Option<bool> = sql("select null = null").scalar(&db).await?;
///     assert_eq!(equal, None);
///     Ok::<_, orm_core::Error>(())
/// });
///
/// // What not every database has names the ones that do.
/// db_test!(distinct_on_keeps_the_first_row, [Postgres], async |db, url| { .. });
/// ```
#[macro_export]
macro_rules! db_test {
    ($name:ident, async |$db:ident $(, $url:ident)?| $body:block) => {
        $crate::db_test!($name, [Postgres, Mysql, Sqlite], async |$db $(, $url)?| $body);
    };
    ($name:ident, [$($server:ident),+], async |$db:ident $(, $url:ident)?| $body:block) => {
        mod $name {
            #[allow(unused_imports, reason = "a body may need nothing from around it")]
            use super::*;
            $crate::db_test!(@each [$($server),+] ($db $(, $url)?) $body);
        }
    };
    (@each [$($server:ident),+] $parameters:tt $body:block) => {
        $($crate::db_test!(@one $server $parameters $body);)+
    };
    (@one Postgres $parameters:tt $body:block) => { $crate::db_test!(@test postgres Postgres $parameters $body); };
    (@one Mysql $parameters:tt $body:block) => { $crate::db_test!(@test mysql Mysql $parameters $body); };
    (@one Sqlite $parameters:tt $body:block) => { $crate::db_test!(@test sqlite Sqlite $parameters $body); };
    (@test $test:ident $server:ident ($db:ident $(, $url:ident)?) $body:block) => {
        #[test]
        fn $test() {
            $crate::database::run($crate::database::Server::$server, async |url: String| {
                $(let $url = url.as_str();)?
                let $db = ::orm_core::Db::<::orm_core::$server>::connect(&url).await.expect("the fresh database can be reached");
                $body
            });
        }
    };
}
