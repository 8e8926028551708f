//! Migrations for tests of the runner, which need no `orm.lock`.

use std::fs;
use std::path::Path;

use orm_migrate::Migrations;
use orm_migrate::runner::{MigrateError, Migration, Migrator, Report};
use sqlx::{MySqlPool, PgPool, SqlitePool};

use crate::database::Server;

/// The server behind a URL.
///
/// # Panics
/// When it is none of ours.
pub fn server_of(url: &str) -> Server {
    match url.split_once(':') {
        Some(("postgres" | "postgresql", _)) => Server::Postgres,
        Some(("mysql" | "mariadb", _)) => Server::Mysql,
        Some(("sqlite", _)) => Server::Sqlite,
        _ => panic!("`{url}` is no URL of a database"),
    }
}

/// The files of `folder` as migrations; their names are `<version>_<name>.sql`, and `down/<version>.sql` takes one back.
///
/// # Panics
/// When a file cannot be read or is named otherwise.
pub fn read(folder: &Path) -> Migrations {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let files = paths.filter(|path| path.is_file()).map(|path| {
        let stem = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let (version, name) = stem.split_once('_').expect("a migration has a version and a name");
        let sql = fs::read_to_string(&path).expect("the file can be read");
        let migration = Migration::new(version.to_owned(), name.to_owned(), sql);
        match fs::read_to_string(folder.join("down").join(format!("{version}.sql"))) {
            Ok(down) => migration.with_down(down),
            Err(_) => migration,
        }
    });
    Migrations::new(files).expect("all versions differ")
}

/// Migrations `1_x.sql`, `2_x.sql`, … of these texts.
///
/// # Panics
/// Never: the versions differ.
pub fn of(files: &[&str]) -> Migrations {
    let list = files.iter().enumerate();
    let list = list.map(|(index, sql)| Migration::new((index + 1).to_string(), "x", (*sql).to_owned()));
    Migrations::new(list).expect("all versions differ")
}

/// Runs `migrator` on a pool of its own.
///
/// # Errors
/// Those of the run.
///
/// # Panics
/// When the URL is none.
pub async fn run(url: &str, migrator: &Migrator<'_>) -> Result<Report, MigrateError> {
    match server_of(url) {
        Server::Postgres => migrator.run(&PgPool::connect_lazy(url).expect("a URL")).await,
        Server::Mysql => migrator.run(&MySqlPool::connect_lazy(url).expect("a URL")).await,
        Server::Sqlite => migrator.run(&SqlitePool::connect_lazy(url).expect("a URL")).await,
    }
}

/// Takes back all of `migrations` that are newer than `target`.
///
/// # Errors
/// Those of the run.
///
/// # Panics
/// When the URL is none.
pub async fn revert(url: &str, migrations: &Migrations, target: &str) -> Result<Report, MigrateError> {
    let migrator = Migrator::new(migrations).to(target);
    match server_of(url) {
        Server::Postgres => migrator.revert(&PgPool::connect_lazy(url).expect("a URL")).await,
        Server::Mysql => migrator.revert(&MySqlPool::connect_lazy(url).expect("a URL")).await,
        Server::Sqlite => migrator.revert(&SqlitePool::connect_lazy(url).expect("a URL")).await,
    }
}

/// Runs all of `migrations` with the defaults.
///
/// # Errors
/// Those of the run.
pub async fn migrate(url: &str, migrations: &Migrations) -> Result<Report, MigrateError> {
    run(url, &Migrator::new(migrations)).await
}
