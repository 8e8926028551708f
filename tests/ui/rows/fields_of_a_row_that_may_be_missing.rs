//~ ERROR no field `title` on type `std::option::Option<Post>`
//~ SPAN title
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let query =
        User::query().left_join(Post::table, Post::author_id.eq(User::id)).select((User::table, Post::table));
    for (user, post) in query.all(db).await? {
        let _ = (user.name, post.title);
    }
    Ok(())
}
