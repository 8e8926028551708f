use super::{Scratch, migrations};
use crate::runner::{MigrateError, RebuildProblem, migrate};

const TABLES: &str = "\
    CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);\n\
    CREATE TABLE chats (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);\n\
    CREATE INDEX users_name ON users (name);";

const ROWS: &str = "\
    INSERT INTO users (name) VALUES ('a'), ('b'), ('c');\n\
    INSERT INTO chats (user_id) VALUES (1), (2);\n\
    DELETE FROM users WHERE id = 3;";

const REBUILD: &str = "-- orm: v=1 from=empty to=empty\n\n\
    -- orm:rebuild \"users\"\n\
    CREATE TABLE \"__new_users\" (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);\n\
    INSERT INTO \"__new_users\" (id, name) SELECT id, coalesce(name, '') FROM \"users\";\n\
    DROP TABLE \"users\";\n\
    ALTER TABLE \"__new_users\" RENAME TO \"users\";\n\
    CREATE INDEX users_name ON users (name);";

async fn scratch() -> Scratch {
    let scratch = Scratch::new().await;
    migrate(&scratch.pool, &migrations([TABLES])).await.expect("the tables");
    scratch.run(ROWS).await;
    scratch
}

async fn rebuild(scratch: &Scratch) -> Result<(), MigrateError> {
    migrate(&scratch.pool, &migrations([TABLES, REBUILD])).await.map(drop)
}

#[track_caller]
fn problem(result: Result<(), MigrateError>) -> RebuildProblem {
    match result {
        Err(MigrateError::RebuildRefused { problem, .. }) => problem,
        other => panic!("expected a refused rebuild, got {other:?}"),
    }
}

#[tokio::test]
async fn children_survive_the_rebuild_of_their_parent() {
    let scratch = scratch().await;
    rebuild(&scratch).await.expect("a rebuild");
    assert_eq!(scratch.rows("SELECT name FROM users").await, "a,b");
    assert_eq!(scratch.rows("SELECT cast(user_id AS text) FROM chats").await, "1,2");
    let not_null = "SELECT cast(\"notnull\" AS text) FROM pragma_table_info('users') WHERE name = 'name'";
    assert_eq!(scratch.rows(not_null).await, "1");
    let parent = "SELECT \"table\" FROM pragma_foreign_key_list('chats')";
    assert_eq!(scratch.rows(parent).await, "users");
}

#[tokio::test]
async fn a_clause_that_no_struct_declares_stops_a_copy_without_it() {
    const UNIQUE: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE ON CONFLICT IGNORE);\n\
        CREATE TABLE chats (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);\n\
        INSERT INTO users (name) VALUES ('a on conflict b');";
    const KEPT: &str = "-- orm: v=1 from=empty to=empty\n\n\
        -- orm:rebuild \"users\"\n\
        CREATE TABLE \"__new_users\" (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE on /* any */ conflict IGNORE);\n\
        INSERT INTO \"__new_users\" (id, name) SELECT id, coalesce(name, '') FROM \"users\";\n\
        DROP TABLE \"users\";\n\
        ALTER TABLE \"__new_users\" RENAME TO \"users\";";
    let scratch = Scratch::new().await;
    migrate(&scratch.pool, &migrations([UNIQUE])).await.expect("the tables");
    let refused = migrate(&scratch.pool, &migrations([UNIQUE, REBUILD])).await.map(drop);
    let lost = problem(refused);
    assert_eq!(
        lost.to_string(),
        "the rebuild of `users` loses an ON CONFLICT clause, which the structs cannot declare"
    );
    assert!(lost.hint().contains("write the clause into the `CREATE TABLE` of the copy"), "{}", lost.hint());
    scratch.run("INSERT INTO users (name) VALUES ('c'), ('c')").await;
    assert_eq!(scratch.rows("SELECT name FROM users").await, "a on conflict b,c");
    migrate(&scratch.pool, &migrations([UNIQUE, KEPT])).await.expect("a copy that keeps the clause");
}

#[tokio::test]
async fn a_view_over_the_table_survives() {
    let scratch = scratch().await;
    scratch.run("CREATE VIEW names AS SELECT name FROM users").await;
    rebuild(&scratch).await.expect("a rebuild");
    assert_eq!(scratch.rows("SELECT name FROM names").await, "a,b");
    let sql = "SELECT sql FROM sqlite_schema WHERE name = 'names'";
    assert_eq!(scratch.rows(sql).await, "CREATE VIEW names AS SELECT name FROM users");
}

#[tokio::test]
async fn triggers_and_indexes_of_others_survive() {
    let scratch = scratch().await;
    scratch
        .run(
            "CREATE TABLE log (name TEXT);
             CREATE TRIGGER users_log AFTER INSERT ON users BEGIN INSERT INTO log VALUES (new.name); END;
             CREATE TRIGGER chats_log AFTER INSERT ON chats BEGIN UPDATE users SET name = 'z' WHERE id = new.user_id; END;
             CREATE INDEX users_lower ON users (lower(name)) WHERE id > 0;",
        )
        .await;
    let objects = "SELECT type || ' ' || name || ' ' || sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'table' ORDER BY name";
    let before = scratch.rows(objects).await;
    rebuild(&scratch).await.expect("a rebuild");
    assert_eq!(scratch.rows(objects).await, before);
    scratch.run("INSERT INTO users (name) VALUES ('d'); INSERT INTO chats (user_id) VALUES (1)").await;
    assert_eq!(scratch.rows("SELECT name FROM log").await, "d");
    assert_eq!(scratch.rows("SELECT name FROM users WHERE id = 1").await, "z");
}

