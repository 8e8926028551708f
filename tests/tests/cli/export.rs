//! `export`.

use orm_tests::project::Project;

use crate::{USERS, complaint};

const TYPES: &[&str] = &["export", "--format", "typescript", "--out", "models.ts"];

#[test]
fn export_writes_a_file_and_says_when_it_is_stale() {
    let project = Project::sqlite(USERS);
    let check: Vec<&str> = TYPES.iter().copied().chain(["--check"]).collect();
    let stale = "models.ts is not what the structs say: `orm-migrate export` writes it\n";
    assert_eq!(complaint(&project, &check, 3), stale);
    assert!(!project.path("models.ts").exists());
    assert_eq!(complaint(&project, TYPES, 0), "wrote models.ts\n");
    assert_eq!(complaint(&project, TYPES, 0), "models.ts is current\n");
    assert_eq!(complaint(&project, &check, 0), "models.ts is current\n");
    assert!(project.read("models.ts").contains("export interface NewUser {"));
    project.write("src/schema.rs", &USERS.replace("pub name", "pub full_name"));
    assert_eq!(complaint(&project, &check, 3), stale);
    assert!(project.read("models.ts").contains("  name: string;\n"), "nothing is written");
}

#[test]
fn export_prints_each_format_without_a_database() {
    let project = Project::sqlite(USERS);
    for (format, part) in [
        ("typescript", "export interface UserPatch {\n"),
        ("json-schema", "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""),
        ("sql", "CREATE TABLE \"users\" ("),
        ("mermaid", "erDiagram\n"),
        ("dbml", "Table \"users\" {\n"),
    ] {
        let run = project.run(&["export", "--format", format]).exits_with(0);
        assert!(run.stdout.contains(part), "{format}:\n{}", run.stdout);
        assert_eq!(run.stderr, "", "{format}");
    }
}

#[test]
fn export_writes_queries_of_the_routes_that_it_finds() {
    let project = Project::sqlite(USERS);
    let words = complaint(&project, &["export", "--format", "queries"], 2);
    assert!(words.contains("no routes are declared in the files that `schema` names"), "{words}");
    let service = "async fn list() -> Json<Vec<User>> { Json(Vec::new()) }\nfn router() -> Router { routes! { GET \"/users\" => list } }\n";
    project.write("src/schema.rs", &format!("{USERS}{service}"));
    let run = project.run(&["export", "--format", "queries", "--models", "./types.js"]).exits_with(0);
    assert!(run.stdout.contains("import type * as models from \"./types.js\";"), "{}", run.stdout);
    assert!(
        run.stdout.contains("export const list = () => asked<models.User[]>([\"users\"]);"),
        "{}",
        run.stdout
    );
    project.write("src/schema.rs", &format!("{USERS}{}", service.replace("=> list", "=> lists")));
    let words = complaint(&project, &["export", "--format", "queries"], 2);
    assert!(words.contains("`lists` is no `async fn` that was read\n  --> src/schema.rs:10:51"), "{words}");
}

#[test]
fn export_speaks_json() {
    let project = Project::sqlite(USERS);
    let json = ["--output", "json"];
    let data = |arguments: &[&str], code| {
        let run = project.run(&[arguments, &json].concat()).exits_with(code);
        let mut envelope: serde_json::Value = serde_json::from_str(&run.stdout).expect("an envelope");
        envelope["data"].take()
    };
    let printed = data(&["export", "--format", "mermaid"], 0);
    assert!(printed["text"].as_str().is_some_and(|text| text.starts_with("erDiagram")), "{printed}");
    let written = data(TYPES, 0);
    assert_eq!((&written["file"], &written["changed"]), (&"models.ts".into(), &true.into()));
    let stale = data(&["export", "--format", "sql", "--out", "models.ts", "--check"], 3);
    assert_eq!((&stale["changed"], &stale["written"]), (&true.into(), &false.into()));
}

#[test]
fn export_says_what_is_wrong_with_the_structs_and_with_the_file() {
    let project = Project::sqlite(&USERS.replace("String", "Strin"));
    let words = complaint(&project, &["export", "--format", "typescript"], 2);
    assert!(words.contains("how is `Strin` stored?"), "{words}");
    let project = Project::sqlite(USERS);
    let words = complaint(&project, &["export", "--format", "sql", "--out", "missing/schema.sql"], 1);
    assert!(words.contains("`missing/schema.sql` cannot be written"), "{words}");
}
