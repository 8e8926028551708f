//! Measures orm-core against the drivers below it and against its peers, and prints Markdown. `benches/runtime/run` starts
//! the servers and this.

mod allocations;
mod data;
mod measure;
mod peers;
mod workload;

use std::env;

use orm_core::PoolOptions;
use orm_core::prelude::*;
use tokio::runtime::{Builder, Runtime};

use data::Database;
use measure::Arena;
use peers::orm::Orm;
use peers::pooled::{CONNECTIONS, Pooled};
use peers::rusqlite::Rusqlite;
use peers::sea_orm::SeaOrm;
use peers::sqlx::{Sqlx, SqlxPool};
use peers::text::Text;
use peers::tokio_postgres::{Deadpool, TokioPostgres};
use peers::{Failure, Peer, diesel};
use workload::Workload;

#[global_allocator]
static ALLOCATOR: allocations::Counting = allocations::Counting;

/// `run [NAME OF A DATABASE] [START OF A WORKLOAD]`; without arguments everything. With ORM_BENCH_REPEAT=PEER:COUNT nothing is
/// measured: the peer does the work so many times, for whoever watches it.
fn main() -> Result<(), Failure> {
    let wanted = env::args().nth(1).unwrap_or_default();
    let only = env::args().nth(2).unwrap_or_default();
    let runtime = Builder::new_current_thread().enable_all().build()?;
    for (name, measure) in [
        ("text", text as fn(&Runtime, &str) -> Result<(), Failure>),
        ("sqlite", sqlite),
        ("postgres", postgres),
        ("mysql", mysql),
    ] {
        if wanted.is_empty() || wanted == name {
            measure(&runtime, &only)?;
        }
    }
    Ok(())
}

/// What a query costs before it is sent.
fn text(runtime: &Runtime, only: &str) -> Result<(), Failure> {
    let peers: [(_, fn(i64) -> Result<usize, Failure>); 6] = [
        ("written by hand", peers::rusqlite::text),
        ("orm-core", peers::orm::text),
        ("orm-core, prepared", peers::orm::prepared_text),
        ("sqlx", peers::sqlx::text),
        ("diesel", diesel::text),
        ("SeaORM", peers::sea_orm::text),
    ];
    let peers = peers.map(|(name, build)| Box::new(Text { name, build }) as Box<dyn Peer>).into();
    let execute = Box::new(|_: &str| Ok(()));
    let arena = Arena { runtime, database: Database::Sqlite, peers, execute, next_key: 0 };
    table_of("No database", only, arena, &[Workload::Text])
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
        Box::new(diesel::open_sqlite(&path)?),
        Box::new(runtime.block_on(SeaOrm::open(&url))?),
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
        Box::new(diesel::open_postgres(&url)?),
        Box::new(runtime.block_on(diesel::open_postgres_async(&url))?),
        Box::new(runtime.block_on(SeaOrm::open(&url))?),
    ];
    let execute = Box::new(|sql: &str| runtime.block_on(admin.execute(sql)));
    table(
        "PostgreSQL",
        only,
        Arena { runtime, database: Database::Postgres, peers, execute, next_key: 1 << 40 },
    )?;
    postgres_pools(&url, only)
}

/// Tasks want threads.
fn postgres_pools(url: &str, only: &str) -> Result<(), Failure> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let db = runtime.block_on(PoolOptions::<Postgres>::new().size(CONNECTIONS).connect(url))?;
    let peers: Vec<Box<dyn Peer>> = vec![
        Box::new(Pooled(Deadpool::open(url)?)),
        Box::new(Pooled(Orm(db))),
        Box::new(Pooled(runtime.block_on(SqlxPool::open(url))?)),
        Box::new(Pooled(diesel::BlockingPool::open(url)?)),
        Box::new(Pooled(diesel::AsyncPool::open(url)?)),
        Box::new(Pooled(runtime.block_on(SeaOrm::open(url))?)),
    ];
    let execute = Box::new(|_: &str| Ok(()));
    let arena = Arena { runtime: &runtime, database: Database::Postgres, peers, execute, next_key: 0 };
    table_of("PostgreSQL, two threads", only, arena, &[Workload::Concurrent])
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

fn table(title: &str, only: &str, arena: Arena<'_>) -> Result<(), Failure> {
    table_of(title, only, arena, &Workload::ALONE)
}

fn table_of(title: &str, only: &str, mut arena: Arena<'_>, workloads: &[Workload]) -> Result<(), Failure> {
    let mut workloads = workloads.iter().filter(|workload| workload.name().starts_with(only)).peekable();
    if workloads.peek().is_none() {
        return Ok(());
    }
    if let Ok(repeat) = env::var("ORM_BENCH_REPEAT") {
        let (peer, count) = repeat.split_once(':').ok_or("ORM_BENCH_REPEAT is PEER:COUNT")?;
        let count = count.parse()?;
        return workloads.try_for_each(|workload| arena.repeat(peer, *workload, count));
    }
    let names: Vec<_> = arena.peers.iter().map(|peer| peer.name()).collect();
    println!("\n### {title}\n\n| | {} |", names.join(" | "));
    println!("|---|{}", "---|".repeat(names.len()));
    for workload in workloads {
        let cells = arena.measure(*workload)?;
        let cells: Vec<_> = cells
            .iter()
            .map(|cell| {
                format!(
                    "{:.2} ({:.2} µs), CPU {:.2} ({:.2} µs), {:.0} allocations",
                    cell.ratio,
                    cell.microseconds,
                    cell.processor_ratio,
                    cell.processor_microseconds,
                    cell.allocations
                )
            })
            .collect();
        println!("| {} | {} |", workload.name(), cells.join(" | "));
    }
    Ok(())
}
