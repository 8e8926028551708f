//! The floor of SQLite.

use chrono::{DateTime, Utc};
use futures_util::future::LocalBoxFuture;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};

use super::nested::{nest, size};
use super::{Failure, Peer};
use crate::workload::{Workload, filters, key, new_row};

pub struct Rusqlite(Connection);

impl Rusqlite {
    pub fn open(path: &str) -> Result<Self, Failure> {
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on",
        )?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self(connection))
    }

    pub fn execute(&self, sql: &str) -> Result<(), Failure> {
        Ok(self.0.execute_batch(sql)?)
    }
}

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

fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        age: row.get(3)?,
        active: row.get(4)?,
        score: row.get(5)?,
        created_at: row.get(6)?,
        updated_at: row.get(7)?,
    })
}

const USER: &str = "select id, name, email, age, active, score, created_at, updated_at from users";
const INSERT: &str =
    "insert into items (name, email, age, active, score, created_at) values (?, ?, ?, ?, ?, ?)";

impl Peer for Rusqlite {
    fn name(&self) -> &'static str {
        "rusqlite"
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
                sum += operation(&mut self.0, workload, i)?;
            }
            Ok(sum)
        })
    }
}

fn operation(db: &mut Connection, workload: Workload, i: i64) -> Result<i64, Failure> {
    Ok(match workload {
        Workload::ByKey | Workload::Concurrent => {
            let mut statement = db.prepare_cached(&format!("{USER} where id = ?"))?;
            statement.query_row([key(i)], user)?.id
        }
        Workload::Rows(count) => {
            let mut statement = db.prepare_cached(&format!("{USER} order by id limit {count}"))?;
            let users = statement.query_map([], user)?.collect::<Result<Vec<_>, _>>()?;
            i64::try_from(users.len())?
        }
        Workload::Insert => {
            let row = new_row(i);
            let mut statement = db.prepare_cached(INSERT)?;
            let _id = statement.insert(params![
                row.name,
                row.email,
                row.age,
                row.active,
                row.score,
                row.created_at
            ])?;
            1
        }
        Workload::InsertMany => {
            let transaction = db.transaction()?;
            {
                let mut statement = transaction.prepare_cached(INSERT)?;
                for row in (0..1000).map(new_row) {
                    statement.execute(params![
                        row.name,
                        row.email,
                        row.age,
                        row.active,
                        row.score,
                        row.created_at
                    ])?;
                }
            }
            transaction.commit()?;
            1000
        }
        Workload::Aggregate => {
            let mut statement = db.prepare_cached(
                "select users.name, count(posts.id), max(posts.views) from users join posts on posts.user_id = users.id \
                 where users.age >= ? group by users.id, users.name order by users.id limit 20",
            )?;
            let rows = statement.query_map([20], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let rows = rows.collect::<Result<Vec<(String, i64, Option<i64>)>, _>>()?;
            i64::try_from(rows.len())?
        }
        Workload::Nested => nested(db)?,
        Workload::Page => {
            let (sql, values) = page(i);
            let mut statement = db.prepare_cached(&sql)?;
            let users =
                statement.query_map(params_from_iter(values), user)?.collect::<Result<Vec<_>, _>>()?;
            i64::try_from(users.len())?
        }
        Workload::Text => return Err("nothing to run".into()),
        Workload::Update => {
            let mut statement = db.prepare_cached("update users set score = ? where id = ?")?;
            i64::try_from(statement.execute(params![1.5, key(i)])?)?
        }
        Workload::Delete => {
            let mut statement = db.prepare_cached("delete from items where id = ?")?;
            i64::try_from(statement.execute([i])?)?
        }
    })
}

fn nested(db: &Connection) -> Result<i64, Failure> {
    let mut users = db.prepare_cached(&format!("{USER} where id <= 100 order by id"))?;
    let users = users.query_map([], user)?.collect::<Result<Vec<_>, _>>()?;
    let mut posts = db.prepare_cached(
        "select id, user_id, title, views from posts where user_id in (select value from json_each(?)) order by user_id, id",
    )?;
    let posts = posts
        .query_map([list(users.iter().map(|user| user.id))], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<Result<Vec<(i64, i64, String, i64)>, _>>()?;
    let mut comments = db.prepare_cached(
        "select id, post_id, body from comments where post_id in (select value from json_each(?)) order by post_id, id",
    )?;
    let comments = comments
        .query_map([list(posts.iter().map(|post| post.0))], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<Vec<(i64, i64, String)>, _>>()?;
    let posts = nest(posts, comments, |comment, post| comment.1 == post.0);
    Ok(size(&nest(users, posts, |(post, _), user| post.1 == user.id)))
}

fn list(keys: impl Iterator<Item = i64>) -> String {
    let mut text = String::from("[");
    for (position, key) in keys.enumerate() {
        if position > 0 {
            text.push(',');
        }
        text.push_str(&key.to_string());
    }
    text.push(']');
    text
}

/// The SQL of a page and its values.
fn page(i: i64) -> (String, Vec<Value>) {
    let (age, active, name) = filters(i);
    let mut sql = String::from(USER);
    let mut values: Vec<Value> = Vec::new();
    let mut and = " where ";
    if let Some(age) = age {
        sql.push_str(and);
        sql.push_str("age >= ?");
        values.push(i64::from(age).into());
        and = " and ";
    }
    if let Some(active) = active {
        sql.push_str(and);
        sql.push_str("active = ?");
        values.push(active.into());
        and = " and ";
    }
    if let Some(name) = name {
        sql.push_str(and);
        sql.push_str("name like ?");
        values.push(name.to_owned().into());
    }
    sql.push_str(" order by created_at desc limit 20 offset 40");
    (sql, values)
}

/// The length of the SQL of a page, with that of its values.
pub fn text(i: i64) -> Result<usize, Failure> {
    let (sql, values) = page(i);
    Ok(sql.len() + values.len())
}
