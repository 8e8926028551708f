#![expect(clippy::option_option, reason = "absent, NULL and a value are three things in a patch")]
use super::issues;
use crate::models::Model;
use crate::prelude::*;
use crate::schema::{InsertRow, PatchSet};

use super::{Project, Status};

#[derive(Debug, Insert)]
#[model(Project, server(owner_id))]
struct CreateProject {
    #[validate(length(min = 2))]
    name: String,
    #[serde(rename = "what")]
    description: Option<String>,
    status: Option<Status>,
    stars: Option<Option<i16>>,
    level: i32,
    twice: i32,
    #[model(skip)]
    #[validate(length(max = 3))]
    template: Option<String>,
    #[model(skip)]
    count: u8,
}

#[derive(Debug, Patch)]
#[model(Project, deny_unknown_fields)]
struct Rename {
    name: String,
    description: Option<Option<String>>,
    status: Option<Status>,
}

#[test]
fn a_written_model_has_the_names_and_rules_of_its_columns_and_its_own() {
    assert_eq!(
        issues::<CreateProject>(
            r#"{"name": "abcdef", "what": "x", "level": 11, "twice": 1, "count": 1, "template": "abcd"}"#
        ),
        [
            "#/name length: must have 1 to 5 characters",
            "#/level range: must be at least 0 and at most 10",
            "#/template length: must have at most 3 characters",
        ]
    );
    assert_eq!(
        issues::<CreateProject>(r#"{"name": 1, "status": null, "level": 1, "twice": 1}"#),
        [
            "#/name type: must be a string, not an integer",
            "#/status type: must be the name of a variant, not null",
            "#/count required: is required",
        ]
    );
    assert_eq!(
        issues::<CreateProject>(r#"{"name": "a", "level": 1, "twice": 1, "count": 1}"#),
        ["#/name length: must have at least 2 characters"]
    );
}

#[test]
fn the_server_completes_a_written_model() {
    let create =
        CreateProject::parse(br#"{"name": "ab", "level": 1, "twice": 1, "count": 1, "stars": null}"#)
            .expect("valid");
    assert_eq!((create.count, create.template.as_deref()), (1, None));
    let cells = InsertRow::of(create.with_owner_id(7)).into_cells();
    let given: Vec<bool> = cells.iter().map(Option::is_some).collect();
    // id, owner_id, name, description, status, stars, level, double, twice
    assert_eq!(given, [false, true, true, true, false, true, true, false, true]);
}

#[test]
fn a_written_patch_tells_absent_from_null() {
    let rename = Rename::parse(br#"{"name": "ab", "description": null}"#).expect("valid");
    assert_eq!(PatchSet::of(rename).into_changes().len(), 2);
    assert_eq!(
        issues::<Rename>(r#"{"description": "x", "level": 1}"#),
        ["#/name required: is required", "#/level unknown_field: is not a field of this request"]
    );
}
