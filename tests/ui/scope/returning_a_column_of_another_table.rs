//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN returning_only
//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN (User::id, Post::title)
//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Post::title
include!("../schema.rs");

pub fn example() {
    let _ = User::delete().filter(User::id.eq(1)).returning_only((User::id, Post::title)).sql(Sqlite);
}
