//! `pull`: a database as structs.

use orm_tests::database::{self, Server};
use orm_tests::project::Project;
use orm_tests::raw;

use crate::{complaint, migrations, stable};

/// A project for the database at `url`, without source.
fn without_source(dialect: &str, url: &str) -> Project {
    let project = Project::with_database(dialect, url, "");
    std::fs::remove_file(project.path("src/schema.rs")).expect("it was written");
    project
}

const SQLITE: &str = "
    CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, \"type\" TEXT NOT NULL DEFAULT 'x', email TEXT UNIQUE);
    CREATE TABLE posts (id INTEGER NOT NULL PRIMARY KEY, author INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE);
    CREATE INDEX posts_author_idx ON posts (author);
    CREATE VIEW v AS SELECT 1;";

async fn sqlite_file() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("app.db").display());
    raw::execute(Server::Sqlite, &url, &[SQLITE.to_owned()]).await;
    (folder, url)
}

#[tokio::test]
async fn a_database_is_written_as_structs() {
    let (_folder, url) = sqlite_file().await;
    let project = without_source("sqlite", &url);
    let run = project.run(&["pull"]).exits_with(0);
    assert_eq!(run.stdout, "src/schema.rs\n");
    let source = project.read("src/schema.rs");
    for expected in [
        "#[derive(Table, Debug, Clone)]\n#[table(name = \"users\")]\npub struct User {\n    #[column(primary_key, auto_increment)]\n    pub id: i64,\n",
        "    #[column(default = \"x\")]\n    pub r#type: String,\n",
        "    #[column(unique)]\n    pub email: Option<String>,\n",
        "    #[column(index, references = User::id, on_delete = \"cascade\")]\n    pub author: i64,\n",
    ] {
        assert!(source.contains(expected), "{expected}\n{source}");
    }
    // What is pulled is what is there.
    project.run(&["push", "--dry-run"]).exits_with(0);
    let run = project.run(&["push", "--dry-run"]).exits_with(0);
    assert_eq!(run.stdout, "");
}

#[tokio::test]
async fn nothing_is_overwritten_in_silence() {
    let (_folder, url) = sqlite_file().await;
    let project = without_source("sqlite", &url);
    project.write("src/schema.rs", "// mine\n");
    assert_eq!(
        complaint(&project, &["pull"], 2),
        "error: `src/schema.rs` is there already\nhint: pass `--force` to write in its place, or `--out` for another folder\n"
    );
    assert_eq!(project.read("src/schema.rs"), "// mine\n");
    let run = project.run(&["pull", "--out", "pulled"]).exits_with(0);
    assert_eq!(run.stdout, "pulled/schema.rs\n");
    let run = project.run(&["pull", "--force"]).exits_with(0);
    assert!(
        run.stderr.ends_with("(2 tables, 1 view), in the place of the file that was there\n"),
        "{}",
        run.stderr
    );
}

#[tokio::test]
async fn a_project_begins_with_what_is_there() {
    let (_folder, url) = sqlite_file().await;
    let project = Project::new();
    let run = project.run(&["pull", "--init", "--url", &url]).exits_with(0);
    assert_eq!(stable(&run.stdout), "orm.toml\nsrc/schema.rs\nmigrations/<version>_pulled.sql\n");
    project.run(&["status", "--check", "--url", &url]).exits_with(0);
    project.run(&["check", "--url", &url]).exits_with(0);
    assert!(complaint(&project, &["generate"], 0).starts_with("nothing changed (2 tables"));
    let said = complaint(&project, &["pull", "--init", "--force", "--url", &url], 2);
    assert!(said.starts_with("error: there are migrations already"), "{said}");

    // A new database gets the same.
    let other = "sqlite://other.db?mode=rwc";
    project.run(&["migrate", "--url", other]).exits_with(0);
    project.run(&["check", "--url", other]).exits_with(0);
    assert_eq!(migrations(&project).len(), 1);
}

