//! How long the differ and the planner take, without files: `cargo bench -p orm-migrate --bench plan -- previous.rs next.rs`.
//! `benches/generate/run` makes the files and calls it.

#![expect(clippy::print_stdout, reason = "a measurement reports to whoever runs it")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use orm_migrate::diff::{self, RenameHints};
use orm_migrate::source::{self, Request};
use orm_migrate::{dialect, way_back};
use orm_schema::{Dialect, Pair, SchemaDef};

const RUNS: usize = 10;

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let [previous, next] = files.as_slice() else {
        println!("two files with structs: `-- previous.rs next.rs`");
        return;
    };
    for dialect in Dialect::ALL {
        measure(dialect, &schema(Path::new(previous), dialect), &schema(Path::new(next), dialect));
    }
}

fn measure(dialect: Dialect, previous: &SchemaDef, next: &SchemaDef) {
    let schemas = Pair { previous, next };
    let mut best = [Duration::MAX; 3];
    let mut statements = 0;
    for _ in 0..RUNS {
        let start = Instant::now();
        let steps = diff::steps(schemas, dialect, &RenameHints::default()).expect("no renames");
        let compared = start.elapsed();
        let start = Instant::now();
        statements = dialect::render(dialect, schemas, &steps).len();
        let rendered = start.elapsed();
        let start = Instant::now();
        let _back = way_back::way_back(schemas, dialect, &steps);
        let turned = start.elapsed();
        for (best, time) in best.iter_mut().zip([compared, rendered, turned]) {
            *best = time.min(*best);
        }
    }
    let [compared, rendered, turned] = best.map(|time| time.as_secs_f64() * 1000.0);
    println!(
        "{:5} tables   {dialect}: compared and ordered in {compared:.1} ms, {statements} statements in {rendered:.1} ms, the way back \
         in {turned:.1} ms",
        next.tables.len()
    );
}

fn schema(file: &Path, dialect: Dialect) -> SchemaDef {
    let root = std::env::current_dir().expect("a folder");
    let paths = [PathBuf::from(file)];
    let request = Request { root: &root, paths: &paths, dialect, features: &[], with_models: false };
    source::read(&request).unwrap_or_else(|problems| panic!("{problems}")).schema
}
