//! Applies migrations: one after the other, each statement recorded, one migrator at a time.
//!
//! [`Migrations`] come compiled in (`embed_migrations!`) or from a folder. `split` reads a file as statements, `history` keeps
//! what a database has, `plan` compares both, `lock` keeps other migrators out, `apply` runs a file in one transaction
//! or statement by statement, and `rebuild` watches over the tables that SQLite has to copy. `push` runs statements that no file holds. `session` is the only module
//! that knows the drivers.

#[cfg(feature = "cli")]
mod adopt;
mod apply;
mod error;
mod guard;
mod history;
mod holder;
mod lock;
mod migrations;
mod migrator;
pub(crate) mod opaque;
mod plan;
mod plan_back;
#[cfg(feature = "cli")]
mod push;
mod rebuild;
mod report;
mod revert;
mod schema_check;
pub(crate) mod session;
#[cfg(feature = "cli")]
mod sizes;
pub(crate) mod split;
mod status;
#[cfg(all(test, feature = "sqlite"))]
mod tests;

#[cfg(feature = "cli")]
pub(crate) use push::push;
#[cfg(feature = "cli")]
pub(crate) use sizes::{TableSize, sizes};

pub use error::{LockHolder, MigrateError};
pub use migrations::{Migration, Migrations};
pub use migrator::Migrator;
pub use rebuild::RebuildProblem;
pub use report::{AppliedMigration, Event, MigrationState, MigrationStatus, Report, SchemaState, Status};
pub use schema_check::check_schema;
pub use session::Target;
pub use split::{Refusal, SplitError};
pub use status::status;

/// Applies all pending migrations to the database behind `pool`. Does nothing if there are none.
///
/// Uses a connection of its own, so that no setting of a migration leaks into the pool; only an in-memory SQLite database is
/// migrated over a connection of the pool. [`Migrator`] has the options.
///
/// # Errors
/// [`MigrateError`] says what, where, and with [`hint`](MigrateError::hint) the way out. A failed migration is recorded; the next
/// run continues from it.
///
/// ```
/// # #[cfg(feature = "sqlite")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// use orm_migrate::runner::{Migration, Migrations};
///
/// let pool = sqlx::SqlitePool::connect("sqlite::memory:").await?;
/// let migrations = Migrations::new([Migration::new("20261120103000", "users", "CREATE TABLE users (id INTEGER PRIMARY KEY);")])?;
/// let report = orm_migrate::migrate(&pool, &migrations).await?;
/// assert_eq!(report.applied[0].name, "users");
/// assert!(orm_migrate::migrate(&pool, &migrations).await?.applied.is_empty());
/// # Ok(()) }) }
/// # #[cfg(not(feature = "sqlite"))] fn main() {}
/// ```
pub async fn migrate<T: Target>(pool: &T, migrations: &Migrations) -> Result<Report, MigrateError> {
    Migrator::new(migrations).run(pool).await
}
