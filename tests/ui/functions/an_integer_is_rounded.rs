//~ ERROR the method `round_to` exists for struct `Col<Post, i32>`, but its trait bounds were not satisfied
//~ SPAN round_to

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().select(Post::id.round_to(2)).sql(Sqlite);
}
