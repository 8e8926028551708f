//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN User::id.eq(max(Post::author_id))

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().join(User::table, User::id.eq(max(Post::author_id))).select(Post::id).sql(Sqlite);
}
