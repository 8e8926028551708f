//! The floor of PostgreSQL: one connection, every statement prepared beforehand.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use futures_util::future::LocalBoxFuture;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, NoTls, Row, Statement};

use super::nested::{nest, size};
use super::pooled::{CONNECTIONS, Pool};
use super::{Failure, Peer};
use crate::workload::{Workload, filters, key, new_row};

pub struct TokioPostgres {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl TokioPostgres {
    pub async fn open(url: &str) -> Result<Self, Failure> {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        Ok(Self { client, statements: HashMap::new() })
    }

    pub async fn execute(&self, sql: &str) -> Result<(), Failure> {
        Ok(self.client.batch_execute(sql).await?)
    }

    async fn prepared(&mut self, sql: &str) -> Result<Statement, Failure> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).await?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    async fn operation(&mut self, workload: Workload, i: i64) -> Result<i64, Failure> {
        Ok(match workload {
            Workload::ByKey | Workload::Concurrent => {
                let statement = self.prepared(&format!("{USER} where id = $1")).await?;
                user(&self.client.query_one(&statement, &[&key(i)]).await?).id
            }
            Workload::Rows(count) => {
                let statement = self.prepared(&format!("{USER} order by id limit $1")).await?;
                users(&self.client.query(&statement, &[&count]).await?)
            }
            Workload::Insert => {
                let row = new_row(i);
                let statement =
                    self.prepared(&format!("{INSERT} values ($1, $2, $3, $4, $5, $6) returning id")).await?;
                let values: [&(dyn ToSql + Sync); 6] =
                    [&row.name, &row.email, &row.age, &row.active, &row.score, &row.created_at];
                let _id: i64 = self.client.query_one(&statement, &values).await?.get(0);
                1
            }
            Workload::InsertMany => {
                let rows: Vec<_> = (0..1000).map(new_row).collect();
                let statement = self
                    .prepared(&format!(
                        "{INSERT} select * from unnest($1::text[], $2::text[], $3::int[], $4::bool[], $5::float8[], $6::timestamptz[])"
                    ))
                    .await?;
                let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
                let emails: Vec<_> = rows.iter().map(|row| row.email.as_str()).collect();
                let ages: Vec<_> = rows.iter().map(|row| row.age).collect();
                let actives: Vec<_> = rows.iter().map(|row| row.active).collect();
                let scores: Vec<_> = rows.iter().map(|row| row.score).collect();
                let times: Vec<_> = rows.iter().map(|row| row.created_at).collect();
                let values: [&(dyn ToSql + Sync); 6] = [&names, &emails, &ages, &actives, &scores, &times];
                i64::try_from(self.client.execute(&statement, &values).await?)?
            }
            Workload::Aggregate => {
                let statement = self
                    .prepared(
                        "select users.name, count(posts.id), max(posts.views) from users join posts on posts.user_id = users.id \
                         where users.age >= $1 group by users.id, users.name order by users.id limit 20",
                    )
                    .await?;
                let rows = self.client.query(&statement, &[&20_i32]).await?;
                let rows: Vec<(String, i64, Option<i64>)> =
                    rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
                i64::try_from(rows.len())?
            }
            Workload::Nested => self.nested().await?,
            Workload::Page => self.page(i).await?,
            Workload::Text => return Err("nothing to run".into()),
            Workload::Update => {
                let statement = self.prepared("update users set score = $1 where id = $2").await?;
                i64::try_from(self.client.execute(&statement, &[&1.5_f64, &key(i)]).await?)?
            }
            Workload::Delete => {
                let statement = self.prepared("delete from items where id = $1").await?;
                i64::try_from(self.client.execute(&statement, &[&i]).await?)?
            }
        })
    }

