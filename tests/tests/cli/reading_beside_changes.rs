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

/// Reads while one column with its index takes the place of another, again and again, so that no state comes a second time.
fn reads_one_state(server: Server, change: fn(u32) -> String) {
    database::run(server, async |url| {
        let table = "CREATE TABLE things (id int NOT NULL PRIMARY KEY, name_0 varchar(40))";
        let index = "CREATE INDEX things_name_0_idx ON things (name_0)";
        raw::execute(server, &url, &[table.to_owned(), index.to_owned()]).await;
        let is_over = Arc::new(AtomicBool::new(false));
        let changing = tokio::spawn({
            let (url, is_over) = (url.clone(), Arc::clone(&is_over));
            async move {
                let mut number = 0;
                while !is_over.load(Ordering::SeqCst) {
                    raw::execute(server, &url, &[change(number)]).await;
                    number += 1;
                }
            }
        });
        for _ in 0..40 {
            match read(server, &url).await {
                Ok(live) => {
                    let things = &live.schema.tables[0];
                    let column = things.columns.last().expect("there are two").name.clone();
                    assert_eq!((things.columns.len(), things.indexes.len()), (2, 1), "{things:?}");
                    assert_eq!(things.indexes[0].name, format!("things_{column}_idx"), "{things:?}");
                }
                Err(MigrateError::Unsettled { .. }) => assert_eq!(server, Server::Mysql),
                Err(error) => panic!("{error}"),
            }
        }
        is_over.store(true, Ordering::SeqCst);
        changing.await.expect("the changes can be made");
        let live = read(server, &url).await.expect("nobody changes it any more");
        assert_eq!(live.schema.tables[0].columns.len(), 2);
    });
}

#[test]
fn on_postgres() {
    reads_one_state(Server::Postgres, |number| {
        let next = number + 1;
        format!(
            "BEGIN; ALTER TABLE things DROP COLUMN name_{number}, ADD COLUMN name_{next} varchar(40); \
             CREATE INDEX things_name_{next}_idx ON things (name_{next}); COMMIT"
        )
    });
}

#[test]
fn on_mysql() {
    reads_one_state(Server::Mysql, |number| {
        let next = number + 1;
        format!(
            "ALTER TABLE things DROP INDEX things_name_{number}_idx, DROP COLUMN name_{number}, \
             ADD COLUMN name_{next} varchar(40), ADD INDEX things_name_{next}_idx (name_{next})"
        )
    });
}
