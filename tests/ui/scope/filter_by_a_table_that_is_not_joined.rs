//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Post::title.eq("a")
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(Post::title.eq("a")).sql(Sqlite);
}
