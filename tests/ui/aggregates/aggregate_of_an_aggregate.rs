//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN sum(count(Post::id))

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().select(sum(count(Post::id))).sql(Sqlite);
}
