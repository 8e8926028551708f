//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN count_all()

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().group_by((Post::title, count_all())).select(Post::title).sql(Mysql);
}
