//! Measures orm-core against the drivers below it and against its peers, and prints Markdown. `benches/runtime/run` starts
//! the servers and this.

mod allocations;
mod data;
mod measure;
mod peers;
mod workload;

use std::env;

use orm_core::prelude::*;
use tokio::runtime::{Builder, Runtime};

use data::Database;
use measure::Arena;
use peers::orm::Orm;
use peers::rusqlite::Rusqlite;
use peers::sqlx::Sqlx;
use peers::tokio_postgres::TokioPostgres;
use peers::{Failure, Peer};
use workload::Workload;

#[global_allocator]
static ALLOCATOR: allocations::Counting = allocations::Counting;

/// `run [NAME OF A DATABASE] [START OF A WORKLOAD]`; without arguments everything.
fn main() -> Result<(), Failure> {
    let wanted = env::args().nth(1).unwrap_or_default();
    let only = env::args().nth(2).unwrap_or_default();
    let runtime = Builder::new_current_thread().enable_all().build()?;
    for (name, measure) in [
        ("sqlite", sqlite as fn(&Runtime, &str) -> Result<(), Failure>),
        ("postgres", postgres),
        ("mysql", mysql),
    ] {
        if wanted.is_empty() || wanted == name {
            measure(&runtime, &only)?;
        }
    }
    Ok(())
}

fn sqlite(runtime: &Runtime, only: &str) -> Result<(), Failure> {
    let folder = env::var("ORM_BENCH_FOLDER").unwrap_or_else(|_| "/dev/shm".to_owned());
    let path = format!("{folder}/orm-bench-{}.db", std::process::id());
    let admin = Rusqlite::open(&path)?;
    for sql in data::statements(Database::Sqlite) {
        admin.execute(&sql)?;
    }
    let url = format!("sqlite://{path}");
    let peers: Vec<Box<dyn Peer>> = vec![
        Box::new(Rusqlite::open(&path)?),
        Box::new(Orm(runtime.block_on(Db::<Sqlite>::connect(&url))?)),
        Box::new(runtime.block_on(Sqlx::<sqlx::SqliteConnection>::open(&url))?),
    ];
    let execute = Box::new(move |sql: &str| admin.execute(sql));
    let result = table(
        "SQLite",
        only,
        Arena { runtime, database: Database::Sqlite, peers, execute, next_key: 1 << 40 },
    );
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{path}{suffix}"));
    }
    result
}

fn postgres(runtime: &Runtime, only: &str) -> Result<(), Failure> {
    let url = env::var("ORM_TEST_POSTGRES_URL")?;
    let floor = runtime.block_on(TokioPostgres::open(&url))?;
    for sql in data::statements(Database::Postgres) {
        runtime.block_on(floor.execute(&sql))?;
    }
    let admin = runtime.block_on(TokioPostgres::open(&url))?;
    let peers: Vec<Box<dyn Peer>> = vec![
        Box::new(floor),
        Box::new(Orm(runtime.block_on(Db::<Postgres>::connect(&url))?)),
        Box::new(runtime.block_on(Sqlx::<sqlx::PgConnection>::open(&url))?),
    ];
    let execute = Box::new(|sql: &str| runtime.block_on(admin.execute(sql)));
    table(
        "PostgreSQL",
        only,
        Arena { runtime, database: Database::Postgres, peers, execute, next_key: 1 << 40 },
    )
}

fn mysql(runtime: &Runtime, only: &str) -> Result<(), Failure> {
    let server = env::var("ORM_TEST_MYSQL_URL")?;
    let mut admin = runtime.block_on(Sqlx::<sqlx::MySqlConnection>::open(&server))?;
    runtime.block_on(admin.execute("create database orm_bench"))?;
    let url = match server.rsplit_once('/') {
        Some((server, _)) => format!("{server}/orm_bench"),
        None => return Err("the URL names no database".into()),
    };
    let mut admin = runtime.block_on(Sqlx::<sqlx::MySqlConnection>::open(&url))?;
    for sql in data::statements(Database::Mysql) {
        runtime.block_on(admin.execute(&sql))?;
    }
    let peers: Vec<Box<dyn Peer>> = vec![
        Box::new(runtime.block_on(Sqlx::<sqlx::MySqlConnection>::open(&url))?),
        Box::new(Orm(runtime.block_on(Db::<Mysql>::connect(&url))?)),
    ];
    let execute = Box::new(|sql: &str| runtime.block_on(admin.execute(sql)));
    table("MariaDB", only, Arena { runtime, database: Database::Mysql, peers, execute, next_key: 1 << 40 })
}

fn table(title: &str, only: &str, mut arena: Arena<'_>) -> Result<(), Failure> {
    let names: Vec<_> = arena.peers.iter().map(|peer| peer.name()).collect();
    println!("\n### {title}\n\n| | {} |", names.join(" | "));
    println!("|---|{}", "---|".repeat(names.len()));
    for workload in Workload::ALL.into_iter().filter(|workload| workload.name().starts_with(only)) {
        let cells = arena.measure(workload)?;
        let cells: Vec<_> = cells
            .iter()
            .map(|cell| {
                format!(
                    "{:.2} ({:.1} µs, {:.0} allocations)",
                    cell.ratio, cell.microseconds, cell.allocations
                )
            })
            .collect();
        println!("| {} | {} |", workload.name(), cells.join(" | "));
    }
    Ok(())
}
