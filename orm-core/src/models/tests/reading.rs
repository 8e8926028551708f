use super::{NewProject, NewProjectBody, ProjectPatch, Status, issues};
use crate::models::Model;
use crate::prelude::*;

#[test]
fn absent_fields_are_null_or_left_to_the_database() {
    let new = NewProject::parse(br#"{"ownerId": 1, "name": "a", "twice": 2}"#).expect("valid");
    assert_eq!((new.id, new.owner_id, new.name.as_str()), (None, 1, "a"));
    assert_eq!((new.description, new.status, new.stars), (None, None, None));
    assert_eq!((new.level, new.twice), (0, 4));
}

#[test]
fn null_and_absent_differ_where_there_is_a_default() {
    let new = NewProject::parse(br#"{"ownerId": 1, "name": "a", "twice": 2, "stars": null}"#).expect("valid");
    assert_eq!(new.stars, Some(None));
}

#[test]
fn a_body_leaves_the_server_its_columns() {
    let json = br#"{"name": "a", "twice": 2, "ownerId": 666, "id": 7, "about": "x", "status": "in_review"}"#;
    let new = NewProjectBody::parse(json).expect("valid").with_owner_id(1);
    assert_eq!((new.id, new.owner_id), (None, 1));
    assert_eq!((new.description.as_deref(), new.status), (Some("x"), Some(Status::InReview)));
}

#[test]
fn a_patch_tells_keep_from_null_and_never_takes_what_the_server_sets() {
    let patch = ProjectPatch::parse(br#"{"description": null, "level": 4, "ownerId": 666}"#).expect("valid");
    assert_eq!((patch.description, patch.level), (Some(None), Some(4)));
    assert_eq!((patch.name, patch.stars, patch.owner_id), (None, None, None));
    assert_eq!(issues::<ProjectPatch>(r#"{"name": null}"#), ["#/name type: must be a string, not null"]);
}

#[test]
fn all_type_errors_are_found_at_once_in_the_order_of_the_fields() {
    let json = r#"{"stars": 70000, "status": "secret", "description": {}, "level": 1.5, "name": 1}"#;
    assert_eq!(
        issues::<NewProject>(json),
        [
            "#/ownerId required: is required",
            "#/name type: must be a string, not an integer",
            "#/description type: must be a string, not an object",
            "#/status variant: must be `active` or `in_review`",
            "#/stars invalid: must be an integer from -32768 to 32767",
            "#/level type: must be an integer, not a number",
            "#/twice required: is required",
        ]
    );
}

#[test]
fn a_key_given_twice_is_an_error() {
    let json = r#"{"name": "a", "twice": 1, "description": "x", "about": "y"}"#;
    assert_eq!(issues::<NewProjectBody>(json), ["#/description duplicate: is given twice"]);
}

#[test]
fn what_no_database_stores_is_refused() {
    let json = r#"{"name": "a\u0000", "twice": 1}"#;
    assert_eq!(issues::<NewProjectBody>(json), ["#/name nul: must not contain NUL characters"]);
}

#[test]
fn any_deserializer_will_do_and_hears_of_everything() {
    let patch: ProjectPatch = serde_json::from_str(r#"{"stars": null, "unknown": [1]}"#).expect("valid");
    assert_eq!(patch.stars, Some(None));
    let error = serde_json::from_str::<ProjectPatch>(r#"{"name": 1, "level": "x"}"#).expect_err("wrong");
    assert_eq!(
        error.to_string(),
        "`name` must be a string, not an integer; `level` must be an integer, not a string"
    );
}

#[test]
fn text_that_is_no_object_is_one_error() {
    assert_eq!(issues::<ProjectPatch>("[]"), ["# type: must be an object, not an array"]);
    assert_eq!(issues::<ProjectPatch>("{"), ["# syntax: is not valid JSON: broken at line 1 column 1"]);
}

#[derive(Debug, Clone, Table)]
#[expect(dead_code, reason = "only its models are used")]
struct Event {
    r#type: String,
    at: Option<i64>,
}

#[test]
fn a_field_may_have_the_name_of_a_keyword() {
    let event = new!(Event { r#type: "click", at: 7 });
    assert_eq!((event.r#type.as_str(), event.at), ("click", Some(7)));
    assert_eq!(NewEvent::parse(br#"{"type": "click"}"#).expect("valid").r#type, "click");
}
