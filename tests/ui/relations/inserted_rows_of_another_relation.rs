//~ ERROR `comments` is not a relation of `User`
//~ SPAN Post::comments().insert(|post: &Post| [new!(Comment { id: 1, post_id: post.id, text: "b" })])
//~ MORE
include!("../relations_schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    User::insert(new!(User { id: 1, name: "a" }))
        .with(Post::comments().insert(|post: &Post| [new!(Comment { id: 1, post_id: post.id, text: "b" })]))
        .one(db)
        .await?;
    Ok(())
}
