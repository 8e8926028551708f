//~ PASS
include!("../schema.rs");

use std::sync::LazyLock;

use orm_core::Error;

pub static BY_NAME: LazyLock<PreparedQuery<Sqlite, (String,), User>> =
    LazyLock::new(|| prepare(|name: Param<String>| User::query().filter(User::name.eq(name))));

pub struct Statements {
    page: PreparedQuery<Postgres, (Vec<i32>, u64), Post>,
    rename: PreparedChange<Postgres, (String, i32)>,
    add: PreparedReturning<Postgres, (i32, String), Post>,
    count: PreparedSql<(i64,)>,
}

impl Statements {
    pub fn new() -> Self {
        Self {
            page: prepare(|authors: Param<Vec<i32>>, rows: Param<u64>| {
                Post::query().filter(Post::author_id.in_(authors)).limit(rows)
            }),
            rename: prepare(|title: Param<String>, id: Param<i32>| {
                Post::update().set(Post::title, title).filter(Post::id.eq(id))
            }),
            add: prepare(|author_id: Param<i32>, title: Param<String>| {
                Post::insert(row!(Post { author_id, title, views: 0_i64 })).returning()
            }),
            count: prepare(|views: Param<i64>| sql("select count(*) from posts where views > ").bind(views)),
        }
    }

    pub async fn run(&self, db: &Db<Postgres>) -> Result<i64, Error> {
        let ids = vec![1, 2];
        let posts = self.page.bind((ids.as_slice(), 20)).all(db).await?;
        self.rename.bind((format!("{} posts", posts.len()), 7)).execute(db).await?;
        let post = db.transaction(async |tx| self.add.bind((7, "new")).one(tx).await).await?;
        self.count.bind(post.views).scalar(db).await
    }
}

pub async fn find(db: &Db<Sqlite>, name: &str) -> Result<Option<User>, Error> {
    BY_NAME.bind(name).optional(db).await
}
