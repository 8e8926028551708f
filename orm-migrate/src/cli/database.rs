//! The database that a command works with.

use orm_schema::model::ObjectName;
use orm_schema::{Dialect, SchemaDef};
use sqlx::{MySqlPool, PgPool, SqlitePool};
use tokio::runtime::{Builder, Runtime};

use super::args::DatabaseArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::project;
use crate::config::{Config, UrlSource};
use crate::dialect::Statement;
use crate::folder::Folder;
use crate::introspect::{LiveSchema, introspect, introspect_as};
use crate::report::Diagnostic;
use crate::runner::{
    Event, MigrateError, Migrations, Migrator, Report, Status, TableSize, push, sizes, status,
};
use crate::source::Location;

/// A pool that has not connected yet, on the database of the configuration.
pub(super) enum Database {
    Postgres(PgPool),
    Mysql(MySqlPool),
    Sqlite(SqlitePool),
}

impl Database {
    /// Where `--url` leads, otherwise `direct_url`, otherwise `url` of orm.toml.
    pub(super) fn new(config: &Config, arguments: &DatabaseArgs) -> Result<Self, Failure> {
        let url = url(config, arguments)?;
        if Dialect::from_url(&url) != Some(config.dialect) {
            let scheme = url.split(':').next().unwrap_or_default();
            let message = format!("the URL begins with `{scheme}:`, but orm.toml says {}", config.dialect);
            let expected = format!("a URL such as {}", example(config.dialect));
            return Err(Failure::usage("url_invalid", message).with_hint(expected));
        }
        let invalid = |error: sqlx::Error| {
            // The URL may hold a password, and is not shown.
            Failure::usage("url_invalid", format!("the URL of the database is not understood: {error}"))
                .with_hint(format!("a URL such as {}", example(config.dialect)))
        };
        Ok(match config.dialect {
            Dialect::Postgres => Self::Postgres(PgPool::connect_lazy(&url).map_err(invalid)?),
            Dialect::Mysql => Self::Mysql(MySqlPool::connect_lazy(&url).map_err(invalid)?),
            Dialect::Sqlite => Self::Sqlite(SqlitePool::connect_lazy(&url).map_err(invalid)?),
        })
    }

    pub(super) async fn migrate(&self, migrator: &Migrator<'_>) -> Result<Report, MigrateError> {
        match self {
            Self::Postgres(pool) => migrator.run(pool).await,
            Self::Mysql(pool) => migrator.run(pool).await,
            Self::Sqlite(pool) => migrator.run(pool).await,
        }
    }

    pub(super) async fn revert(&self, migrator: &Migrator<'_>) -> Result<Report, MigrateError> {
        match self {
            Self::Postgres(pool) => migrator.revert(pool).await,
            Self::Mysql(pool) => migrator.revert(pool).await,
            Self::Sqlite(pool) => migrator.revert(pool).await,
        }
    }

    pub(super) async fn status(&self, migrations: &Migrations) -> Result<Status, MigrateError> {
        match self {
            Self::Postgres(pool) => status(pool, migrations).await,
            Self::Mysql(pool) => status(pool, migrations).await,
            Self::Sqlite(pool) => status(pool, migrations).await,
        }
    }

    /// Marks migrations as applied that describe what is there, if their files can be written.
    pub(super) async fn adopt(
        &self,
        migrator: &Migrator<'_>,
        write: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        match self {
            Self::Postgres(pool) => migrator.adopt(pool, write).await,
            Self::Mysql(pool) => migrator.adopt(pool, write).await,
            Self::Sqlite(pool) => migrator.adopt(pool, write).await,
        }
    }

    /// The schema of the database, in its own words.
    pub(super) async fn schema(&self, schemas: &[String]) -> Result<LiveSchema, MigrateError> {
        match self {
            Self::Postgres(pool) => introspect(pool, schemas).await,
            Self::Mysql(pool) => introspect(pool, schemas).await,
            Self::Sqlite(pool) => introspect(pool, schemas).await,
        }
    }

    /// How large tables are; `None` for one that is not there.
    pub(super) async fn sizes(&self, tables: &[ObjectName]) -> Result<Vec<Option<TableSize>>, MigrateError> {
        match self {
            Self::Postgres(pool) => sizes(pool, tables).await,
            Self::Mysql(pool) => sizes(pool, tables).await,
            Self::Sqlite(pool) => sizes(pool, tables).await,
        }
    }

