//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN Post::id.gt(1).and(!max(Post::views).gt(Post::views + 1))

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().filter(Post::id.gt(1).and(!max(Post::views).gt(Post::views + 1))).select(Post::id).sql(Mysql);
}
