//! The URLs of SQLite databases: in memory, relative, absolute, and with names that are special in a URL.

use std::path::Path;

use orm_core::exec::{Executor, Request};
use orm_core::{Db, Error, Sqlite};

#[tokio::test]
async fn a_database_in_memory_opens_under_each_of_its_urls() -> Result<(), Error> {
    for url in ["sqlite::memory:", "sqlite://:memory:", "sqlite://?mode=memory", "sqlite:a:b?mode=memory"] {
        write_and_read(url).await?;
    }
    Ok(())
}

#[tokio::test]
async fn each_database_in_memory_is_its_own() -> Result<(), Error> {
    write_and_read("sqlite::memory:").await?;
    write_and_read("sqlite::memory:").await
}

#[tokio::test]
async fn files_with_odd_names_open_and_are_called_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let names = [
        ("plain.db", "plain.db"),
        ("with space.db", "with space.db"),
        ("with%20escape.db", "with escape.db"),
        ("100%25.db", "100%.db"),
        ("what%3F.db", "what?.db"),
        ("a%23b.db", "a#b.db"),
        ("a:b.db", "a:b.db"),
        ("[x]^|{y}.db", "[x]^|{y}.db"),
        ("a[b].db", "a[b].db"),
        ("back\\slash.db", "back\\slash.db"),
        ("größe.db", "größe.db"),
    ];
    for (escaped, name) in names {
        for scheme in ["sqlite://", "sqlite:"] {
            let path = folder.path().join(name);
            let url = format!("{scheme}{}/{escaped}", folder.path().display());
            write_and_read(&url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
            assert!(path.is_file(), "{url} is not {}", path.display());
            std::fs::remove_file(path).expect("the file is there");
        }
    }
}

#[tokio::test]
async fn a_relative_file_lies_in_the_working_folder() -> Result<(), Error> {
    let process = std::process::id();
    for name in [format!("relative {process}:1.db"), format!("[relative]^|{process}.db")] {
        for scheme in ["sqlite:", "sqlite://"] {
            write_and_read(&format!("{scheme}{name}")).await?;
            assert!(Path::new(&name).is_file());
            std::fs::remove_file(&name).expect("the file is there");
        }
    }
    Ok(())
}

/// The table must not be there yet.
async fn write_and_read(url: &str) -> Result<(), Error> {
    let db: Db<Sqlite> = Db::connect(url).await?;
    for statement in ["create table notes (id integer)", "insert into notes values (1)"] {
        (&db).lease().await?.execute(Request::new(statement, vec![])).await?;
    }
    let read = (&db).lease().await?.execute(Request::new("select id from notes", vec![])).await?;
    assert_eq!(read.rows_read, 1);
    db.close().await;
    Ok(())
}
