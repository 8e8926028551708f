//! Users who may not do everything: what works for them, and what is said where a right is missing.

use orm_tests::database::{self, Server};
use orm_tests::project::Project;
use orm_tests::raw;

use crate::{USERS, complaint};

/// A table whose checks and defaults the servers print their own way, and a view.
const PEOPLE: &str = r#"
#[derive(Table)]
#[table(name = "people", check(name = "grown", "age between 18 and 99"))]
pub struct Person {
    #[column(primary_key, auto_increment)] pub id: i32,
    #[column(default = 18)] pub age: i32,
}
#[derive(View)]
#[view(name = "ages", query = "select age, count(*) as people from people group by age")]
pub struct Age { pub age: i32, pub people: i64 }
"#;

/// The URL for another user of the same database, and its name: that of the database, which no other test has.
fn other_user(url: &str) -> (String, String) {
    let (scheme, rest) = url.split_once("://").expect("a URL has a scheme");
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    let database = place.split('?').next().and_then(|place| place.rsplit_once('/'));
    let name = database.expect("the URL names a database").1.to_owned();
    (format!("{scheme}://{name}:secret@{place}"), name)
}

async fn execute(server: Server, url: &str, sql: &[&str], user: &str) {
    let sql: Vec<String> = sql.iter().map(|sql| sql.replace("{user}", user)).collect();
    raw::execute(server, url, &sql).await;
}

