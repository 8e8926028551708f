//! Migrates a database and ends the process, without any cleaning up, when the given number of events has been told.
//!
//! `migrate_and_die URL FOLDER EVENTS [VERSION]`: the folder holds files named `<version>_<name>.sql`. With a version, all that are newer
//! are taken back. Exits with success if the run ends before.

use std::env;
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use orm_migrate::runner::{MigrateError, Migrator, Report, Target};
use orm_tests::database::Server;
use orm_tests::migrations;
use sqlx::{MySqlPool, PgPool, SqlitePool};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (url, folder, events, target) = match arguments.as_slice() {
        [url, folder, events] => (url, folder, events, None),
        [url, folder, events, target] => (url, folder, events, Some(target.as_str())),
        _ => panic!("usage: migrate_and_die URL FOLDER EVENTS [VERSION]"),
    };
    let events = events.parse().expect("EVENTS is a number");
    let report = match migrations::server_of(url) {
        Server::Postgres => run(&PgPool::connect_lazy(url).expect("a URL"), folder, events, target).await,
        Server::Mysql => run(&MySqlPool::connect_lazy(url).expect("a URL"), folder, events, target).await,
        Server::Sqlite => run(&SqlitePool::connect_lazy(url).expect("a URL"), folder, events, target).await,
    };
    report.expect("the migrations are right");
}

async fn run<T: Target>(
    pool: &T,
    folder: &str,
    events: usize,
    target: Option<&str>,
) -> Result<Report, MigrateError> {
    let told = AtomicUsize::new(0);
    let migrations = migrations::read(folder.as_ref());
    let count = |_: &_| {
        if told.fetch_add(1, Ordering::Relaxed) == events {
            process::abort();
        }
    };
    let migrator = Migrator::new(&migrations).on_event(count);
    match target {
        None => migrator.run(pool).await,
        Some(version) => migrator.to(version).revert(pool).await,
    }
}
