//~ ERROR this query has no `User` in its FROM/JOIN list
//~ SPAN Post::author_id.eq(User::id)
include!("../schema.rs");

pub fn example() {
    let posts = Post::query().filter(Post::author_id.eq(User::id));
    let _ = User::query().filter(exists(posts)).sql(Sqlite);
}
