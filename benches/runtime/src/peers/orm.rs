//! orm-core, as a program uses it: typed queries built anew each time, run on the pool of a `Db`.
#![expect(dead_code, reason = "whole rows are read, not every field is looked at")]

use std::hint::black_box;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use futures_util::future::LocalBoxFuture;
use orm_core::expr::In;
use orm_core::prelude::*;
use orm_core::query::Select;

use super::pooled::Pool;
use super::{Failure, Peer};
use crate::workload::{self, Workload, filters, key};

#[derive(Table)]
#[table(name = "users", has_many(posts: Post))]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    pub name: String,
    pub email: String,
    pub age: i32,
    pub active: bool,
    pub score: f64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Table)]
#[table(name = "posts", has_many(comments: Comment))]
pub struct Post {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    #[column(references = User::id)]
    pub user_id: i64,
    pub title: String,
    pub views: i64,
}

#[derive(Table)]
#[table(name = "comments")]
pub struct Comment {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    #[column(references = Post::id)]
    pub post_id: i64,
    pub body: String,
}

#[derive(Table)]
#[table(name = "items")]
pub struct Item {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    pub name: String,
    pub email: String,
    pub age: i32,
    pub active: bool,
    pub score: f64,
    pub created_at: DateTime<Utc>,
}

fn new_item(i: i64) -> NewItem {
    let row = workload::new_row(i);
    NewItem {
        id: None,
        name: row.name,
        email: row.email,
        age: row.age,
        active: row.active,
        score: row.score,
        created_at: row.created_at,
    }
}

/// The query of a page.
fn page<D: orm_core::dialect::Database>(i: i64) -> Select<D, (In<User>,), User> {
    let (age, active, name) = filters(i);
    User::query()
        .filter_opt(age.map(|age| User::age.ge(age)))
        .filter_opt(active.map(|active| User::active.eq(active)))
        .filter_opt(name.map(|name| User::name.like(name)))
        .order_by(User::created_at.desc())
        .limit(20)
        .offset(40)
}

/// The length of the SQL of a page, with that of its values.
pub fn text(i: i64) -> Result<usize, Failure> {
    let statement = page(i).sql(Sqlite);
    Ok(statement.text.len() + statement.binds.len())
}

/// The same of a page with all filters, whose SQL was written before: only its values are put together.
pub fn prepared_text(i: i64) -> Result<usize, Failure> {
    static PAGE: LazyLock<PreparedQuery<Sqlite, (i32, bool, String), User>> = LazyLock::new(|| {
        prepare(|age: Param<i32>, active: Param<bool>, name: Param<String>| {
            User::query()
                .filter(User::age.ge(age))
                .filter(User::active.eq(active))
                .filter(User::name.like(name))
                .order_by(User::created_at.desc())
                .limit(20)
                .offset(40)
        })
    });
    let _bound = black_box(PAGE.bind((30, i & 2 == 0, "name 1%")));
    Ok(PAGE.text().len())
}

/// A database of orm-core.
#[derive(Clone)]
pub struct Orm<D: orm_core::dialect::Database>(pub Db<D>);

/// Writes the same peer for a database. (Generic code would have to name the bounds of each query.)
macro_rules! peer {
    ($database:ident, |$db:ident, $item:ident| $insert:expr) => {
        impl Peer for Orm<$database> {
            fn name(&self) -> &'static str {
                "orm-core"
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

        impl Orm<$database> {
            async fn operation(&self, workload: Workload, i: i64) -> Result<i64, Failure> {
                let db = &self.0;
                Ok(match workload {
                    Workload::ByKey | Workload::Concurrent => {
                        User::query().filter(User::id.eq(key(i))).one(db).await?.id
                    }
                    Workload::Rows(count) => {
                        let users =
                            User::query().order_by(User::id).limit(u64::try_from(count)?).all(db).await?;
                        i64::try_from(users.len())?
                    }
                    Workload::Insert => {
                        let ($db, $item) = (db, new_item(i));
                        $insert;
                        1
                    }
                    Workload::InsertMany => {
                        i64::try_from(Item::insert_many((0..1000).map(new_item)).execute(db).await?)?
                    }
                    Workload::Aggregate => {
                        let rows = User::query()
                            .join(Post::table, Post::user_id.eq(User::id))
                            .filter(User::age.ge(20))
                            .select((User::name, count(Post::id), max(Post::views)))
                            .group_by((User::id, User::name))
                            .order_by(User::id)
                            .limit(20)
                            .all(db)
                            .await?;
                        i64::try_from(rows.len())?
                    }
                    Workload::Nested => {
                        let comments = Post::comments().order_by(Comment::id);
                        let users = User::query()
                            .filter(User::id.le(100))
                            .with(User::posts().order_by(Post::id).with(comments))
                            .order_by(User::id)
                            .all(db)
                            .await?;
                        let posts = users.iter().flat_map(|user| user.posts());
                        let below: usize = posts.map(|post| 1 + post.comments().len()).sum();
                        i64::try_from(users.len() + below)?
                    }
                    Workload::Page => i64::try_from(page::<$database>(i).all(db).await?.len())?,
                    Workload::Text => return Err("nothing to run".into()),
                    Workload::Update => {
                        let rows = User::update()
                            .set(User::score, 1.5)
                            .filter(User::id.eq(key(i)))
                            .execute(db)
                            .await?;
                        i64::try_from(rows)?
                    }
                    Workload::Delete => {
                        i64::try_from(Item::delete().filter(Item::id.eq(i)).execute(db).await?)?
                    }
                })
            }
        }
    };
}

peer!(Sqlite, |db, item| Item::insert(item).returning_only(Item::id).one(db).await?);
peer!(Postgres, |db, item| Item::insert(item).returning_only(Item::id).one(db).await?);
peer!(Mysql, |db, item| Item::insert(item).execute(db).await?);

impl Pool for Orm<Postgres> {
    fn name(&self) -> &'static str {
        "orm-core"
    }

    async fn request(&self, key: i64) -> Result<i64, Failure> {
        Ok(User::query().filter(User::id.eq(key)).one(&self.0).await?.id)
    }
}
