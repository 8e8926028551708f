//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Post::title.eq("a")
include!("../schema.rs");

pub fn example() {
    let _ = User::update().set(User::age, 3).filter(Post::title.eq("a")).sql(Sqlite);
}