#[test]
fn an_owner_of_one_schema_needs_no_other_right_on_postgres() {
    database::run(Server::Postgres, async |url| {
        let (own_url, user) = other_user(&url);
        let sql = ["CREATE ROLE {user} LOGIN PASSWORD 'secret'", "CREATE SCHEMA {user} AUTHORIZATION {user}"];
        execute(Server::Postgres, &url, &sql, &user).await;
        let project = Project::with_database("postgres", &own_url, PEOPLE);
        project.run(&["generate"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        project.run(&["check", "--database"]).exits_with(0);
        project.run(&["plan", "--database"]).exits_with(0);

        // Without temporary tables nothing is compared, and nothing is taken for different.
        execute(Server::Postgres, &url, &["REVOKE TEMPORARY ON DATABASE {user} FROM PUBLIC"], &user).await;
        let expected = format!(
            "error: the user `{user}` may not make temporary tables in `{user}`\n\
             hint: somebody who may runs: GRANT TEMPORARY ON DATABASE \"{user}\" TO \"{user}\"\n"
        );
        for command in [&["check", "--database"][..], &["push", "--force"], &["pull", "--out", "pulled"]] {
            assert_eq!(project.run(command).exits_with(1).stderr, expected);
        }
        for command in [&["generate"][..], &["migrate"], &["plan", "--database"], &["status"]] {
            project.run(command).exits_with(0);
        }
        execute(Server::Postgres, &url, &["DROP OWNED BY {user}", "DROP ROLE {user}"], &user).await;
    });
}

#[test]
fn a_reader_sees_what_there_is_on_postgres() {
    database::run(Server::Postgres, async |url| {
        let (own_url, user) = other_user(&url);
        let project = Project::with_database("postgres", &url, PEOPLE);
        project.run(&["generate"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        execute(Server::Postgres, &url, &["CREATE ROLE {user} LOGIN PASSWORD 'secret'"], &user).await;

        // Nobody needs a right on a table to see what it is like.
        let run = project.run(&["pull", "--out", "pulled", "--url", &own_url]).exits_with(0);
        assert_eq!(run.stdout, "pulled/schema.rs\n");
        assert!(project.read("pulled/schema.rs").contains("check(name = \"grown\""));
        let said = complaint(&project, &["check", "--url", &own_url], 1);
        assert!(said.contains("permission denied for table _orm_"), "{said}");
        assert!(said.contains("\nhint: the user in the URL needs the right to"), "{said}");

        let sql = ["GRANT SELECT ON _orm_migrations, _orm_meta TO {user}"];
        execute(Server::Postgres, &url, &sql, &user).await;
        for command in ["check", "plan", "status"] {
            project.run(&[command, "--url", &own_url]).exits_with(0);
        }
        project.write(
            "src/schema.rs",
            &PEOPLE.replace("pub age: i32,\n}", "pub age: i32,\n    pub size: Option<i32>,\n}"),
        );
        let said = project.run(&["push", "--force", "--url", &own_url]).exits_with(1).stderr;
        assert!(
            said.contains("permission denied") || said.contains("must be owner of table people"),
            "{said}"
        );
        execute(Server::Postgres, &url, &["DROP OWNED BY {user}", "DROP ROLE {user}"], &user).await;
    });
}

#[test]
fn an_owner_of_one_database_needs_temporary_tables_and_views_on_mysql() {
    database::run(Server::Mysql, async |url| {
        let (own_url, user) = other_user(&url);
        let rights = "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, SHOW VIEW";
        let sql = [
            "CREATE USER {user}@'%' IDENTIFIED BY 'secret'",
            &format!("GRANT {rights}, CREATE VIEW ON {{user}}.* TO {{user}}@'%'"),
        ];
        execute(Server::Mysql, &url, &sql, &user).await;
        let project = Project::with_database("mysql", &own_url, PEOPLE);
        project.run(&["generate"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        let refused = |what: &str, right: &str| {
            format!(
                "error: the user `{user}@%` may not {what} in `{user}`\n\
                 hint: somebody who may runs: GRANT {right} ON `{user}`.* TO '{user}'@'%'\n"
            )
        };
        let expected = refused("make temporary tables", "CREATE TEMPORARY TABLES");
        assert_eq!(project.run(&["check", "--database"]).exits_with(1).stderr, expected);
        execute(Server::Mysql, &url, &["GRANT CREATE TEMPORARY TABLES ON {user}.* TO {user}@'%'"], &user)
            .await;
        project.run(&["check", "--database"]).exits_with(0);
        project.run(&["plan", "--database"]).exits_with(0);

        execute(Server::Mysql, &url, &["REVOKE CREATE VIEW ON {user}.* FROM {user}@'%'"], &user).await;
        let expected = refused("make and drop views", "CREATE VIEW, SHOW VIEW, DROP");
        assert_eq!(project.run(&["check", "--database"]).exits_with(1).stderr, expected);
        execute(Server::Mysql, &url, &["DROP USER {user}@'%'"], &user).await;
    });
}

#[test]
fn tables_that_mysql_hides_are_spoken_of() {
    database::run(Server::Mysql, async |url| {
        let (own_url, user) = other_user(&url);
        let sql = [
            "CREATE TABLE seen (id int NOT NULL PRIMARY KEY)",
            "CREATE TABLE hidden (id int NOT NULL PRIMARY KEY)",
            "CREATE USER {user}@'%' IDENTIFIED BY 'secret'",
            "GRANT SELECT ON {user}.seen TO {user}@'%'",
        ];
        execute(Server::Mysql, &url, &sql, &user).await;
        let hint = format!(
            "database `{user}`: the user has rights on single tables only, and others look as if they were not there"
        );
        let project = Project::with_database("mysql", &own_url, "");
        let run = project.run(&["pull", "--out", "pulled"]).exits_with(0);
        assert!(run.stderr.contains(&hint), "{}", run.stderr);
        assert!(!project.read("pulled/schema.rs").contains("hidden"));

        execute(Server::Mysql, &url, &["GRANT SELECT ON {user}.* TO {user}@'%'"], &user).await;
        let run = project.run(&["pull", "--out", "pulled", "--force"]).exits_with(0);
        assert!(!run.stderr.contains(&hint), "{}", run.stderr);
        assert!(project.read("pulled/schema.rs").contains("hidden"));
        execute(Server::Mysql, &url, &["DROP USER {user}@'%'"], &user).await;
    });
}

#[test]
fn a_view_that_is_made_anew_keeps_its_rights() {
    database::run(Server::Postgres, async |url| {
        let (_, user) = other_user(&url);
        let project = Project::with_database("postgres", &url, PEOPLE);
        project.run(&["generate"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        let sql = [
            "CREATE ROLE {user}",
            "GRANT CREATE ON SCHEMA public TO {user}",
            "GRANT SELECT, DELETE ON ages TO {user} WITH GRANT OPTION",
            "GRANT SELECT ON ages TO PUBLIC",
            "GRANT UPDATE (age, people) ON ages TO PUBLIC",
            "ALTER VIEW ages OWNER TO {user}",
        ];
        execute(Server::Postgres, &url, &sql, &user).await;
        // All that the owner has, what everybody may, and a column that stays.
        let rights = format!(
            "SELECT (SELECT count(*) FROM pg_class, aclexplode(relacl) WHERE relname = 'ages' \
             AND (grantee = 0 OR grantee = relowner) AND relowner = '{user}'::regrole) \
             + (SELECT count(*) FROM pg_attribute, aclexplode(attacl) WHERE attrelid = 'ages'::regclass AND attname = 'age')"
        );
        let all = raw::number(Server::Postgres, &url, &rights).await;
        assert!(all > 7, "{all}");
        let made = "SELECT oid::bigint FROM pg_class WHERE relname = 'ages'";
        let before = raw::number(Server::Postgres, &url, made).await;

        let next = PEOPLE.replace("age: i32", "age: i64").replace("as people from", "as persons from");
        project.write("src/schema.rs", &next.replace("pub people: i64", "pub persons: i64"));
        project.run(&["generate"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        assert_ne!(raw::number(Server::Postgres, &url, made).await, before, "it is another view");
        assert_eq!(raw::number(Server::Postgres, &url, &rights).await, all);
        execute(Server::Postgres, &url, &["DROP OWNED BY {user}", "DROP ROLE {user}"], &user).await;
    });
}

#[test]
fn a_function_that_is_made_anew_keeps_its_rights() {
    const TWICE: &str =
        r#"database! { function("twice(n integer)", "returns integer language sql as $$ select n * 2 $$") }"#;
    database::run(Server::Postgres, async |url| {
        let (_, user) = other_user(&url);
        let project = Project::with_database("postgres", &url, TWICE);
        project.run(&["generate"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        let sql = [
            "CREATE ROLE {user}",
            "GRANT CREATE ON SCHEMA public TO {user}",
            "CREATE FUNCTION twice(n text) RETURNS text LANGUAGE sql AS 'select n || n'",
            "GRANT EXECUTE ON FUNCTION twice(n int) TO {user} WITH GRANT OPTION",
            "REVOKE ALL ON FUNCTION twice(n int) FROM PUBLIC",
            "ALTER FUNCTION twice(n int) OWNER TO {user}",
        ];
        execute(Server::Postgres, &url, &sql, &user).await;
        let rights = |arguments: &str| {
            format!(
                "SELECT count(*) FROM pg_proc, aclexplode(proacl) WHERE oid = 'twice({arguments})'::regprocedure \
                 AND proowner = '{user}'::regrole AND grantee = proowner AND privilege_type = 'EXECUTE'"
            )
        };
        assert_eq!(raw::number(Server::Postgres, &url, &rights("int")).await, 1);

        let next = TWICE.replace("integer", "bigint");
        project.write("src/schema.rs", &next);
        project.run(&["generate"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        assert_eq!(raw::number(Server::Postgres, &url, &rights("bigint")).await, 1);
        let everybody = "SELECT has_function_privilege('public', 'twice(bigint)', 'EXECUTE')::int::bigint";
        assert_eq!(raw::number(Server::Postgres, &url, everybody).await, 0);
        execute(Server::Postgres, &url, &["DROP OWNED BY {user}", "DROP ROLE {user}"], &user).await;
    });
}

/// One of two functions of a name is dropped and made again; the other one belongs to somebody else.
#[test]
fn a_function_among_others_of_its_name_keeps_its_rights() {
    const FUNCTION: &str = "database! {\n    function(\"label(\\\"a n\\\" int, in at time with time zone = now(), out double precision)\", \
                            \"language sql as $$ select 1.5::double precision $$\"),\n}\n";
    database::run(Server::Postgres, async |url| {
        let project = Project::with_database("postgres", &url, &format!("{FUNCTION}{USERS}"));
        project.run(&["generate", "--name", "first"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        let others = "CREATE FUNCTION label(text) RETURNS text LANGUAGE sql AS $$ SELECT $1 $$";
        let rights = "REVOKE ALL ON FUNCTION label(int, timetz) FROM PUBLIC";
        raw::execute(Server::Postgres, &url, &[others.to_owned(), rights.to_owned()]).await;
        let next = FUNCTION.replace("in at time with time zone = now()", "m int");
        project.write("src/schema.rs", &format!("{next}{USERS}"));
        project.run(&["generate", "--name", "second"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        for (signature, may) in [("label(int, int)", 0), ("label(text)", 1)] {
            let may_call =
                format!("SELECT has_function_privilege('public', '{signature}', 'EXECUTE')::int::bigint");
            assert_eq!(raw::number(Server::Postgres, &url, &may_call).await, may, "{signature}");
        }
    });
}

#[test]
fn a_computed_column_that_is_made_anew_keeps_its_rights() {
    const PRICES: &str = r#"
        #[derive(Table)]
        #[table(name = "prices")]
        pub struct Price {
            #[column(primary_key)]
            pub id: i32,
            #[column(generated = "id + 1", stored)]
            pub next: i32,
        }"#;
    database::run(Server::Postgres, async |url| {
        let project = Project::with_database("postgres", &url, PRICES);
        project.run(&["generate"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        let sql = [
            "GRANT SELECT (id, next) ON prices TO PUBLIC",
            "GRANT UPDATE (next) ON prices TO CURRENT_USER WITH GRANT OPTION",
        ];
        execute(Server::Postgres, &url, &sql, "").await;
        let rights = "SELECT count(*) FROM pg_attribute, aclexplode(attacl) \
                      WHERE attrelid = 'prices'::regclass AND attname = 'next' AND (grantee = 0 OR is_grantable)";
        assert_eq!(raw::number(Server::Postgres, &url, rights).await, 2);

        project.write("src/schema.rs", &PRICES.replace("id + 1", "id + 2"));
        project.run(&["generate"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        assert_eq!(raw::number(Server::Postgres, &url, rights).await, 2);
    });
}

#[test]
fn rights_that_another_session_kept_are_not_lost_in_silence() {
    database::run(Server::Postgres, async |url| {
        let project = Project::with_database("postgres", &url, PEOPLE);
        project.run(&["generate"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
        project.write("src/schema.rs", &PEOPLE.replace("age: i32", "age: i64"));
        project.run(&["generate", "--name", "older"]).exits_with(0);
        let files = project.files("migrations");
        let file = files.into_iter().find(|file| file.ends_with("_older.sql")).expect("a second migration");
        let text = project.read(&file);
        let (head, rest) = text.split_once("SELECT set_config").expect("the rights are kept");
        let (_, rest) = rest.split_once(";\n").expect("the statement ends");
        project.write(&file, &format!("{head}{rest}"));
        project.run(&["generate", "--accept-edits"]).exits_with(0);

        let run = project.run(&["migrate"]).exits_with(1);
        let expected = "the rights on \"ages\" were kept in a session that has ended: take this statement out of the file \
                        (generate --accept-edits), and give them and the owner by hand behind the migration";
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        let (without, _) = rest.split_once("DO $$").expect("the rights are given again");
        project.write(&file, &format!("{head}{without}"));
        project.run(&["generate", "--accept-edits"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
    });
}
