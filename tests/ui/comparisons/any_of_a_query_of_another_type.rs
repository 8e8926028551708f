include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::name.eq_any(Post::query().select(Post::id))).sql(Postgres);
}
