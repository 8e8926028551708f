//~ PASS
include!("../schema.rs");

use orm_core::Error;

async fn handler(db: Db<Postgres>, body: NewUser, title: String) -> Result<User, Error> {
    db.transaction(async |tx| {
        let user: User = User::insert(body.clone()).one(tx).await?;
        Post::insert(new!(Post { author_id: user.id, title: title.as_str() })).execute(tx).await?;
        tx.transaction(async |inner| {
            User::update().set(User::age, 7).filter(User::id.eq(user.id)).execute(inner).await
        })
        .await?;
        Ok(user)
    })
    .await
}

fn spawn<F: Future<Output = Result<User, Error>> + Send + 'static>(_: F) {}

pub fn example(db: Db<Postgres>, body: NewUser) {
    spawn(handler(db, body, String::new()));
}
