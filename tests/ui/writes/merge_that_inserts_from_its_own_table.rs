//~ ERROR this query has no `User` in its FROM/JOIN list
//~ SPAN User::name

include!("../schema.rs");

pub fn example() {
    let merge = User::merge(Post::table, Post::author_id.eq(User::id));
    let merge = merge.when_not_matched().insert(|user| user.set(User::name, User::name));
    let _ = merge.sql(Postgres);
}
