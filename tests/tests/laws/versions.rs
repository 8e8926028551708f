//! Histories of schemas.
//!
//! A case is a folder of `tests/laws`: `1.rs`, `2.rs`, … are the versions of the schema, `rows.sql` fills the tables of the
//! first, `kept.sql` holds queries for the last that must each return 1.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;
use orm_tests::database::{self, Server};
use orm_tests::project::Project;
use orm_tests::{observe, raw};

/// A test of each case for each server.
pub(crate) fn trials() -> Vec<Trial> {
    let mut cases: Vec<String> = fs::read_dir(folder(""))
        .expect("there are cases")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    cases.sort();
    let mut trials = Vec::new();
    for server in Server::ALL {
        trials.extend(cases.iter().cloned().map(|case| {
            Trial::test(format!("{case}::{}", dialect(server)), move || {
                check(server, &case);
                Ok(())
            })
        }));
    }
    trials
}

fn folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("laws").join(case)
}

fn check(server: Server, case: &str) {
    let versions = versions(case);
    let stepwise = created_by(server, &versions, case);
    let at_once = created_by(server, &versions[versions.len() - 1..], case);
    assert!(
        stepwise == at_once,
        "{case} on {server:?}\n--- migrated step by step\n{stepwise}\n--- created at once\n{at_once}"
    );
}

/// The sources of the versions.
fn versions(case: &str) -> Vec<String> {
    let versions: Vec<String> = (1..)
        .map_while(|number| fs::read_to_string(folder(case).join(format!("{number}.rs"))).ok())
        .collect();
    assert!(versions.len() > 1, "`{case}` has fewer than two versions");
    versions
}

/// The schema of a database after the versions, with rows put in after the first if others follow.
fn created_by(server: Server, versions: &[String], case: &str) -> String {
    let mut observed = String::new();
    database::run(server, async |url| {
        let project = Project::with_database(dialect(server), &url, "");
        for (index, source) in versions.iter().enumerate() {
            project.write("src/schema.rs", source);
            project.run(&["generate", "--name", &format!("version_{}", index + 1)]).exits_with(0);
            project.run(&["migrate"]).exits_with(0);
            if index == 0 && versions.len() > 1 {
                raw::execute(server, &url, &statements(case, "rows.sql")).await;
            }
        }

        let files = project.files("migrations");
        project.run(&["generate"]).exits_with(0);
        assert_eq!(project.files("migrations"), files, "a second `generate` finds nothing to do");

        if versions.len() > 1 {
            for query in statements(case, "kept.sql") {
                assert_eq!(raw::number(server, &url, &query).await, 1, "{query}");
            }
        }
        observed = observe::schema(server, &url).await;
    });
    observed
}

fn dialect(server: Server) -> &'static str {
    match server {
        Server::Postgres => "postgres",
        Server::Mysql => "mysql",
        Server::Sqlite => "sqlite",
    }
}

fn statements(case: &str, file: &str) -> Vec<String> {
    let text =
        fs::read_to_string(folder(case).join(file)).unwrap_or_else(|error| panic!("{case}/{file}: {error}"));
    text.split(";\n")
        .map(|statement| statement.trim().to_owned())
        .filter(|statement| !statement.is_empty())
        .collect()
}
