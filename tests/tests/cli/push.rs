//! `push`: the database made what the structs declare, without a migration.

use orm_tests::database::{self, Server};
use orm_tests::project::Project;
use orm_tests::raw;

use crate::{USERS, complaint};

/// Two tables, an enum, and something of everything that a database prints its own way.
const SHOP: &str = r#"
#[derive(ColumnType)] #[column_type(name = "kind", rename_all = "snake_case")] pub enum Kind { Book, Toy }
#[derive(Table)]
#[table(name = "makers")]
pub struct Maker { #[column(primary_key, auto_increment)] pub id: i32, #[column(varchar = 40, unique)] pub name: String }
#[derive(Table)]
#[table(name = "goods", check(name = "paid", "price between 1 and 99"), index(price.desc(), maker_id))]
pub struct Good {
    #[column(primary_key, auto_increment)] pub id: i32,
    #[column(default = Kind::Book)] pub kind: Kind,
    #[column(default = 1)] pub price: i32,
    #[column(references = Maker::id, on_delete = "cascade")] pub maker_id: i32,
    #[column(default = now())] pub made_at: DateTime<Utc>,
}
"#;

#[test]
fn a_prototype_follows_its_structs_on_postgres() {
    follows(Server::Postgres, "postgres");
}

#[test]
fn a_prototype_follows_its_structs_on_mysql() {
    follows(Server::Mysql, "mysql");
}

#[test]
fn a_prototype_follows_its_structs_on_sqlite() {
    follows(Server::Sqlite, "sqlite");
}

fn follows(server: Server, dialect: &str) {
    const NOTHING: &str = "nothing to push: the database is what the structs declare\n";
    database::run(server, async |url| {
        let project = Project::with_database(dialect, &url, SHOP);
        project.run(&["push"]).exits_with(0);
        assert_eq!(complaint(&project, &["push"], 0), NOTHING);
        let rows =
            ["INSERT INTO makers (id, name) VALUES (1, 'ada')", "INSERT INTO goods (maker_id) VALUES (1)"];
        raw::execute(server, &url, &rows.map(str::to_owned)).await;

        let changed = SHOP
            .replace("1 and 99", "1 and 999")
            .replace("Book, Toy", "Book, Toy, Game")
            .replace("pub struct Good {", "pub struct Good {\n    pub shop_id: Option<i64>,")
            .replace("pub price: i32", "pub price: i64");
        project.write("src/schema.rs", &changed);
        project.run(&["push"]).exits_with(0);
        assert_eq!(complaint(&project, &["push"], 0), NOTHING);
        assert_eq!(raw::number(server, &url, "SELECT price FROM goods WHERE maker_id = 1").await, 1);
    });
}

#[test]
fn what_would_lose_data_is_refused_and_can_be_forced() {
    let project = Project::sqlite(USERS);
    project.run(&["push"]).exits_with(0);
    project.write("src/schema.rs", &USERS.replace("    pub name: String,\n", ""));
    let said = complaint(&project, &["push"], 4);
    assert!(said.starts_with("error[OM102]: drops column `users.name` and its data"), "{said}");
    assert!(
        said.ends_with("hint: pass `--force` if that is meant, or `--dry-run` to see the SQL\n"),
        "{said}"
    );
    let run = project.run(&["push", "--dry-run"]).exits_with(0);
    assert_eq!(run.stdout, "ALTER TABLE \"users\" DROP COLUMN \"name\";\n\n");
    project.run(&["push", "--force"]).exits_with(0);
    assert!(complaint(&project, &["push"], 0).starts_with("nothing to push"));
}

#[test]
fn a_renamed_column_is_asked_about() {
    let project = Project::sqlite(USERS);
    project.run(&["push"]).exits_with(0);
    project.write("src/schema.rs", &USERS.replace("pub name", "pub full_name"));
    assert!(complaint(&project, &["push"], 4).contains("is column `users.full_name` new"));
    let hints = r#"{"rename":["users.name=users.full_name"]}"#;
    project.run(&["push", "--hints", hints]).exits_with(0);
    assert!(complaint(&project, &["push"], 0).starts_with("nothing to push"));
}

#[test]
fn a_database_of_migrations_or_in_production_is_left_alone() {
    let project = Project::sqlite(USERS);
    project.run(&["generate"]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
    project.write("src/schema.rs", &USERS.replace("pub name", "pub age: Option<i32>,\n    pub name"));
    let said = complaint(&project, &["push"], 1);
    assert!(said.contains("the database has a history of migrations, the last of which is"), "{said}");
    project.run(&["migrate", "--environment", "production"]).exits_with(0);
    let said = complaint(&project, &["push", "--force"], 1);
    let expected =
        "error: the database has the stamp `production`\nhint: write a migration: orm-migrate generate\n";
    assert_eq!(said, expected);
    project.run(&["migrate", "--environment", "staging"]).exits_with(0);
    project.run(&["push", "--force"]).exits_with(0);
}

#[test]
fn a_table_that_cannot_be_made_again_is_not_rebuilt() {
    let project = Project::sqlite(USERS);
    let url = format!("sqlite://{}?mode=rwc", project.path("app.db").display());
    let sql = "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE ON CONFLICT IGNORE)";
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    runtime.block_on(raw::execute(Server::Sqlite, &url, &[sql.to_owned()]));
    let said = complaint(&project, &["push"], 4);
    let expected = "error[OM110]: rebuilding `users` loses what the model does not hold: table `users`: its ON CONFLICT clause";
    assert!(said.contains(expected), "{said}");
    // A person has been asked.
    project.run(&["push", "--force"]).exits_with(0);
    assert!(complaint(&project, &["push"], 0).starts_with("nothing to push"));
}

#[test]
fn a_check_inside_a_column_is_not_lost_by_a_change_of_the_column() {
    const AGED: &str = r#"
#[derive(Table)]
#[table(name = "users", check(name = "age", "age > 0"))]
pub struct User { #[column(primary_key)] pub id: i32, pub age: i32, pub size: i32 }
"#;
    database::run(Server::Mysql, async |url| {
        let sql = "CREATE TABLE users (id int NOT NULL PRIMARY KEY, age int NOT NULL CHECK (age > 0), size int NOT NULL)";
        raw::execute(Server::Mysql, &url, &[sql.to_owned()]).await;
        let project = Project::with_database("mysql", &url, AGED);
        assert!(complaint(&project, &["push"], 0).starts_with("nothing to push"));
        project.write("src/schema.rs", &AGED.replace("size: i32", "size: i64"));
        project.run(&["push"]).exits_with(0);
        project.write("src/schema.rs", &AGED.replace("i32", "i64"));
        let said = complaint(&project, &["push"], 4);
        let expected =
            "error[OM110]: changing `users.age` loses what the model does not hold: check `age` of `users`";
        assert!(said.contains(expected), "{said}");
    });
}

#[test]
fn a_column_that_is_invisible_does_not_become_visible_by_a_change() {
    const AGED: &str = r#"
#[derive(Table)]
#[table(name = "users")]
pub struct User { #[column(primary_key)] pub id: i32, pub age: i32, pub size: i32 }
"#;
    database::run(Server::Mysql, async |url| {
        let sql = "CREATE TABLE users (id int NOT NULL PRIMARY KEY, age int NOT NULL INVISIBLE DEFAULT 1, size int NOT NULL)";
        raw::execute(Server::Mysql, &url, &[sql.to_owned()]).await;
        let aged = AGED.replace("pub age", "#[column(default = 1)] pub age");
        let project = Project::with_database("mysql", &url, &aged);
        assert!(complaint(&project, &["push"], 0).starts_with("nothing to push"));
        project.write("src/schema.rs", &aged.replace("age: i32", "age: i64"));
        let said = complaint(&project, &["push"], 4);
        let expected =
            "error[OM110]: changing `users.age` loses what the model does not hold: invisible column `age`";
        assert!(said.contains(expected), "{said}");
    });
}

/// A migration is reviewed, but not against what somebody did to the database since.
#[test]
fn a_migration_does_not_lose_what_structs_cannot_declare() {
    const AGED: &str = r#"
#[derive(Table)]
#[table(name = "users")]
pub struct User { #[column(primary_key)] pub id: i32, pub age: i32, pub size: i32 }
"#;
    database::run(Server::Mysql, async |url| {
        let project = Project::with_database("mysql", &url, AGED);
        project.run(&["generate", "--name", "first"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        let by_hand = "ALTER TABLE users MODIFY age int NOT NULL INVISIBLE DEFAULT 1";
        raw::execute(Server::Mysql, &url, &[by_hand.to_owned()]).await;
        project.write("src/schema.rs", &AGED.replace("i32", "i64"));
        project.run(&["generate", "--name", "second"]).exits_with(0);

        let said = complaint(&project, &["migrate"], 4);
        let loss = "error: changing `users.age` loses what the model does not hold: invisible column `age`";
        assert!(said.starts_with(loss), "{said}");
        assert!(said.contains("\nhint: pass `--force` (`Migrator::force`) if that is meant"), "{said}");
        let visible = "SELECT count(*) FROM information_schema.columns WHERE table_schema = database() \
                       AND table_name = 'users' AND extra NOT LIKE '%INVISIBLE%' AND data_type = 'bigint'";
        assert_eq!(raw::number(Server::Mysql, &url, visible).await, 0, "nothing was done");
        project.run(&["migrate", "--force"]).exits_with(0);
        assert_eq!(raw::number(Server::Mysql, &url, visible).await, 3);
    });
    let project = Project::sqlite(AGED);
    project.run(&["generate", "--name", "first"]).exits_with(0);
    let file =
        project.files("migrations").into_iter().find(|file| file.ends_with("_first.sql")).expect("a file");
    let text = project
        .read(&file)
        .replace("\"size\" INTEGER NOT NULL", "\"size\" INTEGER NOT NULL UNIQUE ON CONFLICT IGNORE");
    project.write(&file, &text);
    project.run(&["generate", "--accept-edits"]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
    project.write("src/schema.rs", "");
    project.run(&["generate", "--name", "second"]).exits_with(0);
    let said = complaint(&project, &["migrate"], 4);
    assert!(said.starts_with("error: dropping `users` loses what the model does not hold"), "{said}");
    project.run(&["migrate", "--force"]).exits_with(0);
}

/// MariaDB keeps the name that the check got when its column was called otherwise.
#[test]
fn a_check_inside_a_column_is_not_lost_when_its_column_had_or_gets_another_name() {
    const AGED: &str = r#"
#[derive(Table)]
#[table(name = "users", check(name = "age", "years > 0"))]
pub struct User { #[column(primary_key)] pub id: i32, pub years: i32, pub age: i32 }
"#;
    database::run(Server::Mysql, async |url| {
        let sql = "CREATE TABLE users (id int NOT NULL PRIMARY KEY, age int NOT NULL CHECK (age > 0));
                   ALTER TABLE users RENAME COLUMN age TO years, ADD age int NOT NULL";
        raw::execute(Server::Mysql, &url, &[sql.to_owned()]).await;
        let project = Project::with_database("mysql", &url, AGED);
        assert!(complaint(&project, &["push"], 0).starts_with("nothing to push"));
        let lost = |column: &str, of: &str| {
            format!(
                "error[OM110]: changing `{of}.{column}` loses what the model does not hold: check `age` of `users`"
            )
        };
        project.write("src/schema.rs", &AGED.replace("years: i32", "years: i64"));
        let said = complaint(&project, &["push"], 4);
        assert!(said.contains(&lost("years", "users")), "{said}");

        let renamed = AGED.replace("pub years: i32", "pub lived: i64").replace("years > 0", "lived > 0");
        project.write("src/schema.rs", &renamed.replace("\"users\"", "\"people\""));
        let hints = r#"{"rename":["users=people","people.years=people.lived"]}"#;
        let said = complaint(&project, &["push", "--hints", hints], 4);
        assert!(said.contains(&lost("years", "users")), "{said}");
    });
}

/// Each goes by the name of the other, with its rows.
#[test]
fn two_tables_exchange_their_names() {
    const BOTH: &str = r#"
#[derive(Table)] #[table(name = "old")] pub struct Old { #[column(primary_key)] pub id: i32, pub a: i32 }
#[derive(Table)] #[table(name = "new")] pub struct New { #[column(primary_key)] pub id: i32, pub b: Option<i64> }
"#;
    for (server, dialect) in
        [(Server::Postgres, "postgres"), (Server::Mysql, "mysql"), (Server::Sqlite, "sqlite")]
    {
        database::run(server, async |url| {
            let project = Project::with_database(dialect, &url, BOTH);
            project.run(&["push"]).exits_with(0);
            let rows = ["INSERT INTO old VALUES (1, 7)", "INSERT INTO new VALUES (1, 8)"];
            raw::execute(server, &url, &rows.map(str::to_owned)).await;
            let exchanged =
                BOTH.replace("\"old\"", "\"x\"").replace("\"new\"", "\"old\"").replace("\"x\"", "\"new\"");
            project.write("src/schema.rs", &exchanged);
            let hints = r#"{"rename":["old=new","new=old"]}"#;
            project.run(&["push", "--hints", hints]).exits_with(0);
            assert!(complaint(&project, &["push"], 0).starts_with("nothing to push"));
            assert_eq!(raw::number(server, &url, "SELECT count(*) FROM new WHERE a = 7").await, 1);
            assert_eq!(raw::number(server, &url, "SELECT count(*) FROM old WHERE b = 8").await, 1);
        });
    }
}

/// A view that nobody declared reads one that goes by another name.
#[test]
fn a_view_over_a_view_that_is_renamed_is_named_before_mysql_breaks_it() {
    let seen = |name: &str| {
        format!(
            "{USERS}#[derive(View)] #[view(name = \"{name}\", query = \"SELECT id, name FROM users\")] pub struct Seen {{ pub id: i32, pub name: String }}"
        )
    };
    database::run(Server::Mysql, async |url| {
        let project = Project::with_database("mysql", &url, &seen("seen"));
        project.run(&["push"]).exits_with(0);
        raw::execute(Server::Mysql, &url, &["CREATE VIEW shown AS SELECT name FROM seen".to_owned()]).await;
        project.write(
            "src/schema.rs",
            &seen("looked_at").replace("looked_at\",", "looked_at\", renamed_from = \"seen\","),
        );
        let said = complaint(&project, &["push"], 4);
        assert!(
            said.contains("no struct declares view `shown`, which reads `seen`, and that gets another name"),
            "{said}"
        );
        assert_eq!(raw::number(Server::Mysql, &url, "SELECT count(name) FROM shown").await, 0);
    });
}

/// A table, and a view that no struct declares, which is in the way when the column that it reads changes.
fn is_in_the_way(server: Server, dialect: &str, change: (&str, &str), expected: &str, exit: i32) {
    database::run(server, async |url| {
        let project = Project::with_database(dialect, &url, USERS);
        project.run(&["push"]).exits_with(0);
        let view = "CREATE VIEW shown AS SELECT name FROM users";
        raw::execute(server, &url, &[view.to_owned()]).await;
        project.write("src/schema.rs", &USERS.replace(change.0, change.1));
        let said = complaint(&project, &["push"], exit);
        let way_out = "hint: declare it with `#[derive(View)]`, so that it goes before and comes back behind \
                       (`pull --out` writes the struct), or drop it by hand\n";
        assert!(said.contains(&format!("error: {expected}\n{way_out}")), "{said}");
        // Nothing was sent.
        assert_eq!(raw::number(server, &url, "SELECT count(name) FROM shown").await, 0);
    });
}

const DROPS_NAME: (&str, &str) = ("    pub name: String,\n", "");
const DROPPED: &str = "no struct declares view `shown`, which reads `users.name`, and that is dropped";

#[test]
fn a_view_that_nobody_declared_is_named_before_postgres_refuses() {
    is_in_the_way(Server::Postgres, "postgres", DROPS_NAME, DROPPED, 1);
    let retyped = ("pub name: String", "#[column(varchar = 9)]\n    pub name: String");
    let expected = "no struct declares view `shown`, which reads `users.name`, and that gets another type";
    is_in_the_way(Server::Postgres, "postgres", retyped, expected, 1);
}

#[test]
fn a_view_that_nobody_declared_is_named_before_sqlite_refuses() {
    is_in_the_way(Server::Sqlite, "sqlite", DROPS_NAME, DROPPED, 1);
}

#[test]
fn a_view_that_nobody_declared_is_named_before_mysql_breaks_it() {
    is_in_the_way(Server::Mysql, "mysql", DROPS_NAME, DROPPED, 4);
}

#[test]
fn a_view_over_another_column_is_in_nobodys_way() {
    for (server, dialect) in
        [(Server::Postgres, "postgres"), (Server::Mysql, "mysql"), (Server::Sqlite, "sqlite")]
    {
        database::run(server, async |url| {
            let project = Project::with_database(dialect, &url, USERS);
            project.run(&["push"]).exits_with(0);
            raw::execute(server, &url, &["CREATE VIEW shown AS SELECT id FROM users".to_owned()]).await;
            project.write("src/schema.rs", &USERS.replace(DROPS_NAME.0, DROPS_NAME.1));
            project.run(&["push", "--force"]).exits_with(0);
            assert_eq!(raw::number(server, &url, "SELECT count(*) FROM shown").await, 0);
        });
    }
}

/// A view over a table that is gone, and a column that gets another name.
#[test]
fn a_view_that_is_broken_is_named_before_sqlite_refuses_a_new_name() {
    let project = Project::sqlite(USERS);
    let url = format!("sqlite://{}", project.path("app.db").display());
    project.run(&["generate", "--name", "first"]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
    let sql = "CREATE TABLE gone (id INTEGER); CREATE VIEW shown AS SELECT id FROM gone; DROP TABLE gone";
    let execute = |sql: &str| {
        let sql = vec![sql.to_owned()];
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(raw::execute(Server::Sqlite, &url, &sql));
    };
    execute(sql);
    let renamed = "#[column(renamed_from = \"name\")]\n    pub title: String";
    project.write("src/schema.rs", &USERS.replace("pub name: String", renamed));
    project.run(&["generate", "--name", "second"]).exits_with(0);
    let stands = "view `shown` reads what is not there, and until it is dropped or mended SQLite renames no table or column and \
                  drops no column\n";

    let run = project.run(&["plan", "--check", "--database"]).exits_with(3);
    assert!(run.stdout.contains(&format!("    OM308 error: {stands}")), "{}", run.stdout);
    let said = complaint(&project, &["push", "--force"], 1);
    let way_out = "hint: drop it by hand, or create what it reads\n";
    assert!(said.contains(&format!("error: {stands}{way_out}")), "{said}");
    let said = complaint(&project, &["migrate"], 1);
    assert!(said.contains("error in view shown: no such table: main.gone"), "{said}");
    assert!(said.contains("drop view `shown`, or mend it, and run again"), "{said}");

    execute("DROP VIEW shown");
    let run = project.run(&["plan", "--database"]).exits_with(0);
    assert!(!run.stdout.contains("OM308"), "{}", run.stdout);
    project.run(&["migrate"]).exits_with(0);
}
