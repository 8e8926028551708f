//! `--output json`: one envelope on stdout, silence on stderr, for success and failure.

use orm_tests::project::Project;
use serde_json::{Value, json};

use crate::{USERS, migrations};

#[track_caller]
fn envelope(project: &Project, arguments: &[&str], code: i32) -> Value {
    let run = project.run(&[arguments, &["--output", "json"]].concat()).exits_with(code);
    assert_eq!(run.stderr, "");
    let envelope: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout));
    assert_eq!(envelope["format"], 1);
    assert_eq!(envelope["exit_code"], code);
    envelope
}

#[test]
fn every_command_has_an_envelope() {
    let project = Project::new();
    let init = envelope(&project, &["init"], 0);
    assert_eq!(init["status"], "ok");
    assert_eq!(init["data"], json!({ "files": ["orm.toml", "src/schema.rs"] }));

    let generate = envelope(&project, &["generate"], 0);
    assert_eq!(generate["command"], "generate");
    assert_eq!(generate["data"]["changed"], true);
    assert_eq!(generate["data"]["files"][0]["file"], migrations(&project)[0]);

    let status = envelope(&project, &["status", "--check"], 3);
    assert_eq!(status["status"], "pending");
    assert_eq!(status["data"]["migrations"][0]["state"], "pending");

    let migrate = envelope(&project, &["migrate"], 0);
    assert_eq!(migrate["data"]["applied"][0]["name"], "create_users");
    assert_eq!(envelope(&project, &["status"], 0)["data"]["current"], true);
}

#[test]
fn errors_have_a_code_and_a_place() {
    let project = Project::sqlite(&USERS.replace("name: String", "name: Strin"));
    let invalid = envelope(&project, &["generate"], 2);
    assert_eq!((&invalid["status"], &invalid["code"]), (&json!("error"), &json!("schema_invalid")));
    let place = &invalid["diagnostics"][0]["place"];
    assert_eq!((&place["file"], &place["line"]), (&json!("src/schema.rs"), &json!(7)));

    assert_eq!(envelope(&Project::new(), &["status"], 2)["code"], "config_not_found");
    assert_eq!(envelope(&project, &["frobnicate"], 2)["code"], "usage");
}

#[test]
fn a_decision_comes_with_what_to_pass() {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    project.write("src/schema.rs", &USERS.replace("pub name", "pub full_name"));
    let undecided = envelope(&project, &["generate"], 4);
    assert_eq!(undecided["code"], "decision_needed");
    assert_eq!(undecided["data"]["questions"][0]["added"], "users.full_name");
    let answer = undecided["data"]["hints"]["renamed"].as_str().expect("it is text");
    project.run(&["generate", "--hints", answer]).exits_with(0);
}
