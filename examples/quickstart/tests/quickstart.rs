//! The example runs, and shows every step with the SQL and the rows.

use std::process::Command;

#[test]
fn every_step_shows_its_sql_and_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_quickstart")).arg(folder.path().join("app.db")).output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{stdout}\n{}", String::from_utf8_lossy(&output.stderr));

    let steps: Vec<&str> = stdout.split("\n== ").skip(1).collect();
    let titles: Vec<&str> = steps.iter().filter_map(|step| step.lines().next()).collect();
    assert_eq!(
        titles,
        [
            "Migrations, generated from the structs by `cargo run -p orm-migrate generate`",
            "Migrate",
            "Compare the compiled-in schema with the database",
            "Insert",
            "Filter and order",
            "Join",
            "Aggregate",
            "Projects with their chats and files",
            "Inside JSON documents",
            "Update",
            "Transaction",
            "A good request body",
            "Bad request bodies",
            "Done",
        ]
    );
    let step = |title: &str| *steps.iter().find(|step| step.starts_with(title)).unwrap();
    assert!(step("Migrate\n").contains(r#"sql │ CREATE TABLE "projects""#));
    assert!(step("Compare").contains("the database has the schema of this program"));
    assert!(step("Join").contains(r#"row │ ("Analytical engine", Some("Punched cards"))"#));
    assert!(step("Join").contains(r#"row │ ("Notes", None)"#));
    assert!(step("Aggregate").contains(r#""messages": 15"#));
    let nested = step("Projects with their chats");
    assert_eq!(nested.matches("sql │").count(), 3);
    assert!(nested.contains(r#"Analytical engine: chats ["Bernoulli numbers", "Punched cards"], files 1"#));
    assert!(nested.contains(r#""chats": [],"#));
    assert!(step("Inside JSON documents").contains(r#"row │ ("Notes", Some("difference-2"), Some(40))"#));
    assert!(step("Update").contains("status: Archived"));
    assert!(step("Transaction").contains("the project is still there: true"));
    assert!(step("A good request body").contains(r#""historyLength": 20"#));
    for pointer in ["#/name", "#/status", "#/settings/historyLength"] {
        assert!(step("Bad request bodies").contains(pointer), "{pointer} is reported");
    }
}
