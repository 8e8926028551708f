//! The whole loop on an embedded SQLite file: structs, migrations, queries, a transaction, request bodies.
//!
//! `cargo run -p quickstart` prints every step with the SQL it ran and the rows it got. The structs are in `schema.rs`;
//! after a change there, `cargo run -p orm-migrate generate` writes the next migration.

mod console;
mod schema;
mod steps;

use std::error::Error;
use std::{env, fs};

use orm_core::prelude::*;
use orm_migrate::runner::SchemaState;
use orm_migrate::{Migrations, embed_migrations};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

/// What `cargo run -p orm-migrate generate` wrote, compiled into the program.
static MIGRATIONS: Migrations = embed_migrations!("migrations");

/// The file that orm.toml names, so that `cargo run -p orm-migrate status` looks at it too.
const DATABASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/quickstart.db");

/// The hash of the structs in `schema.rs`, from `build.rs`.
const SCHEMA_HASH: &str = env!("ORM_SCHEMA_HASH");

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args().nth(1).unwrap_or_else(|| DATABASE.to_owned());
    if fs::exists(&file)? {
        fs::remove_file(&file)?;
    }
    let pool =
        SqlitePool::connect_with(SqliteConnectOptions::new().filename(&file).create_if_missing(true)).await?;
    migrate(&pool).await?;

    let db: Db<Sqlite> = Db::from(pool).on_statement(console::heard);
    let owner = steps::insert_rows(&db).await?;
    steps::filter_and_order(&db, &owner).await?;
    steps::join(&db).await?;
    steps::aggregate(&db).await?;
    steps::nest(&db).await?;
    steps::look_into_documents(&db).await?;
    steps::change(&db).await?;
    steps::transact(&db, &owner).await?;
    steps::accept_request(&db, &owner).await?;
    steps::refuse_requests()?;

    console::step("Done");
    console::say(&format!("the database is in {file}; the structs are in examples/quickstart/src/schema.rs"));
    Ok(())
}

/// Brings the database to the schema of the structs, and makes sure that it is there.
async fn migrate(pool: &SqlitePool) -> Result<(), Box<dyn Error>> {
    console::step("Migrations, generated from the structs by `cargo run -p orm-migrate generate`");
    for migration in &MIGRATIONS {
        console::say(&migration.file_name());
    }

    console::step("Migrate");
    let report = orm_migrate::migrate(pool, &MIGRATIONS).await?;
    for migration in &report.applied {
        console::say(&format!("{} {}", migration.version, migration.name));
        migration.statements.iter().for_each(|sql| console::statement(sql));
    }

    console::step("Compare the compiled-in schema with the database");
    match orm_migrate::check_schema(pool, SCHEMA_HASH).await? {
        SchemaState::Current => console::say("the database has the schema of this program"),
        SchemaState::Behind { .. } => return Err("migrations are missing: run `orm-migrate generate`".into()),
        SchemaState::Ahead { last_applied, .. } => {
            return Err(format!("the database is newer: {last_applied}").into());
        }
    }
    Ok(())
}
