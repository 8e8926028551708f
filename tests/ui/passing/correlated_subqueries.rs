//~ PASS
include!("../schema.rs");

pub fn example() {
    let posts = Post::query().correlate(User::table).filter(Post::author_id.eq(User::id));
    let newest = posts.clone().select(max(Post::id));
    let _ = User::query().filter(exists(posts)).select((User::name, scalar(newest))).sql(Postgres);
}
