//~ ERROR mismatched types
//~ SPAN Post::title
include!("../schema.rs");

pub fn example() {
    let _ = User::update().set(Post::title, "a").filter(User::id.eq(1)).sql(Sqlite);
}