#[tokio::test]
async fn what_was_there_before_is_never_taken_back() {
    let (_folder, url) = sqlite_file().await;
    let project = Project::new();
    project.run(&["pull", "--init", "--url", &url]).exits_with(0);
    for arguments in [&["down", "--url", &url][..], &["down", "--to", "0", "--url", &url]] {
        assert_eq!(
            complaint(&project, arguments, 1),
            "error: `<version>_pulled.sql` cannot be taken back: it describes what was there before the first migration\n\
             hint: write a migration that leads on, or restore a backup\n"
        );
    }
    assert_eq!(raw::number(Server::Sqlite, &url, "SELECT count(*) FROM users").await, 0);
    project.run(&["status", "--check", "--url", &url]).exits_with(0);
}

#[tokio::test]
async fn a_project_is_only_written_together_with_its_history() {
    let (_folder, url) = sqlite_file().await;
    let nowhere = Project::new();
    // A file where the folder of the source would be.
    nowhere.write("src", "");
    let said = complaint(&nowhere, &["pull", "--init", "--url", &url], 1);
    assert!(said.starts_with("error: cannot write `src/schema.rs`"), "{said}");
    assert_eq!(nowhere.files("migrations").len(), 0);

    // The database refuses the history, then it has one of its own.
    let project = Project::new();
    let said = complaint(&project, &["pull", "--init", "--url", &url.replace("mode=rwc", "mode=ro")], 1);
    assert!(said.contains("app.db` is read-only\n"), "{said}");
    assert_eq!(project.files(""), [""; 0]);
    Project::new().run(&["pull", "--init", "--url", &url]).exits_with(0);
    let said = complaint(&project, &["pull", "--init", "--url", &url], 1);
    assert_eq!(
        said,
        "error: the database has a history of migrations, the last of which is `<version>_pulled.sql`\n\
         hint: pull without `--init`, beside the folder of these migrations\n"
    );
    assert_eq!(project.files(""), [""; 0]);
}

#[tokio::test]
async fn a_pattern_is_no_place_for_the_source() {
    let (_folder, url) = sqlite_file().await;
    let project = Project::new();
    for pattern in ["src/models/*.rs", "src/?.rs", "src/[ab].rs"] {
        let config = format!("dialect = \"sqlite\"\nschema = [\"{pattern}\"]\nurl = \"{url}\"\n");
        project.write("orm.toml", &config);
        assert_eq!(
            complaint(&project, &["pull"], 2),
            "error: `schema` in orm.toml names no single file\nhint: say where the source goes: `--out src`\n"
        );
        assert_eq!(project.files(""), ["orm.toml"]);
    }
}

#[tokio::test]
async fn a_new_project_names_the_file_that_was_asked_for() {
    let (_folder, url) = sqlite_file().await;
    let project = Project::new();
    let run = project.run(&["pull", "--init", "--out", "db", "--url", &url]).exits_with(0);
    assert_eq!(stable(&run.stdout), "orm.toml\ndb/schema.rs\nmigrations/<version>_pulled.sql\n");
    assert!(project.read("orm.toml").contains("schema = [\"db/schema.rs\"]"), "{}", project.read("orm.toml"));
    assert!(complaint(&project, &["generate"], 0).starts_with("nothing changed (2 tables"));
    project.run(&["check", "--url", &url]).exits_with(0);
}

#[tokio::test]
async fn a_project_that_is_there_has_to_read_the_file() {
    let leads_to = async |schema: &str, out: &str| {
        let (_folder, url) = sqlite_file().await;
        let project = Project::new();
        let config = format!("dialect = \"sqlite\"\nschema = [\"{schema}\"]\nurl = \"{url}\"\n");
        project.write("orm.toml", &config);
        let run = project.run(&["pull", "--init", "--out", out]);
        if run.code == Some(0) {
            assert!(complaint(&project, &["generate"], 0).starts_with("nothing changed (2 tables"));
            return true;
        }
        let run = run.exits_with(2);
        assert_eq!(
            run.stderr,
            format!(
                "error: `schema` in orm.toml does not lead to `{out}/schema.rs`\n\
                 hint: add it there, or pull without `--out`: the first migration has to fit the structs\n"
            )
        );
        assert_eq!(project.files(""), ["orm.toml"]);
        false
    };
    for schema in ["db/schema.rs", "db/../db/schema.rs", "db", "*/schema.rs", "d?"] {
        assert!(leads_to(schema, "db").await, "{schema}");
    }
    for schema in ["src/schema.rs", "*.rs", "db/schema.rs.rs"] {
        assert!(!leads_to(schema, "db").await, "{schema}");
    }
}

