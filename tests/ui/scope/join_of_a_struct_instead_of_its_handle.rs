//~ ERROR expected value, found struct `Post`
//~ SPAN Post
include!("../schema.rs");

pub fn example() {
    let _ = User::query().join(Post, Post::author_id.eq(User::id)).sql(Sqlite);
}
