//! A folder as it is written, and everything that can be wrong with it afterwards.

use std::fs;
use std::path::Path;

use chrono::{DateTime, TimeZone, Utc};
use orm_schema::model::{ColumnDef, ObjectName, TableDef};
use orm_schema::{Dialect, SchemaDef, SqlType};
use tempfile::TempDir;

use super::{Folder, FolderError};
use crate::dialect::{Directive, Statement};
use crate::hazard::{Hazard, Severity, Subject};

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 12, 0, 0).single().expect("noon exists")
}

fn schema(tables: &[&str]) -> SchemaDef {
    let table = |name: &&str| TableDef {
        name: ObjectName::new(*name),
        columns: vec![ColumnDef::new("id", SqlType::Int)],
        ..TableDef::default()
    };
    SchemaDef { tables: tables.iter().map(table).collect(), ..SchemaDef::default() }
}

fn statement(sql: &str) -> Statement {
    Statement { sql: sql.to_owned(), hazards: Vec::new(), is_transactional: true, directive: None }
}

/// A folder with two migrations.
fn two_migrations() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("migrations");
    for (name, tables) in [("one", &["a"][..]), ("two", &["a", "b"])] {
        let statements = [statement("CREATE TABLE x (id INTEGER)")];
        let target = schema(tables);
        let draft =
            read(&path).draft(name, noon(), &statements, (&target, Dialect::Sqlite)).expect("same dialect");
        draft.write().expect("the folder is writable");
    }
    folder
}

fn read(path: &Path) -> Folder {
    Folder::read(path).expect("the folder is in order")
}

/// The message about a folder of two migrations after `damage`, without the path; and the exit code.
fn complaint(damage: impl FnOnce(&Path)) -> (String, u8) {
    let folder = two_migrations();
    let path = folder.path().join("migrations");
    damage(&path);
    let result = Folder::read(&path).and_then(|folder| folder.schema(Dialect::Sqlite));
    let error = result.expect_err("the folder is damaged");
    assert!(error.hint().is_some());
    (error.to_string().replace(&format!("{}/", path.display()), ""), error.exit_code())
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("it is there");
    assert!(text.contains(from), "{text}");
    fs::write(file, text.replace(from, to)).expect("it is writable");
}

#[test]
fn what_is_written_reads_back() {
    let folder = two_migrations();
    let read = read(&folder.path().join("migrations"));
    let stems: Vec<String> = read.migrations().iter().map(super::MigrationFile::stem).collect();
    assert_eq!(stems, ["20261120120000_one", "20261120120001_two"]);
    assert_eq!(read.schema(Dialect::Sqlite).map_err(|error| error.to_string()), Ok(schema(&["a", "b"])));
}

#[test]
fn a_folder_that_is_not_there_is_empty() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let read = read(&folder.path().join("nothing"));
    assert!(read.migrations().is_empty());
    assert_eq!(read.schema(Dialect::Mysql).map_err(|error| error.to_string()), Ok(SchemaDef::default()));
}

#[test]
fn statements_stand_below_their_hazards_and_directives() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let subject = Subject { table: ObjectName::new("users"), column: Some("note".to_owned()) };
    let hazard = Hazard {
        code: "OM102",
        severity: Severity::Error,
        message: "drops column `users.note` and its data".to_owned(),
        hint: None,
        subject,
    };
    let statements = [
        Statement { hazards: vec![hazard], ..statement("ALTER TABLE \"users\" DROP COLUMN \"note\"") },
        Statement {
            directive: Some(Directive::Rebuild(ObjectName::new("users"))),
            ..statement("CREATE TABLE \"__new_users\" (id INTEGER)")
        },
    ];
    let target = schema(&["a"]);
    let draft =
        read(folder.path()).draft("x", noon(), &statements, (&target, Dialect::Sqlite)).expect("a draft");
    let hash = crate::snapshot::hash(&target, Dialect::Sqlite);
    let expected = format!(
        "-- orm: v=1 from=empty to={hash}

-- OM102 error: drops column `users.note` and its data
ALTER TABLE \"users\" DROP COLUMN \"note\";

-- orm:rebuild \"users\"
CREATE TABLE \"__new_users\" (id INTEGER);
"
    );
    assert_eq!(draft.files()[0].sql, expected);
}

#[test]
fn statements_that_want_no_transaction_get_a_file_of_their_own() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let statements = [
        statement("ALTER TABLE a ADD x INTEGER"),
        Statement { is_transactional: false, ..statement("CREATE INDEX CONCURRENTLY i ON a (x)") },
        statement("ALTER TABLE a ADD y INTEGER"),
    ];
    let target = schema(&["a"]);
    let draft =
        read(folder.path()).draft("x", noon(), &statements, (&target, Dialect::Postgres)).expect("a draft");
    let names: Vec<String> = draft.files().iter().map(super::DraftFile::file_name).collect();
    assert_eq!(names, ["20261120120000_x.sql", "20261120120001_x_2.sql", "20261120120002_x_3.sql"]);
    let first_lines: Vec<&str> = draft.files().iter().filter_map(|file| file.sql.lines().next()).collect();
    let hash = crate::snapshot::hash(&target, Dialect::Postgres);
    let last = format!("-- orm: v=1 from=empty to={hash}");
    assert_eq!(first_lines, ["-- orm: v=1 from=empty to=empty", "-- no-transaction", last.as_str()]);

    draft.write().expect("the folder is writable");
    assert_eq!(read(folder.path()).schema(Dialect::Postgres).map_err(|error| error.to_string()), Ok(target));
}

