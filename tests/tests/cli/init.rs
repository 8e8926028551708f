//! `init`.

use orm_tests::project::Project;

use crate::complaint;

#[test]
fn init_writes_a_project_that_generates() {
    let project = Project::new();
    let run = project.run(&["init"]).exits_with(0);
    assert_eq!(run.stdout, "orm.toml\nsrc/schema.rs\n");
    assert_eq!(
        run.stderr,
        "wrote orm.toml and src/schema.rs\n\
         next: add `mod schema;` to your crate, edit src/schema.rs, and run `orm-migrate generate`\n"
    );
    let run = project.run(&["generate", "--dry-run"]).exits_with(0);
    assert!(run.stdout.contains("CREATE TABLE \"users\""), "{}", run.stdout);
    project.run(&["generate"]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
    project.run(&["status", "--check"]).exits_with(0);
}

#[test]
fn init_knows_the_other_databases() {
    for dialect in ["postgres", "mysql"] {
        let project = Project::new();
        project.run(&["init", "--dialect", dialect]).exits_with(0);
        assert!(project.read("orm.toml").starts_with(&format!("dialect = \"{dialect}\"\n")));
        project.run(&["generate"]).exits_with(0);
    }
}

#[test]
fn init_overwrites_nothing() {
    let project = Project::new();
    project.write("orm.toml", "mine");
    assert_eq!(
        complaint(&project, &["init"], 2),
        "error: `orm.toml` is there already\nhint: edit it, or run `init` in another folder\n"
    );
    assert_eq!(project.read("orm.toml"), "mine");
}

#[test]
fn init_keeps_a_schema() {
    let project = Project::new();
    project.write("src/schema.rs", "// mine\n");
    let run = project.run(&["init"]).exits_with(0);
    assert_eq!(run.stdout, "orm.toml\n");
    assert_eq!(project.read("src/schema.rs"), "// mine\n");
}
