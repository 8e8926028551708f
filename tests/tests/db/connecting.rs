//! URLs that lead nowhere: they are refused in words that hold no part of them.

use orm_core::dialect::{Mysql, Postgres, Sqlite};
use orm_core::{Db, ErrorKind};

use super::errors::assert_no_value;

#[tokio::test]
async fn an_unreachable_server_is_a_connection_error() {
    let error =
        Db::<Postgres>::connect("postgres://nobody@127.0.0.1:1/none").await.expect_err("nobody listens");
    assert_eq!(error.kind(), &ErrorKind::Connection);
    let error = Db::<Mysql>::connect("mysql://nobody@127.0.0.1:1/none").await.expect_err("nobody listens");
    assert_eq!(error.kind(), &ErrorKind::Connection);
    let error = Db::<Sqlite>::connect("sqlite:///no/such/folder/app.db").await.expect_err("no folder");
    assert_eq!(
        error.to_string(),
        "the SQLite file cannot be opened; check that its folder exists and may be written to"
    );
}

#[tokio::test]
async fn a_url_of_another_database_is_refused() {
    let error = Db::<Postgres>::connect("mysql://a@b/c").await.expect_err("not PostgreSQL");
    assert_eq!(
        error.to_string(),
        "`mysql:` is not the URL of a PostgreSQL database; it starts with `postgres:`"
    );
    let error = Db::<Sqlite>::connect("postgres://a:s3cr3t-value@b/c").await.expect_err("not SQLite");
    assert_no_value(&error);
}

#[tokio::test]
async fn no_part_of_a_url_that_cannot_be_used_is_told() {
    for url in ["s3cr3t-value:word@host", "postgres://a:s3cr3t-value@[b/c", "postgres://a:b@c:s3cr3t-value/d"]
    {
        assert_no_value(&Db::<Postgres>::connect(url).await.expect_err("it is no URL"));
    }
    let url = "postgres://a:b@c/d?sslmode=s3cr3t-value";
    assert_no_value(&Db::<Postgres>::connect(url).await.expect_err("there is no such mode"));
    let url = "mysql://a:b?ssl-mode=s3cr3t-value@c/d";
    assert_no_value(&Db::<Mysql>::connect(url).await.expect_err("there is no such mode"));
    let url = "sqlite:a.db?mode=s3cr3t-value";
    assert_no_value(&Db::<Sqlite>::connect(url).await.expect_err("there is no such mode"));
}
