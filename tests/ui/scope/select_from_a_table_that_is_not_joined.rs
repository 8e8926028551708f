//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN (User::name, Post::title)
//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Post::title
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select((User::name, Post::title)).sql(Sqlite);
}
