include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.gt_all(Post::query().select(Post::author_id))).sql(Sqlite);
}
