//! `generate`.

use orm_tests::project::Project;

use crate::{USERS, complaint, migrations, stable};

#[test]
fn the_first_migration_is_written_and_then_nothing_changed() {
    let project = Project::sqlite(USERS);
    let run = project.run(&["generate"]).exits_with(0);
    assert_eq!(stable(&run.stdout), "migrations/<version>_create_users.sql\n");
    assert_eq!(stable(&run.stderr), "wrote migrations/<version>_create_users.sql (<n> ms)\n");
    assert_eq!(
        project.files("migrations").iter().map(|file| stable(file)).collect::<Vec<_>>(),
        [
            "migrations/.gitattributes",
            "migrations/<version>_create_users.sql",
            "migrations/down/<version>.sql",
            "migrations/meta/<version>_create_users.json",
            "migrations/orm.lock",
        ]
    );
    let before = project.files("migrations");
    assert_eq!(complaint(&project, &["generate"], 0), "nothing changed (1 table, <n> ms)\n");
    assert_eq!(project.files("migrations"), before);
}

#[test]
fn a_new_field_becomes_the_next_migration() {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    project.write("src/schema.rs", &USERS.replace("pub name", "pub age: Option<i32>,\n    pub name"));
    let run = project.run(&["generate"]).exits_with(0);
    assert_eq!(stable(&run.stdout), "migrations/<version>_add_age_to_users.sql\n");
    let sql = project.read(&migrations(&project)[1]);
    assert!(sql.contains("ALTER TABLE \"users\" ADD COLUMN \"age\" INTEGER;\n"), "{sql}");
}

#[test]
fn the_name_can_be_given() {
    let project = Project::sqlite(USERS);
    let run = project.run(&["generate", "--name", "First & best!"]).exits_with(0);
    assert_eq!(stable(&run.stdout), "migrations/<version>_first_best.sql\n");
    assert_eq!(
        complaint(&project, &["generate", "--name", "?"], 2),
        "error: `?` makes no name\nhint: use letters and digits: `--name \"add files\"`\n"
    );
}

#[test]
fn check_writes_nothing_and_says_so_by_its_exit_code() {
    let project = Project::sqlite(USERS);
    assert_eq!(
        complaint(&project, &["generate", "--check"], 3),
        "the migrations lag behind the structs: `orm-migrate generate` writes the next one\n"
    );
    assert!(project.files("migrations").is_empty());
    project.run(&["generate"]).exits_with(0);
    assert_eq!(complaint(&project, &["generate", "--check"], 0), "nothing changed (1 table, <n> ms)\n");
}

#[test]
fn a_dry_run_prints_the_sql() {
    let project = Project::sqlite(USERS);
    let run = project.run(&["generate", "--dry-run"]).exits_with(0);
    assert!(run.stdout.starts_with("-- orm: v=1 from=empty to="), "{}", run.stdout);
    assert!(run.stdout.contains("CREATE TABLE \"users\" ("), "{}", run.stdout);
    assert_eq!(stable(&run.stderr), "would write migrations/<version>_create_users.sql (<n> ms)\n");
    assert!(project.files("migrations").is_empty());
}

#[test]
fn an_empty_migration_is_filled_in_by_hand() {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    let run = project.run(&["generate", "--empty", "--name", "first user"]).exits_with(0);
    assert_eq!(
        stable(&run.stderr),
        "wrote migrations/<version>_first_user.sql (<n> ms)\n\
         next: write the statements, then run `orm-migrate generate --accept-edits` to enter them in orm.lock\n"
    );
    let file = &migrations(&project)[1];
    let edited = project.read(file) + "INSERT INTO \"users\" (\"name\") VALUES ('Ada');\n";
    project.write(file, &edited);
    let run = project.run(&["generate", "--accept-edits"]).exits_with(0);
    assert_eq!(
        stable(&run.stderr),
        "entered the edits of migrations/<version>_first_user.sql in orm.lock\nnothing changed (1 table, <n> ms)\n"
    );
    let run = project.run(&["migrate"]).exits_with(0);
    assert!(run.stderr.ends_with("applied 2 migrations\n"), "{}", run.stderr);
}

#[test]
fn what_loses_data_is_said_with_its_place() {
    let project = Project::sqlite(&USERS.replace("pub name", "pub note: String,\n    pub name"));
    project.run(&["generate"]).exits_with(0);
    project.write("src/schema.rs", USERS);
    let run = project.run(&["generate"]).exits_with(0);
    assert!(run.stderr.contains("`users.note`"), "{}", run.stderr);
    assert!(run.stderr.contains("--> src/schema.rs:4:"), "{}", run.stderr);
    let sql = project.read(&migrations(&project)[1]);
    assert!(sql.contains("\n-- OM"), "{sql}");
}

#[test]
fn order_of_fields_is_no_change() {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    let swapped = USERS
        .replace("    pub name: String,\n", "")
        .replace("    #[column(primary_key", "    pub name: String,\n    #[column(primary_key");
    project.write("src/schema.rs", &swapped);
    assert_eq!(complaint(&project, &["generate"], 0), "nothing changed (1 table, <n> ms)\n");
}
