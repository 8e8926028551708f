//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Post::title.desc()
include!("../schema.rs");

pub fn example() {
    let _ = User::query().order_by((User::name, Post::title.desc())).sql(Sqlite);
}
