//! A schema that makes no sense: exit code 2, every mistake at its place, nothing written.

use orm_tests::project::Project;

use crate::complaint;

/// What `generate` says about a table with these fields and table attributes.
#[track_caller]
fn mistake(source: &str) -> String {
    let project = Project::sqlite(source);
    let text = complaint(&project, &["generate"], 2);
    assert!(project.files("migrations").is_empty());
    text
}

#[track_caller]
fn assert_mistake(source: &str, first_lines: &str, hint: &str) {
    let text = mistake(source);
    assert!(text.starts_with(first_lines), "{text}");
    assert!(text.contains(hint), "{text}");
}

#[test]
fn an_unknown_attribute() {
    assert_mistake(
        "#[derive(Table)]\n#[table(name = \"a\")]\nstruct A {\n    #[column(primry_key)]\n    id: i32,\n}\n",
        "error: unknown",
        "\n --> src/schema.rs:4:14\n",
    );
}

#[test]
fn conflicting_attributes() {
    let text = mistake(
        "#[derive(Table)]\n#[table(name = \"a\")]\nstruct A {\n    #[column(primary_key)]\n    id: i32,\n    \
         #[column(varchar = 5, char = 5)]\n    name: String,\n}\n",
    );
    assert!(text.contains(" --> src/schema.rs:6:"), "{text}");
}

#[test]
fn two_tables_of_one_name() {
    let text = mistake(
        "#[derive(Table)]\n#[table(name = \"a\")]\nstruct A {\n    #[column(primary_key)]\n    id: i32,\n}\n\
         #[derive(Table)]\n#[table(name = \"a\")]\nstruct B {\n    #[column(primary_key)]\n    id: i32,\n}\n",
    );
    assert!(text.starts_with("error: "), "{text}");
    assert!(text.contains("`a`"), "{text}");
    assert!(text.contains("src/schema.rs:"), "{text}");
}

#[test]
fn a_reference_to_nothing() {
    let text = mistake(
        "#[derive(Table)]\n#[table(name = \"a\")]\nstruct A {\n    #[column(primary_key)]\n    id: i32,\n    \
         #[column(references = Gone::id)]\n    gone_id: i32,\n}\n",
    );
    assert!(text.contains("`Gone`"), "{text}");
    assert!(text.contains(" --> src/schema.rs:6:"), "{text}");
}

#[test]
fn a_type_nobody_knows() {
    let text = mistake(
        "#[derive(Table)]\n#[table(name = \"a\")]\nstruct A {\n    #[column(primary_key)]\n    id: i32,\n    \
         shape: geo::Polygon,\n}\n",
    );
    assert!(text.contains("Polygon"), "{text}");
    assert!(text.contains(" --> src/schema.rs:6:"), "{text}");
    assert!(text.contains("#[column(type = "), "{text}");
}

#[test]
fn source_that_is_no_rust() {
    let text = mistake("#[derive(Table)]\nstruct A {\n    id: i32\n    name: String,\n}\n");
    assert!(text.contains(" --> src/schema.rs:4:"), "{text}");
}

#[test]
fn all_mistakes_are_said_at_once() {
    let text = mistake(
        "#[derive(Table)]\n#[table(name = \"a\")]\nstruct A {\n    #[column(primry_key)]\n    id: i32,\n    \
         shape: geo::Polygon,\n    #[column(references = Gone::id)]\n    gone_id: i32,\n}\n",
    );
    assert!(text.matches("error: ").count() >= 3, "{text}");
}

#[test]
fn a_reserved_word_is_a_name_like_others() {
    let project = Project::sqlite(
        "#[derive(Table)]\n#[table(name = \"order\")]\npub struct Order {\n    #[column(primary_key)]\n    pub id: i32,\n    \
         #[column(name = \"select\")]\n    pub choice: String,\n}\n",
    );
    project.run(&["generate"]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
    project.run(&["status", "--check"]).exits_with(0);
}
