include!("../schema.rs");

pub fn example() {
    let _ = Post::query().select(Post::title).group_by(Post::title).with_rollup().sql(Postgres);
}
