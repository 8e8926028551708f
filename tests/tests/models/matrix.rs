//! What each model says to each sort of value of each column: `models/validation.md`.

use std::fmt::Write as _;

use orm_core::models::{Model, NoContext};
use orm_tests::workspace::root;

use crate::cases::{Column, Of, columns, request};
use crate::foreign::{ForeignPatch, NewForeign, NewForeignBody};
use crate::schema::{KindPatch, NewKind, NewKindBody, NewPart, NewPartBody, PartPatch};

#[test]
fn every_model_says_the_right_thing_to_every_value() {
    let mut actual = String::from(
        "# What models say\n\nFor each column of `tests/models/schema.rs` and `foreign.rs`: a value of each sort, and the report of each model.\n",
    );
    for column in columns() {
        section(&mut actual, &column);
    }
    let path = root().join("tests/models/validation.md");
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &actual).expect("a writable golden");
        return;
    }
    for (line, (actual, expected)) in actual.lines().zip(expected.lines()).enumerate() {
        assert_eq!(
            actual,
            expected,
            "line {} of {}; UPDATE_EXPECT=1 writes it anew",
            line + 1,
            path.display()
        );
    }
    assert_eq!(actual.lines().count(), expected.lines().count());
}

/// What a model says of a request body.
type Shown = fn(&str) -> String;

fn section(text: &mut String, column: &Column) {
    let models: [(&str, Shown); 3] = match column.of {
        Of::Kinds => {
            [("insert", said::<NewKind>), ("body", said::<NewKindBody>), ("patch", said::<KindPatch>)]
        }
        Of::Foreign => [
            ("insert", said::<NewForeign>),
            ("body", said::<NewForeignBody>),
            ("patch", said::<ForeignPatch>),
        ],
        Of::Parts => {
            [("insert", said::<NewPart>), ("body", said::<NewPartBody>), ("patch", said::<PartPatch>)]
        }
    };
    write!(text, "\n## `{}`\n\n| value | insert | body | patch |\n|---|---|---|---|\n", column.name)
        .expect("text takes text");
    for (name, value) in column.cases() {
        let shown = value.as_ref().map_or_else(String::new, |value| format!(" `{value}`"));
        write!(text, "| {name}{shown} |").expect("text takes text");
        for (model, say) in models {
            let request = request(column, value.clone(), model == "patch");
            write!(text, " {} |", say(&request.to_string())).expect("text takes text");
        }
        text.push('\n');
    }
}

/// `ok`, or each issue.
fn said<M: Model<Context = NoContext>>(json: &str) -> String {
    match M::parse(json.as_bytes()) {
        Ok(_) => "ok".to_owned(),
        Err(report) => {
            let issues = report.issues().iter();
            let issues: Vec<String> = issues
                .map(|issue| format!("`{}` {}: {}", issue.pointer(), issue.code(), issue.message()))
                .collect();
            issues.join("; ")
        }
    }
}
