//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN count(Post::id)

include!("../schema.rs");

pub fn example() {
    let _ = Post::update().set(Post::views, count(Post::id)).all_rows().sql(Postgres);
}
