//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN count(Post::id).gt(1)

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().filter(count(Post::id).gt(1)).select(Post::author_id).sql(Sqlite);
}
