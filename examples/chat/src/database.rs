//! Where the data is: one of the databases that the program is built for, brought to the schema of the structs.

use axum::Router;
use orm_core::Db;
use orm_core::exec::Driver;
use orm_migrate::runner::Target;
use orm_migrate::{Migrations, embed_migrations};

use crate::web::Client;
use crate::{example_data, web};

/// What `orm-migrate generate` wrote in each folder of `migrations`, compiled into the program.
#[cfg(feature = "sqlite")]
static SQLITE: Migrations = embed_migrations!("migrations/sqlite");
#[cfg(feature = "postgres")]
static POSTGRES: Migrations = embed_migrations!("migrations/postgres");
#[cfg(feature = "mysql")]
static MYSQL: Migrations = embed_migrations!("migrations/mysql");

/// What a new database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstData {
    Nothing,
    Example,
}

/// Why the service cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("`DATABASE_URL` begins with none of {}: build with the feature `sqlite`, `postgres` or `mysql`", SCHEMES.join(", "))]
    UnknownDatabase,
    #[error(transparent)]
    Database(#[from] orm_core::Error),
    #[error("the database cannot be migrated: {0}")]
    Migrations(#[from] orm_migrate::runner::MigrateError),
    #[error("the database cannot be migrated: {0}")]
    Pool(#[from] sqlx::Error),
}

/// The databases that the program is built for.
const SCHEMES: &[&str] = &[
    #[cfg(feature = "sqlite")]
    "`sqlite:`",
    #[cfg(feature = "postgres")]
    "`postgres:`",
    #[cfg(feature = "mysql")]
    "`mysql:`",
];

/// The service over the database at `url`, which is migrated first.
pub async fn open(url: &str, first_data: FirstData, client: Client) -> Result<Router, StartError> {
    match url.split(':').next() {
        #[cfg(feature = "sqlite")]
        Some("sqlite") => over::<orm_core::Sqlite, sqlx::Sqlite>(url, &SQLITE, first_data, client).await,
        #[cfg(feature = "postgres")]
        Some("postgres" | "postgresql") => {
            over::<orm_core::Postgres, sqlx::Postgres>(url, &POSTGRES, first_data, client).await
        }
        #[cfg(feature = "mysql")]
        Some("mysql" | "mariadb") => {
            over::<orm_core::Mysql, sqlx::MySql>(url, &MYSQL, first_data, client).await
        }
        _ => Err(StartError::UnknownDatabase),
    }
}

/// The same for one database: everything from here on is written once.
async fn over<D: Driver, X: sqlx::Database>(
    url: &str,
    migrations: &Migrations,
    first_data: FirstData,
    client: Client,
) -> Result<Router, StartError>
where
    sqlx::Pool<X>: Target,
{
    let db: Db<D> = Db::connect(url).await?;
    let pool = sqlx::Pool::<X>::connect_lazy(url)?;
    let report = orm_migrate::migrate(&pool, migrations).await?;
    pool.close().await;
    for migration in &report.applied {
        tracing::info!(version = migration.version, name = migration.name, "migrated");
    }
    if first_data == FirstData::Example {
        example_data::insert(&db).await?;
    }
    Ok(web::router(db, client))
}
