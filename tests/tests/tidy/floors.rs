//! Nothing imports upward; what may do IO or know a driver is fenced in.

use std::fs;

use orm_tests::workspace::root;

use crate::{assert_none, offenders, sources};

/// Does the line name the crate or module `name` in a path?
fn names(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let is_word_start = !before.is_some_and(|character| character.is_alphanumeric() || character == '_');
        is_word_start && line[start + name.len()..].starts_with("::")
    })
}

/// The names below `[dependencies]` of a package.
fn dependencies(package: &str) -> Vec<String> {
    let manifest =
        fs::read_to_string(root().join(package).join("Cargo.toml")).expect("the package has a manifest");
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next().map(str::to_owned))
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .collect()
}

#[test]
fn crates_depend_downward_only() {
    let order = ["orm-schema", "orm-wire", "orm-derive", "orm-core", "orm-migrate"];
    let mut found = Vec::new();
    for (floor, package) in order.iter().enumerate() {
        for above in &order[floor..] {
            if dependencies(package).iter().any(|name| name == above) {
                found.push(format!("{package} depends on {above}"));
            }
        }
    }
    assert_none("a crate depends only on crates of lower floors", &found);
}

#[test]
fn orm_schema_has_no_dependency_but_those_of_its_reader() {
    let found: Vec<String> = dependencies("orm-schema")
        .into_iter()
        .filter(|name| !["syn", "proc-macro2", "quote"].contains(&name.as_str()))
        .collect();
    assert_none("orm-schema depends on nothing, its reader on syn", &found);
}

#[test]
fn orm_schema_does_no_io() {
    let outside = ["std::fs", "std::env", "std::net", "std::process", "std::io", "std::time"];
    let found =
        offenders(&sources("orm-schema/src"), |_, line| outside.iter().any(|module| line.contains(module)));
    assert_none("orm-schema does no IO", &found);
}

#[test]
fn orm_schema_names_no_driver_no_serde_and_spans_only_in_its_reader() {
    let found = offenders(&sources("orm-schema/src"), |file, line| {
        names(line, "sqlx")
            || names(line, "serde")
            || (!file.path.contains("/parse/") && (names(line, "proc_macro2") || names(line, "syn")))
    });
    assert_none("orm-schema is a model", &found);
}

#[test]
fn only_exec_knows_the_driver() {
    let found = offenders(&sources("orm-core/src"), |file, line| {
        // A type of sqlx that a field can have is a column type like those of other crates.
        let is_column_type = file.path.contains("/types/") && line.contains("sqlx::postgres::types::");
        !file.path.contains("/exec/") && names(line, "sqlx") && !is_column_type
    });
    assert_none("in orm-core only `exec` names sqlx", &found);
}

#[test]
fn the_stages_of_a_query_import_downward_only() {
    let fences: [(&str, &[&str]); 3] = [
        ("orm-core/src/ast", &["crate::query", "crate::expr", "crate::sql", "crate::exec"]),
        ("orm-core/src/sql", &["crate::query", "crate::expr", "crate::exec", "tokio::"]),
        // A cell is read from the row of a driver, which `exec` wraps.
        ("orm-core/src/types", &["crate::ast", "crate::query", "crate::expr", "crate::sql"]),
    ];
    for (folder, above) in fences {
        let found = offenders(&sources(folder), |_, line| above.iter().any(|module| line.contains(module)));
        assert_none(&format!("{folder} imports nothing of {above:?}"), &found);
    }
}

#[test]
fn the_differ_knows_no_sql_and_no_database() {
    let sql = ["\"CREATE ", "\"ALTER ", "\"DROP ", "\"SELECT ", "sqlx::", "std::fs"];
    let found =
        offenders(&sources("orm-migrate/src/diff"), |_, line| sql.iter().any(|text| line.contains(text)));
    assert_none("`diff` compares models", &found);
}

#[test]
fn rendering_reads_no_file_and_no_database() {
    let found = offenders(&sources("orm-migrate/src/dialect"), |file, line| {
        !file.path.contains("introspect")
            && ["sqlx::", "std::fs", "std::env"].iter().any(|text| line.contains(text))
    });
    assert_none("`dialect` is pure", &found);
}

#[test]
fn the_runner_needs_no_reader_and_no_command_line() {
    let found = offenders(&sources("orm-migrate/src/runner"), |_, line| {
        ["syn", "proc_macro2", "clap", "inquire"].iter().any(|name| names(line, name))
            || line.contains("crate::cli")
    });
    assert_none("`runner` is what programs link to migrate at start-up", &found);
}