    /// Runs statements that stand in no file.
    pub(super) async fn push(&self, statements: &[Statement], is_forced: bool) -> Result<(), MigrateError> {
        let quiet = |_: &Event| {};
        match self {
            Self::Postgres(pool) => push(pool, statements, is_forced, &quiet).await,
            Self::Mysql(pool) => push(pool, statements, is_forced, &quiet).await,
            Self::Sqlite(pool) => push(pool, statements, is_forced, &quiet).await,
        }
    }

    /// The schema of the database, in the words of `authored`.
    pub(super) async fn schema_as(&self, authored: &SchemaDef) -> Result<LiveSchema, MigrateError> {
        match self {
            Self::Postgres(pool) => introspect_as(pool, authored).await,
            Self::Mysql(pool) => introspect_as(pool, authored).await,
            Self::Sqlite(pool) => introspect_as(pool, authored).await,
        }
    }
}

/// The runtime on which a command talks to its database.
pub(super) fn runtime() -> Result<Runtime, Failure> {
    Builder::new_current_thread().enable_all().build().map_err(|error| {
        let diagnostic = Diagnostic::error(format!("cannot start: {error}"));
        Failure::new(Exit::Failed, "runtime", vec![diagnostic])
    })
}

/// The migrations of the configuration's folder.
pub(super) fn migrations(config: &Config) -> Result<Migrations, Failure> {
    let folder = Folder::read(&project::migrations_folder(config))?;
    Ok(Migrations::from_folder(&folder))
}

/// What went wrong with the database or with a file, which is shown at its line.
pub(super) fn failure(config: &Config, error: MigrateError) -> Failure {
    let place = match &error {
        MigrateError::StatementFailed { file, line, .. } | MigrateError::Opaque { file, line, .. } => {
            Some((file, *line))
        }
        MigrateError::InvalidFile { file, problem } => Some((file, problem.line())),
        _ => None,
    };
    let location = place.and_then(|(file, line)| {
        let path = project::migrations_folder(config).join(file);
        let text = std::fs::read_to_string(&path).ok()?;
        let excerpt = text.lines().nth(line.checked_sub(1)?)?.trim_end().to_owned();
        let width = excerpt.chars().count().max(1);
        Some(Location { file: path.display().to_string(), line, column: 1, width, excerpt })
    });
    let mut failure = Failure::from(error);
    if let Some(diagnostic) = failure.diagnostics.first_mut() {
        diagnostic.location = location;
    }
    failure
}

fn example(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "postgres://user:password@localhost/database",
        Dialect::Mysql => "mysql://user:password@localhost/database",
        Dialect::Sqlite => "sqlite://app.db",
    }
}

fn url(config: &Config, arguments: &DatabaseArgs) -> Result<String, Failure> {
    if let Some(url) = &arguments.url {
        return Ok(url.clone());
    }
    match config.direct_url.as_ref().or(config.url.as_ref()) {
        Some(UrlSource::Literal(url)) => Ok(beside_config(config, url)),
        Some(UrlSource::Env(variable)) => from_environment(config, variable),
        None => Err(Failure::usage("url_missing", "no database is named")
            .with_hint(r#"pass `--url`, or add `url = { env = "DATABASE_URL" }` to orm.toml"#)),
    }
}

/// The file of a SQLite URL that stands in orm.toml is relative to orm.toml, as every other path in it.
fn beside_config(config: &Config, url: &str) -> String {
    let Some(file) = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) else {
        return url.to_owned();
    };
    if file.starts_with('/') || file.starts_with(":memory:") || file.starts_with('?') {
        return url.to_owned();
    }
    format!("sqlite://{}", config.root.join(file).display())
}

/// The variable of the environment, or of the `.env` beside orm.toml or above it.
fn from_environment(config: &Config, variable: &str) -> Result<String, Failure> {
    if let Ok(url) = std::env::var(variable) {
        return Ok(url);
    }
    for folder in config.root.ancestors() {
        let file = folder.join(".env");
        if !file.is_file() {
            continue;
        }
        let unreadable = |error: dotenvy::Error| {
            Failure::usage("env_file_invalid", format!("cannot read `{}`: {error}", file.display()))
        };
        for entry in dotenvy::from_path_iter(&file).map_err(unreadable)? {
            let (name, value) = entry.map_err(unreadable)?;
            if name == variable {
                return Ok(value);
            }
        }
        break;
    }
    Err(Failure::usage(
        "url_missing",
        format!("`{variable}` is set neither in the environment nor in `.env`"),
    )
    .with_hint(format!("set it, or pass `--url {}`", example(config.dialect))))
}
