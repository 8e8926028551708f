//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN (User::table, Post::table)
//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Post::table
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select((User::table, Post::table)).sql(Sqlite);
}
