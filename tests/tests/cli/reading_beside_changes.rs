//! A schema that is read while somebody changes it is one that was there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use orm_migrate::introspect::{LiveSchema, introspect};
use orm_migrate::runner::MigrateError;
use orm_tests::database::{self, Server};
use orm_tests::raw;
use sqlx::{MySqlPool, PgPool};

async fn read(server: Server, url: &str) -> Result<LiveSchema, MigrateError> {
    match server {
        Server::Postgres => introspect(&PgPool::connect_lazy(url).expect("a URL"), &[]).await,
        Server::Mysql => introspect(&MySqlPool::connect_lazy(url).expect("a URL"), &[]).await,
        Server::Sqlite => unreachable!("a file is changed by one at a time"),
    }
}

/// Reads while a column comes together with its index, and goes with it, again and again.
fn reads_one_state(server: Server, comes: &'static str, goes: &'static str) {
    database::run(server, async |url| {
        let table = "CREATE TABLE things (id int NOT NULL PRIMARY KEY)".to_owned();
        raw::execute(server, &url, &[table]).await;
        let is_over = Arc::new(AtomicBool::new(false));
        let changing = tokio::spawn({
            let (url, is_over) = (url.clone(), Arc::clone(&is_over));
            async move {
                while !is_over.load(Ordering::SeqCst) {
                    raw::execute(server, &url, &[comes.to_owned()]).await;
                    raw::execute(server, &url, &[goes.to_owned()]).await;
                }
            }
        });
        for _ in 0..40 {
            match read(server, &url).await {
                Ok(live) => {
                    let things = &live.schema.tables[0];
                    assert_eq!(things.columns.len() == 2, things.indexes.len() == 1, "{things:?}");
                }
                Err(MigrateError::Unsettled { .. }) => assert_eq!(server, Server::Mysql),
                Err(error) => panic!("{error}"),
            }
        }
        is_over.store(true, Ordering::SeqCst);
        changing.await.expect("the changes can be made");
        let live = read(server, &url).await.expect("nobody changes it any more");
        assert_eq!(live.schema.tables[0].columns.len(), 1);
    });
}

#[test]
fn on_postgres() {
    let comes = "BEGIN; ALTER TABLE things ADD COLUMN name text; CREATE INDEX things_name_idx ON things (name); COMMIT";
    reads_one_state(Server::Postgres, comes, "ALTER TABLE things DROP COLUMN name");
}

#[test]
fn on_mysql() {
    let comes = "ALTER TABLE things ADD COLUMN name varchar(40), ADD INDEX things_name_idx (name)";
    reads_one_state(Server::Mysql, comes, "ALTER TABLE things DROP INDEX things_name_idx, DROP COLUMN name");
}
