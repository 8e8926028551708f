//! Functions of PostgreSQL that share a name: those that nobody declared belong to somebody else.

use orm_tests::database::{self, Server};
use orm_tests::project::Project;
use orm_tests::raw;

use crate::{USERS, complaint};

const NOTHING: &str = "nothing to push: the database is what the structs declare\n";

/// The structs, and one function.
fn with_function(arguments: &str, body: &str) -> String {
    format!("database! {{\n    function(\"label({arguments})\", \"{body}\"),\n}}\n{USERS}")
}

/// How many functions `label` return this.
async fn returning(url: &str, word: &str) -> i64 {
    let query = format!("SELECT count(*) FROM pg_proc WHERE proname = 'label' AND prosrc LIKE '%{word}%'");
    raw::number(Server::Postgres, url, &query).await
}

#[test]
fn what_nobody_declared_is_neither_dropped_nor_replaced() {
    database::run(Server::Postgres, async |url| {
        let others = "CREATE FUNCTION label() RETURNS text LANGUAGE sql AS 'SELECT ''others''';
                      CREATE FUNCTION label(text, int DEFAULT 1) RETURNS text LANGUAGE sql AS 'SELECT ''others'''";
        raw::execute(Server::Postgres, &url, &[others.to_owned()]).await;
        let project = Project::with_database(
            "postgres",
            &url,
            &with_function("n int", "returns text language sql as $$ select 'first' $$"),
        );
        project.run(&["push"]).exits_with(0);
        assert_eq!(complaint(&project, &["push"], 0), NOTHING);
        let held = "CREATE VIEW labels AS SELECT label(1)";
        raw::execute(Server::Postgres, &url, &[held.to_owned()]).await;

        // The view would be in the way of a drop.
        project.write(
            "src/schema.rs",
            &with_function("n int", "returns text language sql as $$ select 'second' $$"),
        );
        let run = project.run(&["push", "--dry-run"]).exits_with(0);
        assert_eq!(
            run.stdout,
            "CREATE OR REPLACE FUNCTION \"label\"(n int) returns text language sql as $$ select 'second' $$;\n\n"
        );
        project.run(&["push"]).exits_with(0);
        assert_eq!(complaint(&project, &["push"], 0), NOTHING);

        // Which of three it was before cannot be told.
        project.write(
            "src/schema.rs",
            &with_function("n bigint", "returns text language sql as $$ select 'third' $$"),
        );
        project.run(&["push"]).exits_with(0);
        assert_eq!(complaint(&project, &["push"], 0), NOTHING);
        for (word, count) in [("others", 2), ("first", 0), ("second", 1), ("third", 1)] {
            assert_eq!(returning(&url, word).await, count, "{word}");
        }
    });
}

#[test]
fn the_only_function_of_a_name_may_be_somebody_elses() {
    database::run(Server::Postgres, async |url| {
        let others =
            "CREATE FUNCTION label(t text DEFAULT '') RETURNS text LANGUAGE sql AS 'SELECT ''others'''";
        raw::execute(Server::Postgres, &url, &[others.to_owned()]).await;
        let function = with_function("n int", "returns text language sql as $$ select 'ours' $$");
        let project = Project::with_database("postgres", &url, &function);
        let said = complaint(&project, &["push"], 4);
        let expected = "error[OM110]: drops function `label(t text)`, of which nothing tells whether it was `label(n int)` before\n\
                        hint: if it is somebody else's, create yours by hand beside it, or declare it under another name\n";
        assert!(said.contains(expected), "{said}");
        let by_hand = "CREATE FUNCTION label(n int) RETURNS text LANGUAGE sql AS 'SELECT NULL'";
        raw::execute(Server::Postgres, &url, &[by_hand.to_owned()]).await;
        project.run(&["push"]).exits_with(0);
        assert_eq!((returning(&url, "others").await, returning(&url, "ours").await), (1, 1));

        raw::execute(Server::Postgres, &url, &["DROP FUNCTION label(int)".to_owned()]).await;
        project.run(&["push", "--force"]).exits_with(0);
        assert_eq!(complaint(&project, &["push"], 0), NOTHING);
        assert_eq!((returning(&url, "others").await, returning(&url, "ours").await), (0, 1));
    });
}

#[test]
fn a_function_is_found_by_types_that_get_other_names_or_come_with_it() {
    const KIND: &str = "#[derive(ColumnType)] #[column_type(name = \"kind\")] pub enum Kind { Book, Toy }\n";
    database::run(Server::Postgres, async |url| {
        let others = "CREATE FUNCTION label(int) RETURNS text LANGUAGE sql AS 'SELECT ''others''';
                      CREATE FUNCTION label(bool) RETURNS text LANGUAGE sql AS 'SELECT ''others'''";
        raw::execute(Server::Postgres, &url, &[others.to_owned()]).await;
        let users = |ty: &str| USERS.replace("    pub name", &format!("    pub kind: {ty},\n    pub name"));
        let function =
            with_function("k kind", "returns text language sql as $$ select 'first' $$").replace(USERS, "");
        let project = Project::with_database("postgres", &url, &format!("{KIND}{function}{}", users("Kind")));
        project.run(&["push"]).exits_with(0);
        assert_eq!(complaint(&project, &["push"], 0), NOTHING);

        let renamed = KIND.replace("name = \"kind\"", "name = \"sort\", renamed_from = \"kind\"");
        let function = function.replace("k kind", "k sort");
        project.write("src/schema.rs", &format!("{renamed}{function}{}", users("Kind")));
        project.run(&["push"]).exits_with(0);
        assert_eq!(complaint(&project, &["push"], 0), NOTHING);
        for (word, count) in [("others", 2), ("first", 1)] {
            assert_eq!(returning(&url, word).await, count, "{word}");
        }
    });
}

#[test]
fn what_leaves_no_name_for_a_function_is_named_before_the_server_refuses() {
    for (create, kind) in [
        ("CREATE PROCEDURE label(text, n text) LANGUAGE sql AS ''", "procedure"),
        ("CREATE AGGREGATE label(text, text) (SFUNC = max, STYPE = text)", "aggregate"),
    ] {
        database::run(Server::Postgres, async |url| {
            let max = "CREATE FUNCTION max(text, text, text) RETURNS text LANGUAGE sql AS 'SELECT $1'";
            raw::execute(Server::Postgres, &url, &[max.to_owned(), create.to_owned()]).await;
            let function =
                with_function("a text, b varchar(9)", "returns text language sql as $$ select a $$");
            let project = Project::with_database("postgres", &url, &function);
            project.run(&["push"]).exits_with(0);
            project.write("src/schema.rs", &function.replace("varchar(9)", "text"));
            let said = complaint(&project, &["push", "--force"], 1);
            let expected =
                format!("error: function `label` cannot be created: the database has the {kind} `label(");
            assert!(said.contains(&expected), "{said}");
            assert!(
                said.contains("hint: drop that by hand, or declare the function under another name\n"),
                "{said}"
            );
        });
    }
}