#[test]
fn what_the_model_cannot_hold_is_said_with_the_reason() {
    database::run(Server::Postgres, async |url| {
        let sql = "CREATE TYPE mood AS ENUM ('happy', 'so so');
             CREATE TYPE place AS (x integer, y integer);
             CREATE TABLE people (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood NOT NULL DEFAULT 'so so',
                                  spot point, made timestamptz(3) NOT NULL DEFAULT now());
             CREATE RULE quiet AS ON DELETE TO people DO INSTEAD NOTHING;";
        raw::execute(Server::Postgres, &url, &[sql.to_owned()]).await;
        let project = without_source("postgres", &url);
        let run = project.run(&["pull"]).exits_with(0);
        assert!(run.stderr.contains("info: not in the model: rule `quiet` of `people`"), "{}", run.stderr);
        let source = project.read("src/schema.rs");
        for expected in [
            "// Not in the model: composite type `place`: composite types are not part of the model.\n",
            "// Not in the model: rule `quiet` of `people`: rules are not part of the model.\n",
            "    // `point` is read as `String`: take another type where that does not fit.\n    #[column(type = \"point\")]\n    pub spot: Option<String>,\n",
            "    #[column(default = Mood::SoSo)]\n    pub mood: Mood,\n",
            "    #[column(precision = 3, default = now())]\n    pub made: chrono::DateTime<chrono::Utc>,\n",
            "#[column_type(name = \"mood\")]\npub enum Mood {\n    #[column_type(name = \"happy\")]\n    Happy,\n    #[column_type(name = \"so so\")]\n    SoSo,\n}\n",
        ] {
            assert!(source.contains(expected), "{expected}\n{source}");
        }
        let run = project.run(&["push", "--dry-run"]).exits_with(0);
        assert_eq!(run.stdout, "");
    });
}

