use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use super::{NewProjectBody, issues};
use crate::models::{Context, Model};
use crate::prelude::*;

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
struct Settings {
    #[validate(length(max = 5))]
    theme_name: String,
    #[validate(nested)]
    tab_stops: Vec<TabStop>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(rename_all = "kebab-case")]
struct TabStop {
    #[validate(range(max = 80))]
    at_column: u8,
}

#[derive(Debug, Clone, Table)]
#[table(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its models are used")]
struct Account {
    #[validate(nested)]
    user_settings: Json<Settings>,
    ratio: Option<f32>,
}

#[test]
fn a_path_into_a_document_is_in_the_names_that_were_sent() {
    let json =
        r#"{"userSettings": {"themeName": "midnight", "tabStops": [{"at-column": 8}, {"at-column": 81}]}}"#;
    assert_eq!(
        issues::<NewAccount>(json),
        [
            "#/userSettings/tabStops/1/at-column range: must be at most 80",
            "#/userSettings/themeName length: must have at most 5 characters",
        ]
    );
}

#[test]
fn what_a_document_cannot_keep_is_refused_where_it_is() {
    let inside = |document: &str| issues::<NewAccount>(&format!(r#"{{"userSettings": {document}}}"#));
    assert_eq!(
        inside(r#"{"themeName": "a\u0000", "tabStops": []}"#),
        ["#/userSettings/themeName nul: must not contain NUL characters"]
    );
    assert_eq!(
        inside(r#"{"themeName": "a", "themeName": "b", "tabStops": []}"#),
        ["#/userSettings/themeName duplicate: is given twice"]
    );
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert_eq!(inside(&deep), ["# syntax: is not valid JSON: broken at line 1 column 144"]);
}

#[test]
fn a_number_too_large_for_its_column_is_refused() {
    let json = r#"{"userSettings": {"themeName": "a", "tabStops": []}, "ratio": 1e39}"#;
    assert_eq!(issues::<NewAccount>(json), ["#/ratio finite: must be a finite number"]);
}

#[derive(Debug, Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its reading is tested")]
struct Import {
    #[validate(length(min = 1))]
    file_name: String,
    #[serde(default)]
    projects: Vec<NewProjectBody>,
}

#[test]
fn a_struct_of_serde_and_validator_is_read_like_a_model() {
    assert_eq!(
        issues::<Import>(r#"{"fileName": "", "projects": []}"#),
        ["#/fileName length: must have at least 1 characters"]
    );
    assert_eq!(issues::<Import>(r"[1, []]"), ["# type: must be an object, not an array"]);
    assert_eq!(issues::<Import>(r#"{"fileName": 1}"#), ["#/fileName type: must be a string, not an integer"]);
}

#[test]
fn a_model_inside_another_struct_says_all_that_is_wrong() {
    let json = r#"{"fileName": "a", "projects": [{"name": 1}, {}]}"#;
    assert_eq!(
        issues::<Import>(json),
        [
            "#/projects/0/name type: must be a string, not an integer",
            "#/projects/0/twice required: is required",
            "#/projects/1/name required: is required",
            "#/projects/1/twice required: is required"
        ]
    );
}

#[derive(Debug, Deserialize, Validate)]
struct Many {
    #[validate(nested)]
    items: Vec<Item>,
}

#[derive(Debug, Deserialize, Validate)]
struct Item {
    #[validate(range(min = 1))]
    n: i32,
}

#[test]
fn a_report_ends_after_a_hundred_issues() {
    let items = vec![r#"{"n": 0}"#; 1000].join(",");
    assert_eq!(issues::<Many>(&format!(r#"{{"items": [{items}]}}"#)).len(), 100);
}

struct Limits {
    longest: usize,
}

fn within_plan(name: &str, limits: &Limits) -> Result<(), ValidationError> {
    if name.len() <= limits.longest { Ok(()) } else { Err(ValidationError::new("plan")) }
}

fn not_twice(note: &NewNote, limits: &Limits) -> Result<(), ValidationError> {
    if note.title.len() + note.text.len() <= limits.longest {
        Ok(())
    } else {
        Err(ValidationError::new("sum"))
    }
}

#[derive(Debug, Clone, Table)]
#[table(context = Limits)]
#[validate(schema(function = not_twice, use_context))]
#[expect(dead_code, reason = "only its models are used")]
struct Note {
    #[column(varchar = 4)]
    #[validate(custom(function = within_plan, use_context))]
    title: String,
    text: String,
}

#[test]
fn rules_may_ask_a_context() {
    let codes = |json: &str| -> Vec<String> {
        let report =
            NewNote::parse_with(json.as_bytes(), &Context(Limits { longest: 3 })).expect_err("wrong");
        report.issues().iter().map(|issue| format!("{} {}", issue.pointer(), issue.code())).collect()
    };
    assert!(NewNote::parse_with(br#"{"title": "a", "text": "b"}"#, &Context(Limits { longest: 3 })).is_ok());
    assert_eq!(codes(r#"{"title": "ab", "text": "cd"}"#), ["# sum"]);
    assert_eq!(codes(r#"{"title": "abcde", "text": ""}"#), ["# sum", "#/title length", "#/title plan"]);
    let patch = NotePatch::parse_with(br#"{"title": "abcd"}"#, &Context(Limits { longest: 3 }));
    assert_eq!(patch.expect_err("wrong").issues()[0].code(), "plan");
}
