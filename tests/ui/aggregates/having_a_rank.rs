//~ ERROR a window function has no value for a group of rows: select it in a derived table and filter that
//~ SPAN rank().over(window()).eq(1)

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().group_by(Post::author_id).having(rank().over(window()).eq(1)).select(Post::author_id).sql(Postgres);
}
