//! sqlx written by hand on one held connection; the floor of MySQL.

use chrono::{DateTime, Utc};
use futures_util::future::LocalBoxFuture;
use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, Connection, PgPool, QueryBuilder, Row};

use super::nested::{nest, size};
use super::pooled::{CONNECTIONS, Pool};
use super::{Failure, Peer};
use crate::workload::{Workload, filters, key, new_row};

#[derive(sqlx::FromRow)]
#[expect(dead_code, reason = "a whole row is read")]
struct User {
    id: i64,
    name: String,
    email: String,
    age: i32,
    active: bool,
    score: f64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const USER: &str = "select id, name, email, age, active, score, created_at, updated_at from users";
const INSERT: &str = "insert into items (name, email, age, active, score, created_at)";

/// A held connection.
pub struct Sqlx<C> {
    connection: C,
    /// Are placeholders numbered?
    is_numbered: bool,
    has_returning: bool,
}

impl<C> Sqlx<C> {
    /// The text with the placeholders of the database.
    fn text(&self, sql: String) -> AssertSqlSafe<String> {
        if !self.is_numbered {
            return AssertSqlSafe(sql);
        }
        let mut text = String::with_capacity(sql.len() + 8);
        for (position, piece) in sql.split('?').enumerate() {
            if position > 0 {
                text.push_str(&format!("${position}"));
            }
            text.push_str(piece);
        }
        AssertSqlSafe(text)
    }
}

macro_rules! peer {
    ($connection:ident, $database:ident, $is_numbered:literal, $has_returning:literal) => {
        impl Sqlx<sqlx::$connection> {
            pub async fn open(url: &str) -> Result<Self, Failure> {
                let connection = sqlx::$connection::connect(url).await?;
                Ok(Self { connection, is_numbered: $is_numbered, has_returning: $has_returning })
            }

            #[allow(dead_code, reason = "the data of the other databases is made by their floors")]
            pub async fn execute(&mut self, sql: &str) -> Result<(), Failure> {
                sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut self.connection).await?;
                Ok(())
            }

            async fn operation(&mut self, workload: Workload, i: i64) -> Result<i64, Failure> {
                Ok(match workload {
                    Workload::ByKey | Workload::Concurrent => {
                        let sql = self.text(format!("{USER} where id = ?"));
                        sqlx::query_as::<_, User>(sql).bind(key(i)).fetch_one(&mut self.connection).await?.id
                    }
                    Workload::Rows(count) => {
                        let sql = self.text(format!("{USER} order by id limit ?"));
                        let users: Vec<User> = sqlx::query_as(sql).bind(count).fetch_all(&mut self.connection).await?;
                        i64::try_from(users.len())?
                    }
                    Workload::Insert => {
                        let row = new_row(i);
                        let returning = if self.has_returning { " returning id" } else { "" };
                        let sql = self.text(format!("{INSERT} values (?, ?, ?, ?, ?, ?){returning}"));
                        let query = sqlx::query(sql)
                            .bind(row.name)
                            .bind(row.email)
                            .bind(row.age)
                            .bind(row.active)
                            .bind(row.score)
                            .bind(row.created_at);
                        if self.has_returning {
                            let _id: i64 = query.fetch_one(&mut self.connection).await?.try_get(0)?;
                        } else {
                            query.execute(&mut self.connection).await?;
                        }
                        1
                    }
                    Workload::InsertMany => {
                        let mut query = QueryBuilder::<sqlx::$database>::new(INSERT);
                        query.push_values((0..1000).map(new_row), |mut values, row| {
                            values
                                .push_bind(row.name)
                                .push_bind(row.email)
                                .push_bind(row.age)
                                .push_bind(row.active)
                                .push_bind(row.score)
                                .push_bind(row.created_at);
                        });
                        i64::try_from(query.build().execute(&mut self.connection).await?.rows_affected())?
                    }
                    Workload::Aggregate => {
                        let sql = self.text(
                            "select users.name, count(posts.id), max(posts.views) from users \
                             join posts on posts.user_id = users.id \
                             where users.age >= ? group by users.id, users.name order by users.id limit 20"
                                .to_owned(),
                        );
                        let rows: Vec<(String, i64, Option<i64>)> =
                            sqlx::query_as(sql).bind(20).fetch_all(&mut self.connection).await?;
                        i64::try_from(rows.len())?
                    }
                    Workload::Nested => {
                        let sql = self.text(format!("{USER} where id <= ? order by id"));
                        let users: Vec<User> = sqlx::query_as(sql).bind(100_i64).fetch_all(&mut self.connection).await?;
                        let sql = self.text(format!(
                            "select id, user_id, title, views from posts where user_id in ({}) order by user_id, id",
                            vec!["?"; users.len()].join(", ")
                        ));
                        let mut query = sqlx::query_as(sql);
                        for user in &users {
                            query = query.bind(user.id);
                        }
                        let posts: Vec<(i64, i64, String, i64)> = query.fetch_all(&mut self.connection).await?;
                        let sql = self.text(format!(
                            "select id, post_id, body from comments where post_id in ({}) order by post_id, id",
                            vec!["?"; posts.len()].join(", ")
                        ));
                        let mut query = sqlx::query_as(sql);
                        for post in &posts {
                            query = query.bind(post.0);
                        }
                        let comments: Vec<(i64, i64, String)> = query.fetch_all(&mut self.connection).await?;
                        let posts = nest(posts, comments, |comment, post| comment.1 == post.0);
                        size(&nest(users, posts, |(post, _), user| post.1 == user.id))
                    }
                    Workload::Page => {
                        let (age, active, name) = filters(i);
                        let mut query = QueryBuilder::<sqlx::$database>::new(USER);
                        let mut and = " where ";
                        if let Some(age) = age {
                            query.push(and).push("age >= ").push_bind(age);
                            and = " and ";
                        }
                        if let Some(active) = active {
                            query.push(and).push("active = ").push_bind(active);
                            and = " and ";
                        }
                        if let Some(name) = name {
                            query.push(and).push("name like ").push_bind(name);
                        }
                        query.push(" order by created_at desc limit ").push_bind(20_i64);
                        query.push(" offset ").push_bind(40_i64);
                        let users: Vec<User> = query.build_query_as().fetch_all(&mut self.connection).await?;
                        i64::try_from(users.len())?
                    }
                    Workload::Text => return Err("nothing to run".into()),
                    Workload::Update => {
                        let sql = self.text("update users set score = ? where id = ?".to_owned());
                        let done = sqlx::query(sql).bind(1.5).bind(key(i)).execute(&mut self.connection).await?;
                        // MySQL counts rows that changed, not rows that were found.
                        i64::try_from(done.rows_affected())?
                    }
                    Workload::Delete => {
                        let sql = self.text("delete from items where id = ?".to_owned());
                        let done = sqlx::query(sql).bind(i).execute(&mut self.connection).await?;
                        i64::try_from(done.rows_affected())?
                    }
                })
            }
        }

        impl Peer for Sqlx<sqlx::$connection> {
            fn name(&self) -> &'static str {
                "sqlx, held connection"
            }

            fn work(&mut self, workload: Workload, first: i64, count: i64) -> LocalBoxFuture<'_, Result<i64, Failure>> {
                Box::pin(async move {
                    let mut sum = 0;
                    for i in first..first + count {
                        sum += self.operation(workload, i).await?;
                    }
                    Ok(sum)
                })
            }
        }
    };
}

