//~ ERROR mismatched types
//~ SPAN posts[0].grown_author()

use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
}

#[derive(Table)]
#[table(name = "posts", belongs_to(grown_author: User, via = author_id, filter = User::id.gt(1)))]
pub struct Post {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = User::id)]
    pub author_id: i32,
}

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    let posts = Post::query().with(Post::grown_author()).all(db).await?;
    let _: &User = posts[0].grown_author();
    Ok(())
}
