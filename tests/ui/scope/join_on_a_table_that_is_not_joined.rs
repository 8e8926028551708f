//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Comment::post_id.eq(Post::id)
include!("../schema.rs");

pub fn example() {
    let _ = User::query().join(Comment::table, Comment::post_id.eq(Post::id)).sql(Sqlite);
}
