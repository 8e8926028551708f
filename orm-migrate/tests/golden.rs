//! Schema pair in, migration out: the cases of `tests/golden/*.md`.
//!
//! A file holds cases, each under a `# ` heading, with blocks of code: `previous` and `next` (Rust), `hints` (JSON, if any),
//! and one for each of `postgres`, `mysql` and `sqlite` that the case speaks of. A block that is empty is filled in by
//! `UPDATE_EXPECT=1`; one that is not is compared, or written anew by `UPDATE_EXPECT=all`. The blocks `rows`, `kept`, `live`,
//! `back` and `since postgres` are for the laws, which run the migrations. A block `postgres risks` shows what each statement does to rows and to other sessions.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use orm_migrate::dialect::{self, Statement};
use orm_migrate::diff::{self, RenameHints};
use orm_migrate::risk::{self, TableLock};
use orm_migrate::source::{self, Request};
use orm_schema::{Dialect, Pair, SchemaDef};

#[test]
fn every_pair_of_schemas_gives_the_migration_it_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the folder of goldens")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    let failures: Vec<String> = files.iter().flat_map(|path| check_file(path)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Checks the cases of one file, and fills in what is empty when asked to.
fn check_file(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a readable golden");
    let update = std::env::var("UPDATE_EXPECT").unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    let mut failures = Vec::new();
    let mut case = Case::default();
    let mut rest = text.lines();
    while let Some(line) = rest.next() {
        lines.push(line.to_owned());
        if let Some(title) = line.strip_prefix("# ") {
            case = Case { title: title.to_owned(), ..Case::default() };
        }
        let Some((_, name)) = line.strip_prefix("```").and_then(|info| info.split_once(' ')) else {
            continue;
        };
        let mut body = rest.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>().join("\n");
        let expectation = match name.split_once(' ') {
            Some((name, "risks")) => Dialect::from_name(name).map(|dialect| (dialect, true)),
            _ => Dialect::from_name(name).map(|dialect| (dialect, false)),
        };
        match (name, expectation) {
            ("previous", _) => case.previous.clone_from(&body),
            ("next", _) => case.next.clone_from(&body),
            ("hints", _) => case.hints.clone_from(&body),
            ("rows" | "kept" | "live" | "back" | "since postgres", _) => {}
            (_, Some((dialect, is_risks))) => {
                let actual = if is_risks { case.risks(dialect) } else { case.migration(dialect) };
                if update == "all" || (update == "1" && body.is_empty()) {
                    body = actual;
                } else if actual != body {
                    let place = format!("{}: {} ({name})", path.display(), case.title);
                    failures.push(format!("{place}\n--- expected\n{body}\n--- actual\n{actual}\n"));
                }
            }
            (other, None) => panic!("{}: block `{other}` is nothing a golden has", path.display()),
        }
        lines.extend(body.lines().map(str::to_owned));
        lines.push("```".to_owned());
    }
    let written = lines.join("\n") + "\n";
    if !update.is_empty() && written != text {
        std::fs::write(path, written).expect("a writable golden");
    }
    failures
}

#[derive(Default)]
struct Case {
    title: String,
    previous: String,
    next: String,
    hints: String,
}

impl Case {
    fn schemas(&self, dialect: Dialect) -> Result<Pair<SchemaDef>, String> {
        Ok(Pair { previous: read(&self.previous, dialect)?, next: read(&self.next, dialect)? })
    }

    /// What the statements of the migration do, by their number.
    fn risks(&self, dialect: Dialect) -> String {
        let schemas = self.schemas(dialect).expect("a case with risks has schemas");
        let schemas = Pair { previous: &schemas.previous, next: &schemas.next };
        let file = format!("-- orm: v=1 from=a to=b\n\n{}\n", self.migration(dialect));
        let risks = risk::of_migration(&file, dialect, schemas).expect("a file that we wrote");
        let mut out = String::new();
        for (i, statement) in risks.statements.iter().enumerate() {
            let mut facts = Vec::new();
            facts.extend(statement.effect.clone());
            facts.extend(
                statement
                    .hazards
                    .iter()
                    .filter(|hazard| hazard.code == "OM601")
                    .map(|hazard| hazard.message.clone()),
            );
            facts.extend(statement.lossy.then(|| "loses data".to_owned()));
            facts.extend(statement.may_fail_on_rows.then(|| "may fail on rows".to_owned()));
            facts.extend(statement.rewrites.iter().map(|table| format!("writes all of `{table}` anew")));
            facts.extend(statement.locks.iter().map(|TableLock { table, lock, blocks, work }| {
                format!("locks `{table}`: {} {} ({lock})", blocks.words(), work.words())
            }));
            if facts.is_empty() {
                facts.push("nobody notices".to_owned());
            }
            let _ = writeln!(out, "{}: {}", i + 1, facts.join("\n   "));
        }
        out.truncate(out.trim_end().len());
        out
    }

    fn migration(&self, dialect: Dialect) -> String {
        let (previous, next) = match self.schemas(dialect) {
            Ok(Pair { previous, next }) => (previous, next),
            Err(problems) => return problems,
        };
        let hints: RenameHints = if self.hints.is_empty() {
            RenameHints::default()
        } else {
            serde_json::from_str(&self.hints).expect("hints as JSON")
        };
        let schemas = Pair { previous: &previous, next: &next };
        match diff::steps(schemas, dialect, &hints) {
            Ok(steps) => written(&dialect::render(dialect, schemas, &steps)),
            Err(error) => format!("error: {error}"),
        }
    }
}

fn read(source: &str, dialect: Dialect) -> Result<SchemaDef, String> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("schema.rs"), source).expect("a writable file");
    let paths = [PathBuf::from("schema.rs")];
    let request = Request { root: folder.path(), paths: &paths, dialect, features: &[], with_models: false };
    let root = format!("{}/", folder.path().display());
    source::read(&request)
        .map(|source| source.schema)
        .map_err(|problems| problems.to_string().replace(&root, "").trim_end().to_owned())
}

/// The statements as a migration file has them, and the hints, which `generate` prints.
fn written(statements: &[Statement]) -> String {
    let mut out = String::new();
    for (i, statement) in statements.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        for hazard in &statement.hazards {
            let _ = writeln!(out, "-- {hazard}");
            if let Some(hint) = &hazard.hint {
                let _ = writeln!(out, "-- hint: {hint}");
            }
        }
        if let Some(directive) = &statement.directive {
            let _ = writeln!(out, "-- orm:{directive}");
        }
        if !statement.is_transactional {
            out.push_str("-- outside a transaction\n");
        }
        let _ = writeln!(out, "{};", statement.sql);
    }
    out.truncate(out.trim_end().len());
    out
}
