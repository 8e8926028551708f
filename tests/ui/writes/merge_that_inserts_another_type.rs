//~ ERROR a column of type `String` cannot be set to `Col<Post, i32>`
//~ SPAN Post::author_id

include!("../schema.rs");

pub fn example() {
    let merge = User::merge(Post::table, Post::author_id.eq(User::id));
    let merge = merge.when_not_matched().insert(|user| user.set(User::name, Post::author_id));
    let _ = merge.sql(Postgres);
}
