//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Post::title
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(count_all()).group_by(Post::title).sql(Sqlite);
}
