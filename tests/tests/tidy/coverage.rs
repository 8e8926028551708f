//! The tests that a page of the docs names are there.

use std::fs;

use orm_tests::workspace::root;

use crate::{assert_none, sources};

/// Pages with tables whose last column names tests.
const PAGES: [&str; 2] = ["docs/coverage-queries.md", "docs/errors.md"];

#[test]
fn the_tests_that_the_docs_name_exist() {
    let tests = tests();
    let mut missing = Vec::new();
    let mut count = 0;
    for page in PAGES {
        let text = fs::read_to_string(root().join(page)).expect("pages are text");
        for (index, line) in text.lines().enumerate().filter(|(_, line)| line.starts_with('|')) {
            for named in named_tests(line) {
                count += 1;
                if !tests.iter().any(|test| is_meant(named, test)) {
                    missing.push(format!("{page}:{}: {named}", index + 1));
                }
            }
        }
    }
    assert_none("a test that the docs name exists", &missing);
    assert!(count > 200, "the tables are read: {count}");
}

/// What stands in backticks in the last cell of a row.
fn named_tests(row: &str) -> impl Iterator<Item = &str> {
    let cells = row.trim_end().trim_end_matches('|');
    let last = cells.rfind('|').map_or("", |at| &cells[at + 1..]);
    last.split('`').skip(1).step_by(2)
}

/// The path of each test, `db::queries::bulk::many_rows_store_what_single_ones_do`.
fn tests() -> Vec<String> {
    let mut tests = Vec::new();
    for file in sources("tests/tests").iter().chain(&sources("orm-core/src")) {
        let path = file.path.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("/main");
        let path = path.replace('/', "::");
        for line in file.text.lines() {
            let line = line.trim_start().trim_start_matches("async ");
            let begun = line.strip_prefix("db_test!(").or_else(|| line.strip_prefix("fn "));
            let name = begun.and_then(|rest| rest.split([',', '(']).next());
            tests.extend(name.map(|name| format!("{path}::{name}")));
        }
    }
    tests
}

/// Do some names of the path, one after the other, match? `*` stands for any letters.
fn is_meant(named: &str, test: &str) -> bool {
    let named: Vec<_> = named.trim_start_matches(':').split("::").collect();
    let path: Vec<_> = test.split("::").collect();
    path.windows(named.len())
        .any(|part| part.iter().zip(&named).all(|(name, pattern)| matches(name, pattern)))
}

fn matches(name: &str, pattern: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return name == pattern };
    let Some(mut left) = name.strip_prefix(start) else { return false };
    let mut parts: Vec<_> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = left.find(part) else { return false };
        left = &left[at + part.len()..];
    }
    left.ends_with(end)
}