    async fn page(&mut self, i: i64) -> Result<i64, Failure> {
        let (age, active, name) = filters(i);
        let mut sql = String::from(USER);
        let mut values: Vec<&(dyn ToSql + Sync)> = Vec::new();
        if let Some(age) = &age {
            values.push(age);
            sql.push_str(&format!(" where age >= ${}", values.len()));
        }
        if let Some(active) = &active {
            values.push(active);
            let and = if values.len() == 1 { "where" } else { "and" };
            sql.push_str(&format!(" {and} active = ${}", values.len()));
        }
        if let Some(name) = &name {
            values.push(name);
            let and = if values.len() == 1 { "where" } else { "and" };
            sql.push_str(&format!(" {and} name like ${}", values.len()));
        }
        let at = values.len();
        sql.push_str(&format!(" order by created_at desc limit ${} offset ${}", at + 1, at + 2));
        values.push(&20_i64);
        values.push(&40_i64);
        let statement = self.prepared(&sql).await?;
        Ok(users(&self.client.query(&statement, &values).await?))
    }

    async fn nested(&mut self) -> Result<i64, Failure> {
        let statement = self.prepared(&format!("{USER} where id <= $1 order by id")).await?;
        let users: Vec<_> = self.client.query(&statement, &[&100_i64]).await?.iter().map(user).collect();
        let statement = self
            .prepared(
                "select id, user_id, title, views from posts where user_id = any($1) order by user_id, id",
            )
            .await?;
        let keys: Vec<_> = users.iter().map(|user| user.id).collect();
        let posts = self.client.query(&statement, &[&keys]).await?;
        let posts: Vec<(i64, i64, String, i64)> =
            posts.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect();
        let statement = self
            .prepared("select id, post_id, body from comments where post_id = any($1) order by post_id, id")
            .await?;
        let keys: Vec<_> = posts.iter().map(|post| post.0).collect();
        let comments = self.client.query(&statement, &[&keys]).await?;
        let comments: Vec<(i64, i64, String)> =
            comments.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
        let posts = nest(posts, comments, |comment, post| comment.1 == post.0);
        Ok(size(&nest(users, posts, |(post, _), user| post.1 == user.id)))
    }
}

impl Peer for TokioPostgres {
    fn name(&self) -> &'static str {
        "tokio-postgres"
    }

    fn work(
        &mut self,
        workload: Workload,
        first: i64,
        count: i64,
    ) -> LocalBoxFuture<'_, Result<i64, Failure>> {
        Box::pin(async move {
            let mut sum = 0;
            for i in first..first + count {
                sum += self.operation(workload, i).await?;
            }
            Ok(sum)
        })
    }
}

const USER: &str = "select id, name, email, age, active, score, created_at, updated_at from users";
const INSERT: &str = "insert into items (name, email, age, active, score, created_at)";

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

fn users(rows: &[Row]) -> i64 {
    let users: Vec<_> = rows.iter().map(user).collect();
    i64::try_from(users.len()).unwrap_or(0)
}

fn user(row: &Row) -> User {
    User {
        id: row.get(0),
        name: row.get(1),
        email: row.get(2),
        age: row.get(3),
        active: row.get(4),
        score: row.get(5),
        created_at: row.get(6),
        updated_at: row.get(7),
    }
}

/// The same with the pool that is most used with it.
#[derive(Clone)]
pub struct Deadpool(deadpool_postgres::Pool);

impl Deadpool {
    pub fn open(url: &str) -> Result<Self, Failure> {
        let config: Config = url.parse()?;
        let manager = deadpool_postgres::Manager::new(config, NoTls);
        Ok(Self(deadpool_postgres::Pool::builder(manager).max_size(usize::try_from(CONNECTIONS)?).build()?))
    }
}

impl Pool for Deadpool {
    fn name(&self) -> &'static str {
        "tokio-postgres, deadpool"
    }

    async fn request(&self, key: i64) -> Result<i64, Failure> {
        let client = self.0.get().await?;
        let statement = client.prepare_cached(&format!("{USER} where id = $1")).await?;
        Ok(user(&client.query_one(&statement, &[&key]).await?).id)
    }
}
