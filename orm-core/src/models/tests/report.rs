use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{NewProjectBody, ProjectPatch};
use crate::models::{Model, Report};
use crate::prelude::*;

#[test]
fn the_rejected_value_is_nowhere() {
    let secret = "hunter2-4711";
    for json in [
        json!({ "name": secret, "level": 99, "twice": 1 }),
        json!({ "name": [secret], "status": secret, "twice": secret }),
        json!({ "name": "a", "twice": 2_000_000_011 }),
    ] {
        let report = NewProjectBody::parse(json.to_string().as_bytes()).expect_err("wrong");
        let said = format!("{report} {report:?} {}", serde_json::to_string(&report).expect("serializes"));
        assert!(!said.contains("hunter2") && !said.contains("2000000011"), "{said}");
    }
}

#[test]
fn a_message_that_quotes_the_value_is_replaced() {
    let report = NewProjectBody::parse(br#"{"name": "a", "twice": 2000000011}"#).expect_err("wrong");
    assert_eq!(report.to_string(), "`twice` is not valid");
}

#[test]
fn text_that_is_no_json_is_a_bad_request() {
    let report = ProjectPatch::parse(b"nonsense").expect_err("wrong");
    assert_eq!(report.status(), 400);
    let document = serde_json::to_value(&report).expect("serializes");
    assert_eq!(document["code"], "malformed_request");
    assert_eq!(document["formErrors"], json!(["is not valid JSON: broken at line 1 column 2"]));
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Settings {
    #[allow(dead_code, reason = "read by nobody, refused by many")]
    limits: HashMap<u8, Vec<bool>>,
}

#[derive(Debug, Clone, Table)]
#[expect(dead_code, reason = "only its models are used")]
struct Account {
    settings: Json<Settings>,
}

#[test]
fn a_pointer_leads_into_documents() {
    let report = NewAccount::parse(br#"{"settings": {"limits": {"7": [true, 1]}}}"#).expect_err("wrong");
    let issue = &report.issues()[0];
    assert_eq!(
        (issue.pointer().as_str(), issue.message()),
        ("#/settings/limits/7/1", "must be a boolean, not an integer")
    );
    let document = serde_json::to_value(&report).expect("serializes");
    assert_eq!(
        document["fieldErrors"],
        json!({ "settings": ["limits.7.1: must be a boolean, not an integer"] })
    );
}

#[test]
fn errors_of_validator_lose_their_values() {
    let mut error = validator::ValidationError::new("length");
    error.add_param("min".into(), &3);
    error.add_param("value".into(), &"hunter2");
    let mut errors = validator::ValidationErrors::new();
    errors.add("name", error);
    let report = Report::from(errors);
    assert_eq!(report.to_string(), "`name` must have at least 3 characters");
    assert!(!format!("{report:?}").contains("hunter2"));
}
