//! An `orm.toml` that is missing, unreadable or broken: exit code 2, with place and way out.

use orm_tests::project::Project;

use crate::{USERS, complaint};

fn with_config(config: &str) -> Project {
    let project = Project::sqlite(USERS);
    project.write("orm.toml", config);
    project
}

#[test]
fn no_config() {
    let project = Project::new();
    let text = complaint(&project, &["generate"], 2);
    assert!(text.starts_with("error: no `orm.toml` in `"), "{text}");
    assert!(text.ends_with("hint: `orm-migrate init` writes one\n"), "{text}");
    let text = complaint(&project, &["status", "--config", "other.toml"], 2);
    assert!(text.starts_with("error: cannot read `other.toml`: "), "{text}");
}

#[test]
fn broken_toml() {
    let text = complaint(&with_config("dialect = \"sqlite\nschema = []\n"), &["generate"], 2);
    assert!(text.contains(" --> orm.toml:1:"), "{text}");
}

#[test]
fn an_unreadable_config() {
    let project = Project::new();
    project.write("orm.toml/file", "");
    let text = complaint(&project, &["generate", "--config", "orm.toml"], 2);
    assert!(text.starts_with("error: cannot read `orm.toml`: "), "{text}");
}

#[test]
fn an_unknown_key() {
    assert_eq!(
        complaint(&with_config("dialect = \"sqlite\"\nschem = \"src/schema.rs\"\n"), &["generate"], 2),
        "\
error: unknown key `schem`
 --> orm.toml:2:1
  |
2 | schem = \"src/schema.rs\"
  | ^^^^^
hint: did you mean `schema`?
"
    );
}

#[test]
fn an_unknown_dialect() {
    let text =
        complaint(&with_config("dialect = \"oracle\"\nschema = \"src/schema.rs\"\n"), &["generate"], 2);
    assert!(text.starts_with("error: unknown dialect `oracle`\n --> orm.toml:1:11\n"), "{text}");
    assert!(text.ends_with("hint: it is \"postgres\", \"mysql\" or \"sqlite\"\n"), "{text}");
}

#[test]
fn a_schema_file_that_is_not_there() {
    let text =
        complaint(&with_config("dialect = \"sqlite\"\nschema = [\"src/schemas.rs\"]\n"), &["generate"], 2);
    assert_eq!(
        text,
        "\
error: there is no schema file `src/schemas.rs`
 --> orm.toml:2:11
  |
2 | schema = [\"src/schemas.rs\"]
  |           ^^^^^^^^^^^^^^^^
hint: paths are relative to the folder of orm.toml
"
    );
}

#[test]
fn a_wrong_use_of_the_command() {
    let project = Project::sqlite(USERS);
    let text = complaint(&project, &["generat"], 2);
    assert!(text.contains("unrecognized subcommand 'generat'"), "{text}");
    assert!(text.contains("generate"), "{text}");
    let text = complaint(&project, &["generate", "--check", "--empty"], 2);
    assert!(text.contains("cannot be used with"), "{text}");
}
