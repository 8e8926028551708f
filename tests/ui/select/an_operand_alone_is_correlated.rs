//~ ERROR the first query of a set operation is not correlated with `User`, and another one is
//~ SPAN own.select(Post::id)

include!("../schema.rs");

pub fn example() {
    let own = Post::query().correlate(User::table).filter(Post::author_id.eq(User::id));
    let all = Post::query().select(Post::id).union(own.select(Post::id));
    let _ = User::query().filter(exists(all)).sql(Sqlite);
}
