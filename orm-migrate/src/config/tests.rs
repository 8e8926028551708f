//! What an `orm.toml` may say, and how mistakes are told.

use std::fs;
use std::path::Path;

use orm_schema::Dialect;
use tempfile::TempDir;

use super::{Config, ConfigError, UrlSource};

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("the test can write and read its files");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("the test can write and read its files")).unwrap();
        fs::write(path, text).expect("the test can write and read its files");
    }
    folder
}

/// The message without the folder, and the hint.
fn mistake(text: &str) -> (String, Option<String>) {
    let folder = folder(&[("orm.toml", text)]);
    let error = Config::find(folder.path()).unwrap_err();
    let prefix = format!("{}/", folder.path().display());
    (error.to_string().replace(&prefix, ""), error.hint())
}

const SQLITE: &str = "dialect = 'sqlite'\nschema = ['src/schema.rs']\n";

#[test]
fn every_key_is_read() {
    let folder = folder(&[(
        "orm.toml",
        "dialect = 'postgres'\nschema = ['src/a.rs', 'src/b']\nout = 'db'\nurl = { env = 'DATABASE_URL' }\n\
         direct_url = 'postgres://h/d'\nfeatures = ['audit']",
    )]);
    let config = Config::find(folder.path()).expect("the test can write and read its files");
    assert_eq!(config.dialect, Dialect::Postgres);
    assert_eq!(config.schema, [Path::new("src/a.rs"), Path::new("src/b")]);
    assert_eq!(config.out, folder.path().join("db"));
    assert_eq!(config.url, Some(UrlSource::Env("DATABASE_URL".to_owned())));
    assert_eq!(config.direct_url, Some(UrlSource::Literal("postgres://h/d".to_owned())));
    assert_eq!(config.features, ["audit"]);
}

#[test]
fn the_file_is_found_upward() {
    let folder = folder(&[("orm.toml", SQLITE), ("src/deep/x.rs", "")]);
    let config =
        Config::find(&folder.path().join("src/deep")).expect("the test can write and read its files");
    assert_eq!(config.root, folder.path());
    assert_eq!(config.out, folder.path().join("migrations"));
}

#[test]
fn the_only_project_of_a_workspace_is_found_from_its_root() {
    let folder = folder(&[
        ("Cargo.toml", "[workspace]\nmembers = ['apps/*']"),
        ("apps/one/Cargo.toml", "[package]\nname = 'first'"),
        ("apps/one/orm.toml", SQLITE),
        ("apps/two/Cargo.toml", "[package]\nname = 'second'"),
    ]);
    let config = Config::find(folder.path()).expect("the test can write and read its files");
    assert_eq!(config.root, folder.path().join("apps/one"));
}

#[test]
fn several_projects_are_listed() {
    let folder = folder(&[
        ("Cargo.toml", "[workspace]\nmembers = ['apps/*', 'old']\nexclude = ['apps/gone']"),
        ("apps/one/Cargo.toml", "[package]\nname = 'first'"),
        ("apps/one/orm.toml", SQLITE),
        ("apps/gone/orm.toml", SQLITE),
        ("old/orm.toml", SQLITE),
    ]);
    let error = Config::find(folder.path()).unwrap_err();
    assert_eq!(error.to_string(), "the workspace has several projects: `first`, `old`");
    assert_eq!(
        error.hint().expect("the test can write and read its files"),
        "pass `--project first`, or run it in the folder of one"
    );

    let first = Config::find_project(folder.path(), "first").expect("the test can write and read its files");
    assert_eq!(first.root, folder.path().join("apps/one"));
    assert!(Config::find_project(folder.path(), "apps/one").is_ok());
    let error = Config::find_project(folder.path(), "third").unwrap_err();
    assert_eq!(error.hint().expect("the test can write and read its files"), "there are `first`, `old`");
}

#[test]
fn no_file_at_all() {
    let folder = folder(&[]);
    let error = Config::find(folder.path()).unwrap_err();
    assert!(matches!(error, ConfigError::NotFound { .. }));
    assert_eq!(error.hint().expect("the test can write and read its files"), "`orm-migrate init` writes one");
}

#[test]
fn mistakes_have_a_place_and_a_way_out() {
    for (text, message, hint) in [
        ("dialekt = 'sqlite'\n", "orm.toml:1:1: unknown key `dialekt`", Some("did you mean `dialect`?")),
        (
            "schema = 'a.rs'\ndialect = 'oracle'\n",
            "orm.toml:2:11: unknown dialect `oracle`",
            Some(r#"it is "postgres", "mysql" or "sqlite""#),
        ),
        (
            "dialect = 'postgers'\nschema = 'a.rs'",
            "orm.toml:1:11: unknown dialect `postgers`",
            Some("did you mean `postgres`?"),
        ),
        (
            "schema = 'a.rs'",
            "orm.toml:1:1: `dialect` is missing",
            Some(r#"add `dialect = "sqlite"` (or "postgres", "mysql")"#),
        ),
        (
            "dialect = 'sqlite'",
            "orm.toml:1:1: `schema` is missing",
            Some(r#"add `schema = ["src/schema.rs"]`"#),
        ),
        (
            "dialect = 'sqlite'\nschema = ['a.rs', 7]",
            "orm.toml:2:19: `schema` is a string, not of type integer",
            None,
        ),
        (
            "dialect = 'sqlite'\nschema = 'a.rs'\nurl = { env = 'X', file = 'y' }",
            "orm.toml:3:20: unknown key `file`",
            Some("the keys are `env`"),
        ),
        (
            "dialect = 'sqlite'\nschema = 'a.rs'\nurl = 5",
            r#"orm.toml:3:7: `url` is a string or `{ env = "DATABASE_URL" }`"#,
            None,
        ),
    ] {
        assert_eq!(mistake(text), (message.to_owned(), hint.map(str::to_owned)));
    }
}

#[test]
fn broken_toml_has_a_place() {
    let (message, _) = mistake("dialect = 'sqlite\nschema = ''");
    assert!(message.starts_with("orm.toml:1:"), "{message}");
}

#[test]
fn a_schema_path_that_leads_nowhere_is_named() {
    let folder =
        folder(&[("orm.toml", "dialect = 'sqlite'\nschema = ['src', 'app/**/*.rs']\n"), ("src/a.rs", "")]);
    let error = Config::find(folder.path())
        .expect("the test can write and read its files")
        .check_schema_paths()
        .unwrap_err();
    assert!(error.to_string().ends_with("orm.toml:2:18: no file matches `app/**/*.rs`"), "{error}");
}
