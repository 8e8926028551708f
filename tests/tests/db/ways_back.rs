//! What a server leaves behind when it refuses to take a migration back.

use std::time::Duration;

use orm_migrate::runner::{MigrateError, Migration, MigrationState, Migrations, Migrator};
use orm_tests::database::{self, Server};
use orm_tests::{migrations, raw};
use sqlx::{Connection, MySqlConnection, MySqlPool, PgConnection, PgPool};

const A: &str = "CREATE TABLE a (n integer); INSERT INTO a VALUES (1), (1);";
const INVALID: &str = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";

/// [`A`] and a second migration that is taken back by one statement.
fn with_down(second: &'static str, down: &'static str) -> Migrations {
    let second = Migration::new("2", "x", second).with_down(format!("-- no-transaction\n{down};"));
    Migrations::new([Migration::new("1", "x", A), second]).expect("two versions")
}

#[test]
fn an_index_that_could_not_come_back_is_cleared_away() {
    database::run(Server::Postgres, async |url| {
        let list = with_down("SELECT 1;", "CREATE UNIQUE INDEX CONCURRENTLY a_n ON a (n)");
        migrations::migrate(&url, &list).await.expect("both run");
        migrations::revert(&url, &list, "1").await.expect_err("a duplicate");
        assert_eq!(raw::number(Server::Postgres, &url, INVALID).await, 0);
        migrations::migrate(&url, &list).await.expect("nothing is half taken back");
        raw::execute(Server::Postgres, &url, &["DELETE FROM a".to_owned()]).await;
        migrations::revert(&url, &list, "1").await.expect("no duplicate");
    });
}

/// `DROP INDEX CONCURRENTLY` makes its index invalid before it waits for those who read the table.
#[test]
fn an_index_that_is_half_dropped_is_half_taken_back() {
    database::run(Server::Postgres, async |url| {
        let list = with_down("CREATE INDEX a_n ON a (n);", "DROP INDEX CONCURRENTLY a_n");
        migrations::migrate(&url, &list).await.expect("both run");
        let mut reader = PgConnection::connect(&url).await.expect("a connection");
        sqlx::raw_sql("BEGIN; SELECT * FROM a").execute(&mut reader).await.expect("a reader");
        let pool = PgPool::connect_lazy(&url).expect("a URL");
        let run = Migrator::new(&list).table_lock_timeout(Duration::from_millis(100));
        let error = run.revert(&pool).await.expect_err("the table is in use");
        assert!(matches!(error, MigrateError::StatementFailed { is_lock_timeout: true, .. }), "{error}");
        assert_eq!(raw::number(Server::Postgres, &url, INVALID).await, 1);
        let error = migrations::migrate(&url, &list).await.expect_err("the index is invalid");
        assert!(matches!(error, MigrateError::HalfReverted { .. }), "{error}");
        reader.close().await.expect("the reader leaves");
        run.revert(&pool).await.expect("nobody is there");
        migrations::migrate(&url, &list).await.expect("the index once more");
    });
}

/// A statement that was sent by a run that was killed, and is done; the next run cannot even look at the table.
#[test]
fn what_is_in_doubt_stays_in_doubt_while_the_table_is_locked() {
    database::run(Server::Mysql, async |url| {
        let list = with_down("ALTER TABLE a ADD COLUMN m integer;", "ALTER TABLE a DROP COLUMN m");
        migrations::migrate(&url, &list).await.expect("both run");
        let killed = "UPDATE _orm_migrations SET state = 'reverting', statements_total = 1, statements_started = 1, \
                      statements_done = 0 WHERE version = '2'";
        let statements = [killed.to_owned(), "ALTER TABLE a DROP COLUMN m".to_owned()];
        raw::execute(Server::Mysql, &url, &statements).await;

        let mut holder = MySqlConnection::connect(&url).await.expect("a connection");
        sqlx::raw_sql("LOCK TABLES a WRITE").execute(&mut holder).await.expect("a lock");
        let pool = MySqlPool::connect_lazy(&url).expect("a URL");
        let run = Migrator::new(&list).table_lock_timeout(Duration::from_secs(1));
        let error = run.revert(&pool).await.expect_err("the table is in use");
        assert!(matches!(error, MigrateError::StatementFailed { is_lock_timeout: true, .. }), "{error}");
        holder.close().await.expect("the lock goes");

        run.revert(&pool).await.expect("the column is found gone");
        let status = orm_migrate::status(&pool, &list).await.expect("a status");
        assert_eq!(status.migrations[1].state, MigrationState::Pending);
    });
}
