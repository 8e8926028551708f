//! All that is wrong with a document is told at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::issues;
use crate::prelude::*;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sheet {
    #[serde(alias = "headline")]
    page_title: String,
    width: u8,
    printed_on: chrono::NaiveDate,
    margins: [u8; 2],
    layout: Layout,
    blocks: Vec<Block>,
    #[serde(default)]
    notes: BTreeMap<String, Vec<i32>>,
    next: Option<Box<Sheet>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Layout {
    Grid { columns: u8 },
    Plain,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Block {
    Text(String),
    Numbers { values: Vec<i32> },
}

#[derive(Debug, Clone, Table)]
#[expect(dead_code, reason = "only its models are used")]
struct Book {
    title: String,
    page: Json<Sheet>,
}

/// A page with nothing wrong with it but what is replaced.
fn page(replaced: &[(&str, serde_json::Value)]) -> serde_json::Value {
    let mut page = json!({
        "pageTitle": "a", "width": 1, "printedOn": "2026-02-28", "margins": [1, 2], "layout": "plain", "blocks": ["a"],
    });
    for (key, value) in replaced {
        page[*key] = value.clone();
    }
    page
}

fn issues_of_page(page: &serde_json::Value) -> Vec<String> {
    issues::<NewBook>(&json!({ "title": 1, "page": page }).to_string())
        .into_iter()
        .filter_map(|issue| issue.strip_prefix("#/page").map(str::to_owned))
        .collect()
}

#[test]
fn a_document_says_all_that_is_wrong_with_it() {
    assert_eq!(issues_of_page(&page(&[])), [""; 0]);
    let mut wrong = page(&[
        ("width", json!(300)),
        ("printedOn", json!("someday")),
        ("margins", json!([1, "x"])),
        ("layout", json!({ "grid": { "columns": "x" } })),
        ("blocks", json!(["a", { "values": ["x"] }, 7, { "values": [1] }])),
        ("notes", json!({ "a": [1, "x", 2, "y"], "b": 7 })),
        ("next", page(&[("width", json!("x")), ("margins", json!([1, 2, 3])), ("next", json!(7))])),
    ]);
    wrong.as_object_mut().expect("an object").remove("pageTitle");
    let expected = [
        "/blocks/1 invalid: is not valid",
        "/blocks/2 invalid: is not valid",
        "/layout/grid/columns type: must be an integer, not a string",
        "/margins/1 type: must be an integer, not a string",
        "/next/margins length: must be an array of 2 elements, not one of 3",
        "/next/next type: must be an object, not an integer",
        "/next/width type: must be an integer, not a string",
        "/notes/a/1 type: must be an integer, not a string",
        "/notes/a/3 type: must be an integer, not a string",
        "/notes/b type: must be an array, not an integer",
        "/pageTitle required: is required",
        "/printedOn invalid: is not valid",
        "/width invalid: must be an integer from 0 to 255",
    ];
    let mut found = issues_of_page(&wrong);
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn each_wrong_part_of_a_document_is_told_whatever_else_is_wrong() {
    let parts = [
        ("pageTitle", json!(7)),
        ("width", json!(-1)),
        ("printedOn", json!(false)),
        ("margins", json!(null)),
        ("layout", json!("grid")),
        ("blocks", json!({})),
        ("notes", json!([])),
        ("next", json!("x")),
    ];
    let alone: Vec<Vec<String>> =
        parts.iter().map(|part| issues_of_page(&page(std::slice::from_ref(part)))).collect();
    assert!(alone.iter().all(|issues| issues.len() == 1), "{alone:?}");
    for chosen in 0..1_usize << parts.len() {
        let is_chosen = |at: &usize| chosen >> at & 1 == 1;
        let some: Vec<_> = (0..parts.len()).filter(is_chosen).map(|at| parts[at].clone()).collect();
        let mut expected: Vec<_> =
            (0..parts.len()).filter(is_chosen).flat_map(|at| alone[at].clone()).collect();
        let mut found = issues_of_page(&page(&some));
        expected.sort();
        found.sort();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_document_that_is_wrong_everywhere_has_a_report_in_no_time() {
    let notes: Vec<_> = (0..20_000).map(|_| "x").collect();
    let issues = issues_of_page(&page(&[("notes", json!({ "a": notes }))]));
    assert!((2..=100).contains(&issues.len()), "{} issues", issues.len());
}