#[test]
fn an_empty_migration_leaves_the_schema_as_it_is() {
    let folder = two_migrations();
    let path = folder.path().join("migrations");
    let before = read(&path).schema_hash();
    let target = schema(&["a", "b", "c"]);
    read(&path)
        .draft("seed", noon(), &[], (&target, Dialect::Sqlite))
        .and_then(|draft| draft.write())
        .expect("written");
    assert_eq!(read(&path).schema_hash(), before);
    assert_eq!(
        read(&path).schema(Dialect::Sqlite).map_err(|error| error.to_string()),
        Ok(schema(&["a", "b"]))
    );
}

#[test]
fn a_schema_that_the_database_cannot_tell_apart_keeps_the_hash() {
    let folder = two_migrations();
    let read = read(&folder.path().join("migrations"));
    let mut wider = schema(&["a", "b"]);
    wider.tables[0].columns[0].ty = SqlType::BigInt;
    let hash = |schema: &SchemaDef| read.hash_of(schema, Dialect::Sqlite);
    assert_eq!(hash(&wider).ok(), read.schema_hash());
    wider.tables[0].columns[0].ty = SqlType::Text;
    assert_ne!(hash(&wider).ok(), read.schema_hash());
}

#[test]
fn damage_is_named() {
    let one = "20261120120000_one.sql";
    let two = "20261120120001_two.sql";
    assert_eq!(
        complaint(|path| edit(&path.join(one), "CREATE", "create")),
        (format!("`{one}` was edited after it had been generated"), 6)
    );
    assert_eq!(
        complaint(|path| fs::remove_file(path.join(two)).expect("it is there")),
        (format!("`{two}` is missing"), 6)
    );
    assert_eq!(
        complaint(|path| fs::write(path.join("20261120120002_three.sql"), "").expect("writable")),
        ("`20261120120002_three.sql` is not in orm.lock".to_owned(), 6)
    );
    assert_eq!(
        complaint(|path| fs::remove_file(path.join("orm.lock")).expect("it is there")),
        ("`orm.lock` is missing".to_owned(), 6)
    );
    assert_eq!(
        complaint(|path| fs::remove_file(path.join("meta/20261120120001_two.json")).expect("it is there")),
        ("the snapshot `meta/20261120120001_two.json` is missing".to_owned(), 6)
    );
    assert_eq!(
        complaint(|path| edit(&path.join("meta/20261120120001_two.json"), "integer", "text")).0,
        "`meta/20261120120001_two.json`: the schema does not fit the `hash` written beside it: the file was edited by hand"
    );
    assert_eq!(
        complaint(|path| {
            fs::copy(path.join("meta/20261120120000_one.json"), path.join("meta/20261120120001_two.json"))
                .expect("both are there");
        })
        .0,
        "`meta/20261120120001_two.json` is not the snapshot that belongs to its migration"
    );
}

#[test]
fn a_damaged_lock_file_is_named() {
    let swap = |path: &Path| {
        let lock = fs::read_to_string(path.join("orm.lock")).expect("it is there");
        let lines: Vec<&str> = lock.lines().collect();
        let swapped = format!("{}\n{}\n{}\n", lines[0], lines[2], lines[1]);
        fs::write(path.join("orm.lock"), swapped).expect("writable");
    };
    assert_eq!(
        complaint(swap),
        ("`orm.lock`, line 2: `20261120120001_two` does not follow from the lines above it".to_owned(), 6)
    );
    assert_eq!(
        complaint(|path| edit(&path.join("orm.lock"), "20261120120001", "<<<<<<< HEAD\n20261120120001")),
        ("`orm.lock`, line 3: two branches added migrations, and the merge is not resolved".to_owned(), 6)
    );
    assert_eq!(
        complaint(|path| edit(&path.join("orm.lock"), "orm.lock 1", "orm.lock 3")).0,
        "`orm.lock` has format 3, this version reads format 2"
    );
    assert_eq!(
        complaint(|path| edit(&path.join("orm.lock"), " to=", " too=")).0,
        "`orm.lock`, line 2: expected `<version> <name> sha256=.. chain=.. to=..`"
    );
    assert_eq!(
        complaint(|path| edit(&path.join("orm.lock"), "sqlite", "mysql")).0,
        "`orm.lock` is for MySQL, but orm.toml says SQLite"
    );
}

#[test]
fn line_ends_of_another_system_are_no_edit() {
    let folder = two_migrations();
    let path = folder.path().join("migrations");
    edit(&path.join("20261120120000_one.sql"), "\n", "\r\n");
    read(&path);
}

#[test]
fn an_edit_can_be_accepted() {
    let folder = two_migrations();
    let path = folder.path().join("migrations");
    edit(&path.join("20261120120000_one.sql"), "INTEGER", "BIGINT");
    let accepted = Folder::accept_edits(&path).map_err(|error| error.to_string());
    assert_eq!(accepted, Ok(vec!["20261120120000_one.sql".to_owned()]));
    assert_eq!(
        read(&path).schema(Dialect::Sqlite).map_err(|error| error.to_string()),
        Ok(schema(&["a", "b"]))
    );
}

#[test]
fn a_failed_write_leaves_the_folder_as_it_was() {
    let folder = two_migrations();
    let path = folder.path().join("migrations");
    let draft = read(&path)
        .draft("three", noon(), &[statement("x")], (&schema(&["c"]), Dialect::Sqlite))
        .expect("a draft");
    // A folder in the place of the lock file makes the last rename fail.
    fs::remove_file(path.join("orm.lock")).expect("it is there");
    fs::create_dir_all(path.join("orm.lock/x")).expect("writable");
    let before = listing(&path);
    assert!(matches!(draft.write(), Err(FolderError::Unwritable { .. })));
    assert_eq!(listing(&path), before);
}

fn listing(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        names.push(entry.path().display().to_string());
        names.extend(listing(&entry.path()));
    }
    names.sort();
    names
}