peer!(SqliteConnection, Sqlite, false, true);
peer!(PgConnection, Postgres, true, true);
peer!(MySqlConnection, MySql, false, false);

/// The pool of sqlx with its default settings.
#[derive(Clone)]
pub struct SqlxPool(PgPool);

impl SqlxPool {
    pub async fn open(url: &str) -> Result<Self, Failure> {
        Ok(Self(PgPoolOptions::new().max_connections(CONNECTIONS).connect(url).await?))
    }
}

impl Pool for SqlxPool {
    fn name(&self) -> &'static str {
        "sqlx"
    }

    async fn request(&self, key: i64) -> Result<i64, Failure> {
        let sql = AssertSqlSafe(format!("{USER} where id = $1"));
        Ok(sqlx::query_as::<_, User>(sql).bind(key).fetch_one(&self.0).await?.id)
    }
}

/// The length of the SQL of a page, with that of its values.
pub fn text(i: i64) -> Result<usize, Failure> {
    let (age, active, name) = filters(i);
    let mut query = QueryBuilder::<sqlx::Sqlite>::new(USER);
    let mut and = " where ";
    if let Some(age) = age {
        query.push(and).push("age >= ").push_bind(age);
        and = " and ";
    }
    if let Some(active) = active {
        query.push(and).push("active = ").push_bind(active);
        and = " and ";
    }
    if let Some(name) = name {
        query.push(and).push("name like ").push_bind(name);
    }
    query.push(" order by created_at desc limit 20 offset 40");
    Ok(query.sql().as_str().len())
}