#[tokio::test]
async fn the_counter_does_not_fall_back() {
    let scratch = scratch().await;
    rebuild(&scratch).await.expect("a rebuild");
    scratch.run("INSERT INTO users (name) VALUES ('d')").await;
    assert_eq!(scratch.rows("SELECT cast(max(id) AS text) FROM users").await, "4");
}

#[tokio::test]
async fn violations_from_before_are_no_hindrance() {
    let scratch = scratch().await;
    scratch
        .run("PRAGMA foreign_keys = OFF; INSERT INTO chats (user_id) VALUES (77); PRAGMA foreign_keys = ON")
        .await;
    rebuild(&scratch).await.expect("a rebuild");
    assert_eq!(scratch.rows("SELECT cast(user_id AS text) FROM chats").await, "1,2,77");
}

#[tokio::test]
async fn a_rebuild_that_breaks_a_reference_is_rolled_back() {
    let scratch = scratch().await;
    let breaking = "-- orm:rebuild \"chats\"\n\
        CREATE TABLE __new_chats (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));\n\
        INSERT INTO __new_chats SELECT id, user_id + 70 FROM chats;\n\
        DROP TABLE chats;\nALTER TABLE __new_chats RENAME TO chats;";
    let error = migrate(&scratch.pool, &migrations([TABLES, breaking])).await.map(drop);
    let expected = vec!["`chats` row 1 → `users`".to_owned(), "`chats` row 2 → `users`".to_owned()];
    assert_eq!(problem(error), RebuildProblem::NewViolations { violations: expected });
    assert_eq!(scratch.rows("SELECT cast(user_id AS text) FROM chats").await, "1,2");
}

#[tokio::test]
async fn a_copy_that_loses_rows_is_rolled_back() {
    let scratch = scratch().await;
    let losing = "-- orm:rebuild \"users\"\nCREATE TABLE __new_users (id INTEGER PRIMARY KEY, name TEXT);\n\
        INSERT INTO __new_users SELECT id, name FROM users WHERE id > 1;\n\
        DROP TABLE users;\nALTER TABLE __new_users RENAME TO users;";
    let error = migrate(&scratch.pool, &migrations([TABLES, losing])).await.map(drop);
    assert_eq!(
        problem(error),
        RebuildProblem::RowsChanged { table: "users".to_owned(), before: 2, after: 1 }
    );
    assert_eq!(scratch.rows("SELECT name FROM users").await, "a,b");
}

#[tokio::test]
async fn a_view_that_would_break_is_named() {
    let scratch = scratch().await;
    scratch
        .run("CREATE VIEW names AS SELECT name FROM users; CREATE VIEW broken AS SELECT missing FROM users")
        .await;
    let dropping = "-- orm:rebuild \"users\"\nCREATE TABLE __new_users (id INTEGER PRIMARY KEY, title TEXT);\n\
        INSERT INTO __new_users SELECT id, name FROM users;\n\
        DROP TABLE users;\nALTER TABLE __new_users RENAME TO users;";
    let error = migrate(&scratch.pool, &migrations([TABLES, dropping])).await.map(drop);
    match problem(error) {
        RebuildProblem::NotRestored { name, .. } => assert_eq!(name, "users_name"),
        other => panic!("the index cannot be put back either: {other}"),
    }
    scratch.run("DROP INDEX users_name").await;
    let error = migrate(&scratch.pool, &migrations([TABLES, dropping])).await.map(drop);
    match problem(error) {
        RebuildProblem::BrokenView { view, .. } => assert_eq!(view, "names"),
        other => panic!("the view is broken: {other}"),
    }
}

#[tokio::test]
async fn an_unfinished_rebuild_is_refused() {
    let scratch = scratch().await;
    let half = "-- orm:rebuild \"users\"\nCREATE TABLE __new_users (id INTEGER PRIMARY KEY, title TEXT);";
    let error = migrate(&scratch.pool, &migrations([TABLES, half])).await.map(drop);
    assert_eq!(problem(error), RebuildProblem::NotFinished { table: "users".to_owned() });
}

#[tokio::test]
async fn a_connection_of_the_pool_keeps_its_settings() {
    let options = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
    let pool = options.connect("sqlite::memory:").await.expect("a database in memory");
    migrate(&pool, &migrations([TABLES, REBUILD])).await.expect("a rebuild");
    for pragma in ["PRAGMA foreign_keys", "PRAGMA legacy_alter_table"] {
        let (value,): (i64,) = sqlx::query_as(pragma).fetch_one(&pool).await.expect("a pragma");
        assert_eq!(value, i64::from(pragma.ends_with("keys")), "{pragma}");
    }
}
