include!("../schema.rs");

pub fn example() {
    let _ = Post::query().group_by(Post::author_id).with_cube().select(count_all()).sql(Mysql);
}
