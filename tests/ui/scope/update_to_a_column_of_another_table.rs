//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Post::title
include!("../schema.rs");

pub fn example() {
    let _ = User::update().set(User::name, Post::title).filter(User::id.eq(1)).sql(Sqlite);
}
