//! `embed_migrations!`: the folder `tests/migrations` as a constant.

use std::path::Path;

use orm_migrate::folder::Folder;
use orm_migrate::runner::Migration;
use orm_migrate::{Migrations, embed_migrations, migrate};

const EMBEDDED: Migrations = embed_migrations!("tests/migrations");

#[test]
fn what_is_embedded_is_what_the_folder_holds() {
    let folder = Folder::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/migrations")));
    assert_eq!(EMBEDDED, Migrations::from_folder(&folder.expect("the folder fits its lock file")));
    let files: Vec<String> = EMBEDDED.iter().map(Migration::file_name).collect();
    assert_eq!(files, ["20261120103000_create_users.sql", "20261120104500_first_user.sql"]);
}

#[tokio::test]
async fn what_is_embedded_runs() {
    let pool = sqlx::SqlitePool::connect("sqlite::memory:").await.expect("a database in memory");
    migrate(&pool, &EMBEDDED).await.expect("a run");
    let id: i64 = sqlx::query_scalar("SELECT id FROM users").fetch_one(&pool).await.expect("the first user");
    assert_eq!(id, 7);
}
