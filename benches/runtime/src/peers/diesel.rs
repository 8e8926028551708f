//! Diesel and diesel-async on one connection, written as their guides show.

use diesel::r2d2::ConnectionManager;
use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::pooled_connection::deadpool;

use super::pooled::{CONNECTIONS, Pool};
use super::{Failure, Peer};
use crate::workload::filters;

/// Writes the schema and the same peer for a connection. The async one has `await` after each call.
macro_rules! peer {
    ($module:ident, $name:literal, $connection:ty, $client:ident, $timestamp:ident $(, $await:tt)?) => {
        pub mod $module {
            use chrono::{DateTime, Utc};
            use diesel::dsl::{count, max};
            use diesel::prelude::{
                Associations, BelongingToDsl, ExpressionMethods, GroupedBy, Identifiable, Insertable, QueryDsl,
                Queryable, Selectable, SelectableHelper, TextExpressionMethods,
            };
            use futures_util::future::LocalBoxFuture;
            use $client::RunQueryDsl;

            use super::super::nested::size;
            use super::{Failure, Peer};
            use crate::workload::{self, Workload, filters, key};

            diesel::table! {
                users (id) {
                    id -> BigInt,
                    name -> Text,
                    email -> Text,
                    age -> Integer,
                    active -> Bool,
                    score -> Double,
                    created_at -> $timestamp,
                    updated_at -> $timestamp,
                }
            }
            diesel::table! {
                posts (id) {
                    id -> BigInt,
                    user_id -> BigInt,
                    title -> Text,
                    views -> BigInt,
                }
            }
            diesel::table! {
                comments (id) {
                    id -> BigInt,
                    post_id -> BigInt,
                    body -> Text,
                }
            }
            diesel::table! {
                items (id) {
                    id -> BigInt,
                    name -> Text,
                    email -> Text,
                    age -> Integer,
                    active -> Bool,
                    score -> Double,
                    created_at -> $timestamp,
                }
            }
            diesel::joinable!(posts -> users (user_id));
            diesel::joinable!(comments -> posts (post_id));
            diesel::allow_tables_to_appear_in_same_query!(users, posts, comments);

            #[derive(Queryable, Selectable, Identifiable)]
            #[diesel(table_name = users)]
            #[expect(dead_code, reason = "a whole row is read")]
            pub struct User {
                pub id: i64,
                name: String,
                email: String,
                age: i32,
                active: bool,
                score: f64,
                created_at: DateTime<Utc>,
                updated_at: DateTime<Utc>,
            }

            #[derive(Queryable, Selectable, Identifiable, Associations)]
            #[diesel(table_name = posts, belongs_to(User))]
            #[expect(dead_code, reason = "a whole row is read")]
            struct Post {
                id: i64,
                user_id: i64,
                title: String,
                views: i64,
            }

            #[derive(Queryable, Selectable, Identifiable, Associations)]
            #[diesel(table_name = comments, belongs_to(Post))]
            #[expect(dead_code, reason = "a whole row is read")]
            struct Comment {
                id: i64,
                post_id: i64,
                body: String,
            }

            #[derive(Insertable)]
            #[diesel(table_name = items)]
            struct NewItem {
                name: String,
                email: String,
                age: i32,
                active: bool,
                score: f64,
                created_at: DateTime<Utc>,
            }

            fn new_item(i: i64) -> NewItem {
                let row = workload::new_row(i);
                NewItem {
                    name: row.name,
                    email: row.email,
                    age: row.age,
                    active: row.active,
                    score: row.score,
                    created_at: row.created_at,
                }
            }

            pub struct Held(pub $connection);

            impl Held {
                async fn operation(&mut self, workload: Workload, i: i64) -> Result<i64, Failure> {
                    let db = &mut self.0;
                    Ok(match workload {
                        Workload::ByKey | Workload::Concurrent => {
                            let user = users::table.find(key(i)).select(User::as_select()).first(db) $(.$await)? ?;
                            user.id
                        }
                        Workload::Rows(count) => {
                            let users = users::table
                                .order_by(users::id)
                                .limit(count)
                                .select(User::as_select())
                                .load(db) $(.$await)? ?;
                            i64::try_from(users.len())?
                        }
                        Workload::Insert => {
                            let _id: i64 = diesel::insert_into(items::table)
                                .values(new_item(i))
                                .returning(items::id)
                                .get_result(db) $(.$await)? ?;
                            1
                        }
                        Workload::InsertMany => {
                            let rows: Vec<NewItem> = (0..1000).map(new_item).collect();
                            let rows = diesel::insert_into(items::table).values(&rows).execute(db) $(.$await)? ?;
                            i64::try_from(rows)?
                        }
                        Workload::Aggregate => {
                            let rows: Vec<(String, i64, Option<i64>)> = users::table
                                .inner_join(posts::table)
                                .filter(users::age.ge(20))
                                .group_by((users::id, users::name))
                                .select((users::name, count(posts::id), max(posts::views)))
                                .order_by(users::id)
                                .limit(20)
                                .load(db) $(.$await)? ?;
                            i64::try_from(rows.len())?
                        }
                        Workload::Nested => {
                            let users = users::table
                                .filter(users::id.le(100))
                                .order_by(users::id)
                                .select(User::as_select())
                                .load(db) $(.$await)? ?;
                            let posts = Post::belonging_to(&users)
                                .order_by((posts::user_id, posts::id))
                                .select(Post::as_select())
                                .load(db) $(.$await)? ?;
                            let comments = Comment::belonging_to(&posts)
                                .order_by((comments::post_id, comments::id))
                                .select(Comment::as_select())
                                .load(db) $(.$await)? ?;
                            let comments = comments.grouped_by(&posts);
                            let posts: Vec<Vec<(Post, Vec<Comment>)>> =
                                posts.into_iter().zip(comments).grouped_by(&users);
                            let users: Vec<_> = users.into_iter().zip(posts).collect();
                            size(&users)
                        }
                        Workload::Page => {
                            let (age, active, name) = filters(i);
                            let mut query = users::table.select(User::as_select()).into_boxed();
                            if let Some(age) = age {
                                query = query.filter(users::age.ge(age));
                            }
                            if let Some(active) = active {
                                query = query.filter(users::active.eq(active));
                            }
                            if let Some(name) = name {
                                query = query.filter(users::name.like(name));
                            }
                            let users =
                                query.order_by(users::created_at.desc()).limit(20).offset(40).load(db) $(.$await)? ?;
                            i64::try_from(users.len())?
                        }
                        Workload::Text => return Err("nothing to run".into()),
                        Workload::Update => {
                            let rows = diesel::update(users::table.find(key(i)))
                                .set(users::score.eq(1.5))
                                .execute(db) $(.$await)? ?;
                            i64::try_from(rows)?
                        }
                        Workload::Delete => {
                            i64::try_from(diesel::delete(items::table.find(i)).execute(db) $(.$await)? ?)?
                        }
                    })
                }
            }

            impl Peer for Held {
                fn name(&self) -> &'static str {
                    $name
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
        }
    };
}

peer!(sqlite, "diesel", diesel::SqliteConnection, diesel, TimestamptzSqlite);
peer!(postgres, "diesel", diesel::PgConnection, diesel, Timestamptz);
peer!(postgres_async, "diesel-async", diesel_async::AsyncPgConnection, diesel_async, Timestamptz, await);

/// The length of the SQL of a page: Diesel asks the query for its values when it is sent.
pub fn text(i: i64) -> Result<usize, Failure> {
    use diesel::prelude::*;
    use diesel::query_builder::{QueryBuilder, QueryFragment};
    use diesel::sqlite::{Sqlite, SqliteQueryBuilder};
    use sqlite::{User, users};
    let (age, active, name) = filters(i);
    let mut query = users::table.select(User::as_select()).into_boxed::<Sqlite>();
    if let Some(age) = age {
        query = query.filter(users::age.ge(age));
    }
    if let Some(active) = active {
        query = query.filter(users::active.eq(active));
    }
    if let Some(name) = name {
        query = query.filter(users::name.like(name));
    }
    let query = query.order_by(users::created_at.desc()).limit(20).offset(40);
    let mut text = SqliteQueryBuilder::new();
    QueryFragment::<Sqlite>::to_sql(&query, &mut text, &Sqlite)?;
    Ok(text.finish().len())
}

pub fn open_sqlite(path: &str) -> Result<sqlite::Held, Failure> {
    use diesel::connection::{Connection, SimpleConnection};
    let mut connection = diesel::SqliteConnection::establish(path)?;
    connection
        .batch_execute("pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on")?;
    Ok(sqlite::Held(connection))
}

pub fn open_postgres(url: &str) -> Result<postgres::Held, Failure> {
    use diesel::connection::Connection;
    Ok(postgres::Held(diesel::PgConnection::establish(url)?))
}

pub async fn open_postgres_async(url: &str) -> Result<postgres_async::Held, Failure> {
    use diesel_async::AsyncConnection;
    Ok(postgres_async::Held(diesel_async::AsyncPgConnection::establish(url).await?))
}

/// Diesel with the pool of its guide. A connection blocks the thread it is used on.
#[derive(Clone)]
pub struct BlockingPool(diesel::r2d2::Pool<ConnectionManager<diesel::PgConnection>>);

impl BlockingPool {
    pub fn open(url: &str) -> Result<Self, Failure> {
        let manager = ConnectionManager::new(url);
        Ok(Self(diesel::r2d2::Pool::builder().max_size(CONNECTIONS).build(manager)?))
    }
}

impl Pool for BlockingPool {
    fn name(&self) -> &'static str {
        "diesel, r2d2"
    }

    async fn request(&self, key: i64) -> Result<i64, Failure> {
        use diesel::prelude::*;
        use postgres::{User, users};
        let pool = self.0.clone();
        tokio::task::spawn_blocking(move || {
            let mut db = pool.get()?;
            Ok(users::table.find(key).select(User::as_select()).first(&mut db)?.id)
        })
        .await?
    }
}

/// diesel-async with the pool of its guide.
#[derive(Clone)]
pub struct AsyncPool(deadpool::Pool<diesel_async::AsyncPgConnection>);

impl AsyncPool {
    pub fn open(url: &str) -> Result<Self, Failure> {
        let manager = AsyncDieselConnectionManager::new(url);
        Ok(Self(deadpool::Pool::builder(manager).max_size(usize::try_from(CONNECTIONS)?).build()?))
    }
}

impl Pool for AsyncPool {
    fn name(&self) -> &'static str {
        "diesel-async, deadpool"
    }

    async fn request(&self, key: i64) -> Result<i64, Failure> {
        use diesel::prelude::{QueryDsl, SelectableHelper};
        use diesel_async::RunQueryDsl;
        use postgres_async::{User, users};
        let mut db = self.0.get().await?;
        Ok(users::table.find(key).select(User::as_select()).first(&mut db).await?.id)
    }
}
