//~ ERROR not every database says which `bool` is larger
//~ SPAN greatest

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().select(Post::id.eq(1).greatest(true)).sql(Sqlite);
}
