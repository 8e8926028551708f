include!("../schema.rs");

pub fn example() {
    let _ = Post::query().grouping_set(Post::author_id).select(count_all()).sql(Sqlite);
}
