//! Builder to SQL text, the three dialects side by side. No database.

mod decimals;
mod statements;
mod windows;

use orm_core::prelude::*;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "books")]
struct Book {
    #[column(primary_key, auto_increment)]
    id: i32,
    author_id: Option<i32>,
    title: String,
    pages: i64,
}

/// Checks the text of an expression for PostgreSQL, MySQL and SQLite.
macro_rules! check {
    ($expression:expr, $postgres:expr, $mysql:expr, $sqlite:expr $(,)?) => {
        let query = $crate::Book::query().select($expression);
        assert_eq!(query.sql(Postgres).text, format!(r#"select {} from "books""#, $postgres));
        let query = $crate::Book::query().select($expression);
        assert_eq!(query.sql(Mysql).text, format!("select {} from `books`", $mysql));
        let query = $crate::Book::query().select($expression);
        assert_eq!(query.sql(Sqlite).text, format!(r#"select {} from "books""#, $sqlite));
    };
}
use check;
