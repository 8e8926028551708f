//~ ERROR a `i64` column cannot be compared with `Col<User, i32>`
//~ SPAN User::id
include!("../schema.rs");

pub fn example() {
    let _ = User::query().join(Post::table, Post::views.eq(User::id)).sql(Sqlite);
}
