//~ ERROR this query has no `Boss` in its FROM/JOIN list
//~ SPAN Boss.name.eq("a")
include!("../schema.rs");
orm_core::alias!(Boss = User as "boss");

pub fn example() {
    let _ = User::query()
        .join(Post::table, Post::author_id.eq(User::id))
        .join(Comment::table, Comment::post_id.eq(Post::id))
        .filter(Boss.name.eq("a"))
        .sql(Sqlite);
}
