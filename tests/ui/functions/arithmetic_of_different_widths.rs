//~ ERROR `Col<Post, i32>` is not an SQL expression of type `i64`
//~ SPAN +
include!("../schema.rs");

pub fn example() {
    let _ = Post::query().select(Post::views + Post::id).sql(Sqlite);
}
