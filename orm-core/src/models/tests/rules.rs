use validator::{Validate, ValidationError};

use super::{NewProjectBody, ProjectPatch, issues};
use crate::models::rules::Rules;
use crate::prelude::*;

#[test]
fn rules_of_the_schema_and_of_the_user_are_one() {
    assert_eq!(
        issues::<NewProjectBody>(r#"{"name": "", "level": 11, "twice": 1}"#),
        ["#/name length: must have 1 to 5 characters", "#/level range: must be at least 0 and at most 10",]
    );
    assert_eq!(
        issues::<ProjectPatch>(r#"{"name": "123456"}"#),
        ["#/name length: must have 1 to 5 characters"]
    );
}

#[test]
fn rules_hold_of_an_absent_value() {
    assert!(ProjectPatch::default().validate().is_ok());
}

#[derive(Debug, Clone, Table)]
#[expect(dead_code, reason = "only its models are used")]
#[validate(schema(function = "ends_agree"))]
struct Contact {
    #[validate(email(code = "address", message = "is no address"))]
    email: String,
    #[validate(must_match(other = email, message = "differs"))]
    email_again: String,
    #[validate(url, contains = "example")]
    site: Option<String>,
    #[validate(custom(function = even))]
    #[column(default = 2)]
    number: i32,
    #[validate(range(exclusive_min = 0, max = 1.5))]
    ratio: Option<f64>,
    #[validate(required)]
    phone: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "rules take references")]
fn even(number: &i32) -> Result<(), ValidationError> {
    if number % 2 == 0 {
        Ok(())
    } else {
        Err(ValidationError::new("even").with_message("must be even".into()))
    }
}

fn ends_agree(contact: &NewContact) -> Result<(), ValidationError> {
    if contact.email.len() == contact.email_again.len() { Ok(()) } else { Err(ValidationError::new("ends")) }
}

#[test]
fn every_rule_has_its_code_and_its_words() {
    let json =
        r#"{"email": "a", "emailAgain": "?", "email_again": "bc", "site": "x", "number": 3, "ratio": 0}"#;
    assert_eq!(
        issues::<NewContact>(json),
        [
            "# ends: is not valid",
            "#/email address: is no address",
            "#/email_again must_match: differs",
            "#/site url: must be a URL",
            "#/site contains: must contain `example`",
            "#/number even: must be even",
            "#/ratio range: must be greater than 0",
            "#/phone required: is required",
        ]
    );
    // What only a whole row can keep is not asked of a change.
    assert!(ContactPatch { email_again: Some("b".to_owned()), ..ContactPatch::default() }.validate().is_ok());
}

#[test]
fn lists_are_counted_in_elements() {
    let mut rules = Rules::new();
    rules.on("tags", Some(&vec![1])).elements(Some(2), None, None);
    let errors = rules.finish().expect_err("too few");
    let report = crate::models::Report::from(errors);
    assert_eq!(report.to_string(), "`tags` must have at least 2 elements");
}
