//! What a reviewer would say again and again.

use crate::{all_sources, assert_none, offenders};

/// The most lines a file may have.
const LONGEST_FILE: usize = 400;

#[test]
fn files_are_short() {
    let found: Vec<String> = all_sources()
        .iter()
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(file, lines)| format!("{}: {lines} lines", file.path))
        .collect();
    assert_none("a file has at most 400 lines", &found);
}

#[test]
fn files_are_named_after_what_is_in_them() {
    let empty_words = ["utils", "util", "helpers", "helper", "common", "manager", "misc", "shared"];
    let found: Vec<String> = all_sources()
        .into_iter()
        .map(|file| file.path)
        .filter(|path| path.trim_end_matches(".rs").split('/').any(|part| empty_words.contains(&part)))
        .collect();
    assert_none("a file or folder says what is in it", &found);
}

#[test]
fn nothing_is_left_undone() {
    let undone = ["todo!(", "unimplemented!(", "dbg!("];
    let found = offenders(&all_sources(), |_, line| {
        // With a path in front it is code that the derive writes behind an error.
        undone.iter().any(|text| line.contains(text)) && !line.contains("::core::unimplemented!(")
    });
    assert_none("no unfinished code", &found);

    let mut notes = Vec::new();
    for file in all_sources() {
        for (index, line) in file.text.lines().enumerate() {
            let comment = line.split_once("//").map_or("", |(_, comment)| comment);
            if ["TODO", "FIXME", "XXX", "HACK"].iter().any(|word| comment.contains(word)) {
                notes.push(format!("{}:{}: {}", file.path, index + 1, line.trim()));
            }
        }
    }
    assert_none("no notes to ourselves in comments", &notes);
}

#[test]
fn errors_are_not_unwrapped() {
    let found = offenders(&all_sources(), |file, line| {
        !file.path.starts_with("tests/") && line.contains(".unwrap()")
    });
    assert_none("`expect` states an invariant, everything else is an error for the caller", &found);
}

#[test]
fn lints_are_expected_with_a_reason() {
    let found = offenders(&all_sources(), |file, line| {
        let line = line.trim();
        // The derive writes `#[allow(..)]` into other people's code, where an expectation may not be met.
        let is_written = file.path.starts_with("orm-derive/");
        !is_written
            && (line.starts_with("#[allow(") || line.starts_with("#![allow("))
            && line.ends_with(")]")
            && !line.contains("reason")
    });
    assert_none("silence a lint with `#[expect(lint, reason = \"..\")]`", &found);
}

#[test]
fn only_preludes_are_imported_whole() {
    let found = offenders(&all_sources(), |_, line| {
        let line = line.trim();
        // Only a macro that makes a module needs what is around it.
        line.starts_with("use ")
            && line.ends_with("::*;")
            && !line.contains("prelude")
            && line != "use super::*;"
    });
    assert_none("imports name what they import", &found);
}

#[test]
fn a_stage_is_a_folder_with_a_table_of_contents() {
    let files = all_sources();
    let found: Vec<&str> = files
        .iter()
        .map(|file| file.path.as_str())
        .filter(|path| {
            files.iter().any(|other| other.path.starts_with(&format!("{}/", path.trim_end_matches(".rs"))))
        })
        .collect();
    assert_none(
        "a module with modules below it is `mod.rs`",
        &found.into_iter().map(str::to_owned).collect::<Vec<_>>(),
    );
}
