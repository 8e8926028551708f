//~ ERROR a right or full join comes before `.select(..)`, and so do subtotals
//~ SPAN Post::query().select(Post::title).group_by(Post::title)

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().select(Post::title).group_by(Post::title).with_rollup().sql(Postgres);
}
