//! A folder of migrations that is not as it was generated: exit code 6; one that cannot be written: 1.

use std::fs;

use orm_tests::project::Project;

use crate::{USERS, complaint, migrations, stable};

/// A project with one migration.
fn generated() -> (Project, String) {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    let file = migrations(&project).remove(0);
    (project, file)
}

fn remove(project: &Project, file: &str) {
    fs::remove_file(project.path(file)).expect("it was generated");
}

#[test]
fn an_edited_migration() {
    let (project, file) = generated();
    project.write(&file, &project.read(&file).replace("TEXT", "BLOB"));
    for command in ["generate", "migrate", "status"] {
        assert_eq!(
            complaint(&project, &[command], 6),
            "error: `migrations/<version>_create_users.sql` was edited after it had been generated\n\
             hint: if the edit is wanted and the migration is not applied anywhere yet, \
             `orm-migrate generate --accept-edits` enters it in orm.lock; otherwise restore the file\n"
        );
    }
    assert!(!project.path("app.db").exists());
}

#[test]
fn a_missing_migration() {
    let (project, file) = generated();
    remove(&project, &file);
    for command in ["generate", "migrate", "status"] {
        assert_eq!(
            complaint(&project, &[command], 6),
            "error: `migrations/<version>_create_users.sql` is missing\nhint: restore it from version control\n"
        );
    }
}

#[test]
fn a_migration_that_nobody_generated() {
    let (project, _) = generated();
    project.write("migrations/seed.sql", "SELECT 1;");
    assert_eq!(
        complaint(&project, &["migrate"], 6),
        "error: `migrations/seed.sql` is not in orm.lock\n\
         hint: make a migration of your own with `orm-migrate generate --empty --name <words>` and move the SQL there\n"
    );
}

#[test]
fn a_missing_lock_file() {
    let (project, _) = generated();
    remove(&project, "migrations/orm.lock");
    assert_eq!(
        complaint(&project, &["generate"], 6),
        "error: `migrations/orm.lock` is missing\nhint: restore it from version control\n"
    );
}

#[test]
fn a_merge_that_is_not_resolved() {
    let (project, _) = generated();
    let lock = project.read("migrations/orm.lock");
    project.write("migrations/orm.lock", &format!("<<<<<<< HEAD\n{lock}=======\n{lock}>>>>>>> other\n"));
    let text = complaint(&project, &["generate"], 6);
    assert!(
        text.starts_with(
            "error: `migrations/orm.lock`, line 1: two branches added migrations, and the merge is not resolved\nhint: "
        ),
        "{text}"
    );
}

#[test]
fn a_corrupt_snapshot() {
    let (project, file) = generated();
    let snapshot = file.replace("migrations/", "migrations/meta/").replace(".sql", ".json");
    let text = project.read(&snapshot);
    for (damaged, message) in [
        (
            text.replace("\"type\"", "\"typ\""),
            "error: `migrations/meta/<version>_create_users.json`, line 10, column ",
        ),
        (
            text.replace("\"text\"", "\"bytes\""),
            "error: `migrations/meta/<version>_create_users.json`: the schema does not fit",
        ),
        (
            text.replace("\"format\": 1", "\"format\": 9"),
            "error: `migrations/meta/<version>_create_users.json`: snapshot format 9",
        ),
    ] {
        assert_ne!(damaged, text);
        project.write(&snapshot, &damaged);
        let complaint = complaint(&project, &["generate"], 6);
        assert!(complaint.starts_with(message), "{complaint}");
        assert!(complaint.contains("\nhint: "), "{complaint}");
    }
    remove(&project, &snapshot);
    let complaint = complaint(&project, &["generate"], 6);
    assert!(
        complaint
            .starts_with("error: the snapshot `migrations/meta/<version>_create_users.json` is missing\n")
    );
}

#[test]
fn migrations_for_another_database() {
    let (project, _) = generated();
    project
        .write("orm.toml", &project.read("orm.toml").replace("dialect = \"sqlite\"", "dialect = \"mysql\""));
    assert_eq!(
        complaint(&project, &["generate"], 6),
        "error: `migrations/orm.lock` is for SQLite, but orm.toml says MySQL\n\
         hint: give each database a folder of its own with `out` in orm.toml\n"
    );
}

#[test]
fn a_folder_that_cannot_be_made() {
    let project = Project::sqlite(USERS);
    project.write("migrations", "a file is in the way");
    let run = project.run(&["generate"]).exits_with(1);
    assert!(run.stderr.starts_with("error: cannot read `migrations`: "), "{}", run.stderr);
    assert_eq!(project.read("migrations"), "a file is in the way");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let (project, _) = generated();
    project.write("src/schema.rs", &USERS.replace("users", "people"));
    let set_mode =
        |path: &str, mode| fs::set_permissions(project.path(path), fs::Permissions::from_mode(mode));
    set_mode("migrations", 0o555).expect("it is ours");
    set_mode("migrations/meta", 0o555).expect("it is ours");
    let before = project.files("migrations");

    let mut command = project.command(&["generate", "--hints", r#"{"create":["people"]}"#]);
    if fs::metadata(project.path(".")).expect("it is there").uid() == 0 {
        // Nothing is read-only for root: run as nobody, from a copy of the program that nobody can reach.
        set_mode(".", 0o755).expect("it is ours");
        let program = project.path("orm-migrate");
        fs::copy(command.get_program(), &program).expect("the program can be copied");
        let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        command = std::process::Command::new(program);
        command.args(arguments).current_dir(project.path(".")).env("NO_COLOR", "1").uid(65534).gid(65534);
    }
    let output = command.output().expect("it can be run");
    set_mode("migrations", 0o755).expect("it is ours");
    set_mode("migrations/meta", 0o755).expect("it is ours");

    let stderr = stable(&String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.starts_with("error: cannot write `migrations/"), "{stderr}");
    assert!(
        stderr.ends_with("hint: nothing was changed; give yourself write access to the folder\n"),
        "{stderr}"
    );
    assert_eq!(project.files("migrations"), before);
}