#[test]
fn a_column_of_serial_is_adopted_and_becomes_an_identity_that_goes_on_counting() {
    database::run(Server::Postgres, async |url| {
        let sql = "CREATE TABLE people (number serial PRIMARY KEY, name text NOT NULL);
             INSERT INTO people (name) VALUES ('a'), ('b'), ('c'); DELETE FROM people WHERE name = 'c';";
        raw::execute(Server::Postgres, &url, &[sql.to_owned()]).await;
        let project = without_source("postgres", &url);
        let run = project.run(&["pull", "--init"]).exits_with(0);
        assert!(!run.stderr.contains("not in the model"), "{}", run.stderr);
        let source = project.read("src/schema.rs");
        let pulled = "    #[column(primary_key, identity(serial))]\n    pub number: i32,\n";
        assert!(source.contains(pulled), "{source}");
        project.run(&["check", "--database"]).exits_with(0);

        project.write("src/schema.rs", &source.replace("identity(serial)", "auto_increment"));
        project.run(&["generate"]).exits_with(0);
        project.run(&["plan", "--check"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        project.run(&["check", "--database"]).exits_with(0);
        raw::execute(Server::Postgres, &url, &["INSERT INTO people (name) VALUES ('d')".to_owned()]).await;
        let number = "SELECT number::bigint FROM people WHERE name = 'd'";
        assert_eq!(raw::number(Server::Postgres, &url, number).await, 4);

        // A new database is built by the same files, from a serial column on.
        let elsewhere = || {
            database::run(Server::Postgres, async |other| {
                project.run(&["migrate", "--url", &other]).exits_with(0);
                project.run(&["check", "--url", &other]).exits_with(0);
            });
        };
        std::thread::scope(|scope| scope.spawn(elsewhere).join()).expect("a new database is the same");
        project.run(&["down"]).exits_with(0);
        raw::execute(Server::Postgres, &url, &["INSERT INTO people (name) VALUES ('e')".to_owned()]).await;
        assert_eq!(raw::number(Server::Postgres, &url, &number.replace("'d'", "'e'")).await, 5);
    });
}

/// Of everything that stands beside tables, one, with names and texts that need care.
const BESIDE_TABLES: &str = r#"
    CREATE SCHEMA empty;
    CREATE SEQUENCE numbers START 1000 INCREMENT 10 CYCLE;
    CREATE DOMAIN email AS text CONSTRAINT email_check CHECK (VALUE LIKE '%@%');
    CREATE DOMAIN short AS varchar(5);
    CREATE TABLE projects (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text NOT NULL, mail email,
                           number bigint NOT NULL DEFAULT nextval('numbers'));
    CREATE TABLE chats (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, project_id integer);
    CREATE FUNCTION a_name() RETURNS text LANGUAGE sql AS $$ SELECT b_name(1) || '"' $$;
    CREATE FUNCTION b_name(n integer) RETURNS text LANGUAGE sql AS $$ SELECT name FROM projects WHERE id = n $$;
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := trim(NEW.name); RETURN NEW; END $$;
    CREATE TRIGGER projects_touch BEFORE INSERT OR UPDATE ON projects FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE VIEW active_projects WITH (security_barrier) AS
      SELECT p.id, p.name, p.mail, upper(p.name) AS "shown As" FROM projects p WHERE p.name <> 'x';
    COMMENT ON VIEW active_projects IS 'those in use';
    CREATE VIEW named_chats AS SELECT c.id, p.name FROM chats c LEFT JOIN active_projects p ON p.id = c.project_id;
    CREATE MATERIALIZED VIEW chat_counts AS SELECT project_id, count(*) AS chats FROM chats GROUP BY project_id;
    CREATE UNIQUE INDEX chat_counts_key ON chat_counts (project_id);"#;

#[test]
fn views_and_what_stands_beside_the_tables_are_declared() {
    let project = Project::new();
    database::run(Server::Postgres, async |url| {
        // A function that calls another is made behind it, whatever they are called.
        let sql = BESIDE_TABLES
            .replace("CREATE FUNCTION a_name", "SET check_function_bodies = off; CREATE FUNCTION a_name");
        raw::execute(Server::Postgres, &url, &[sql]).await;
        let run = project.run(&["pull", "--init", "--url", &url]).exits_with(0);
        assert!(run.stderr.contains("(2 tables, 3 views, 6 objects)\n"), "{}", run.stderr);
        let lacks = "info: not in the model: domain `short`: its type has no Rust type that says all of it";
        assert!(run.stderr.contains(lacks), "{}", run.stderr);
        let source = project.read("src/schema.rs");
        for expected in [
            "#[derive(ColumnType, Debug, Clone, PartialEq)]\n#[column_type(domain = \"email\", check = \"VALUE ~~ '%@%'::text\")]\npub struct Email(pub String);\n",
            "    pub mail: Option<Email>,\n",
            "#[derive(View, Debug, Clone)]\n#[view(\n    name = \"active_projects\",\n    security_barrier,\n    comment = \"those in use\",\n    query = r#\"SELECT ",
            "pub struct ActiveProject {\n    pub id: i32,\n    pub name: String,\n    pub mail: Option<Email>,\n    #[column(name = \"shown As\")]\n    pub shown_as: Option<String>,\n}\n",
            "pub struct NamedChat {\n    pub id: Option<i32>,\n    pub name: Option<String>,\n}\n",
            "    materialized,\n    index(project_id, unique, name = \"chat_counts_key\"),\n",
            "pub struct ChatCount {\n    pub project_id: Option<i32>,\n    pub chats: i64,\n}\n",
            "database! {\n    sequence(\"numbers\", start = 1000, increment = 10, cycle),\n",
            "depends_on(Project),\n",
            "    trigger(\n        \"projects_touch\",\n        on = Project,\n        \"BEFORE INSERT OR UPDATE\",\n        \"FOR EACH ROW EXECUTE FUNCTION touch()\",\n    ),\n",
        ] {
            assert!(source.contains(expected), "{expected}\n{source}");
        }
        assert!(source.find("\"b_name(n integer)\"") < source.find("\"a_name()\""), "{source}");
        assert!(complaint(&project, &["generate"], 0).starts_with("nothing changed (2 tables"));
        project.run(&["check", "--url", &url]).exits_with(0);
    });
    // A new database gets the same, in an order that it accepts.
    database::run(Server::Postgres, async |url| {
        project.run(&["migrate", "--url", &url]).exits_with(0);
        project.run(&["check", "--url", &url]).exits_with(0);
        let name = "INSERT INTO projects (name) VALUES (' a ')";
        raw::execute(Server::Postgres, &url, &[name.to_owned()]).await;
        let touched = "SELECT count(*) FROM active_projects WHERE name = 'a' AND \"shown As\" = 'A'";
        assert_eq!(raw::number(Server::Postgres, &url, touched).await, 1);
    });
}

#[test]
fn a_view_of_mysql_is_declared_without_the_name_of_its_database() {
    let project = Project::new();
    database::run(Server::Mysql, async |url| {
        let sql = "CREATE TABLE users (id INT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL, boss INT);
                   CREATE VIEW named AS SELECT u.id, u.name, b.name AS boss, count(*) AS n FROM users u LEFT JOIN users b ON b.id = u.boss
                     WHERE u.name <> 'it''s \\' `x' GROUP BY u.id, u.name, b.name;
                   CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC RETURN n * 2;
                   CREATE TRIGGER users_name BEFORE INSERT ON users FOR EACH ROW SET NEW.name = trim(NEW.name)";
        raw::execute(Server::Mysql, &url, &[sql.to_owned()]).await;
        let run = project.run(&["pull", "--init", "--url", &url]).exits_with(0);
        assert!(run.stderr.contains("(1 table, 1 view, 2 objects)\n"), "{}", run.stderr);
        let source = project.read("src/schema.rs");
        let database = url.rsplit('/').next().unwrap_or_default();
        assert!(!source.contains(database), "{source}");
        let fields =
            "    pub id: i32,\n    pub name: String,\n    pub boss: Option<String>,\n    pub n: i64,\n";
        assert!(source.contains(fields), "{source}");
        assert!(complaint(&project, &["generate"], 0).starts_with("nothing changed (1 table"));
    });
    database::run(Server::Mysql, async |url| {
        project.run(&["migrate", "--url", &url]).exits_with(0);
        project.run(&["check", "--url", &url]).exits_with(0);
    });
}

#[tokio::test]
async fn a_view_of_sqlite_is_declared_as_far_as_sqlite_tells() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("app.db").display());
    let sql = "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, age INTEGER);
               CREATE VIEW ages AS SELECT name, age, count(*) AS n, age + 1 AS next FROM users GROUP BY name, age;
               CREATE VIEW twice (a) AS SELECT id FROM users;
               CREATE VIEW broken AS SELECT * FROM gone;
               CREATE VIEW foreign_words AS SELECT spelled_out(name) AS said FROM users;
               CREATE VIEW unclear AS SELECT id FROM users a JOIN users b;
               CREATE TRIGGER users_name AFTER INSERT ON users BEGIN UPDATE users SET name = trim(name) WHERE id = NEW.id; END";
    raw::execute(Server::Sqlite, &url, &[sql.to_owned()]).await;
    let project = without_source("sqlite", &url);
    let run = project.run(&["pull"]).exits_with(0);
    for lacking in [
        "not in the model: view `twice`: that its columns are named beside the query is not part of the model\n",
        "not in the model: view `broken`: it reads what is not there\n",
        "not in the model: view `foreign_words`: it needs an extension of SQLite that is not loaded here\n",
        "not in the model: view `unclear`: SQLite cannot make out its query, and says why to those who read the view\n",
    ] {
        assert!(run.stderr.contains(lacking), "{}", run.stderr);
    }
    let source = project.read("src/schema.rs");
    let fields = "    pub name: String,\n    pub age: Option<i64>,\n    pub n: i64,\n";
    assert!(source.contains(fields), "{source}");
    assert!(source.contains("SQLite does not tell the type of `next`"), "{source}");
    let run = project.run(&["push", "--dry-run"]).exits_with(0);
    assert_eq!(run.stdout, "");
}
